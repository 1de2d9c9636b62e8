/** Distinguishes hosts of the application from NAT instances. */
import { isPrivate } from "./addresses";
import { cidrsOf, openingsOf } from "./ingress";
import * as types from "../resource-types";
import type { Node, Stack } from "../stack";

type Instance = Pick<Node<types.Props<typeof types.instance>>, "urn" | "props">;

/**
 * Whether an instance is a NAT instance: it accepts packets for other hosts, a route of the stack leads to it, and no
 * public address can open a connection to it.
 */
export function isNat(instance: Instance, stack: Stack): boolean {
    return (
        instance.props.sourceDestCheck === false &&
        isOnRoute(instance, stack) &&
        !isOpenToPublic(instance, stack)
    );
}

function isOnRoute(instance: Instance, stack: Stack): boolean {
    return (
        stack.referring(types.route, "networkInterfaceId", instance).length > 0 ||
        stack.referring(types.routeTable, "routes", instance).length > 0
    );
}

function isOpenToPublic(instance: Instance, stack: Stack): boolean {
    return stack
        .referred(instance, "vpcSecurityGroupIds", types.securityGroup)
        .flatMap((group) => openingsOf(group, stack))
        .some(
            ({ ingress }) =>
                (ingress.prefixListIds ?? []).length > 0 || cidrsOf(ingress).some((cidr) => !isPrivate(cidr)),
        );
}
