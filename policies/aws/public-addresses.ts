/** Finds hosts that get a public address from their subnet. */
import { isNat } from "./hosts";
import * as types from "../resource-types";
import type { Node, Resource, Stack } from "../stack";
import { surely } from "../verdict";

type Instance = Node<types.Props<typeof types.instance>>;
type Template = Node<types.Props<typeof types.launchTemplate>>;
type Group = Node<types.Props<typeof types.autoScalingGroup>>;

/** Other types that start hosts, with the property that takes subnets. */
const STARTERS: readonly (readonly [token: string, property: string])[] = [
    ["aws:eks/nodeGroup:NodeGroup", "subnetIds"],
    ["aws:batch/computeEnvironment:ComputeEnvironment", "computeResources"],
    ["aws:elasticbeanstalk/environment:Environment", "settings"],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", "subnetId"],
];

/** Whether a host in the subnet does not decline a public address. A NAT instance needs one. */
export function startsHostsWithAddress(subnet: Resource, stack: Stack): boolean {
    return (
        stack
            .referring(types.instance, "subnetId", subnet)
            .some((host) => !declines(host, stack) && !surely(() => isNat(host, stack))) ||
        stack
            .referring(types.autoScalingGroup, "vpcZoneIdentifiers", subnet)
            .some((group) => !groupDeclines(group, stack)) ||
        STARTERS.some(([token, property]) =>
            stack
                .all<object>({ tokens: [token] })
                .some((starter) => stack.refersTo(starter, property, subnet)),
        )
    );
}

/** Without it, the subnet decides, and AWS fills it in. */
function declines(host: Instance, stack: Stack): boolean {
    return (
        stack.gives(host, "associatePublicIpAddress") &&
        surely(() => host.props.associatePublicIpAddress === false)
    );
}

function groupDeclines(group: Group, stack: Stack): boolean {
    const templates = ["launchTemplate", "mixedInstancesPolicy"].flatMap((property) =>
        stack.referred(group, property, types.launchTemplate),
    );
    return templates.length > 0 && templates.every(templateDeclines);
}

/** A launch template takes a string here. */
function templateDeclines({ props }: Template): boolean {
    const cards = props.networkInterfaces ?? [];
    return cards.length > 0 && cards.every((card) => surely(() => card.associatePublicIpAddress === "false"));
}
