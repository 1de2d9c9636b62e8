/** Finds the subnets with a route to an internet gateway. */
import * as types from "../resource-types";
import type { Node, Resource, Stack } from "../stack";
import { known, NotInThisStackError, some } from "../verdict";

/** The route table of a subnet: its own, or the main table of its VPC, which two resources can name. */
const anyTable: types.ResourceType<Partial<types.Props<typeof types.routeTable>>> = {
    tokens: [types.routeTable, types.defaultRouteTable, types.vpc].flatMap(({ tokens }) => tokens),
};

interface Route {
    readonly gatewayId?: string;
}

/** Whether a route of the subnet leads to an internet gateway. Throws if the stack does not show it. */
export function isPublic(subnet: Resource, stack: Stack): boolean {
    return some(tablesOf(subnet, stack), (table) => {
        const routes = stack.referring(types.route, "routeTableId", table);
        return (
            leads(table, "routes", () => table.props.routes, stack) ||
            some(routes, (route) => leads(route, "gatewayId", () => [route.props], stack))
        );
    });
}

/** The id shows the kind of a gateway, even outside this stack: `igw-` is an internet gateway. */
function leads(
    holder: Resource,
    property: string,
    routes: () => readonly Route[] | undefined,
    stack: Stack,
): boolean {
    if (stack.referred(holder, property, types.internetGateway).length > 0) return true;
    const isById = known(() => some(routes() ?? [], ({ gatewayId = "" }) => gatewayId.startsWith("igw-")));
    if (isById !== undefined) return isById;
    if (stack.leadsOutside(holder, property)) throw new NotInThisStackError(property);
    // An unknown gateway in this stack is of another kind, because a reference leads to it.
    return false;
}

/** A subnet without its own route table uses the main table of its VPC. */
function tablesOf(subnet: Resource, stack: Stack): readonly Node<types.Props<typeof anyTable>>[] {
    const tableOf = (association: Resource) => stack.required(association, "routeTableId", anyTable);
    const own = stack.referring(types.routeTableAssociation, "subnetId", subnet);
    if (own.length > 0) return own.flatMap(tableOf);
    return stack
        .required(subnet, "vpcId", types.vpc)
        .flatMap((vpc) => [
            ...stack.all(anyTable).filter(({ urn }) => urn === vpc.urn),
            ...stack.referring(types.defaultRouteTable, "defaultRouteTableId", vpc),
            ...stack.referring(types.mainRouteTableAssociation, "vpcId", vpc).flatMap(tableOf),
        ]);
}
