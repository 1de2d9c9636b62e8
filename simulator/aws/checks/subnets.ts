import { Account, CreatedResource, ExistingResource, PlannedResource, Properties } from "../../resource-type";
import { listAt, numberAt, textAt, valueAt } from "../../checks";

/** The availability zones of the subnets. Undefined if the zone of a subnet is not known. */
export function zonesOf(
    inputs: Properties,
    property: string,
    account: Account,
): readonly string[] | undefined {
    const value = valueAt(inputs, property);
    const zones = (Array.isArray(value) ? (value as unknown[]) : []).map((id) => {
        const subnet = subnetOf(id, account);
        return subnet && textAt(subnet.inputs, "availabilityZone");
    });
    return zones.length === 0 || zones.includes(undefined) ? undefined : [...new Set(zones as string[])];
}

const subnetOf = (id: unknown, account: Account): ExistingResource | undefined =>
    typeof id === "string" ? account.find(id, "aws:ec2/subnet:Subnet") : undefined;

/**
 * The zones in which something runs that has a group of subnets. AWS chooses them. To leave nothing to luck, here they are
 * the last ones of the group.
 * @param inputs - of a database instance or a replication group
 * @param group - property with the group's subnets
 */
export function zonesInUse(inputs: Properties, group: Properties, account: Account): readonly string[] {
    const nodes = numberAt(inputs, "numCacheClusters") ?? (valueAt(inputs, "multiAz") === true ? 2 : 1);
    return [...(zonesOf(group, "subnetIds", account) ?? [])].sort().slice(-nodes);
}

/**
 * The zone that a group of subnets would lose although something runs there.
 * @param user - type of what runs there, and its property with the name of the group
 */
export function lostZone(
    before: Properties,
    after: Properties,
    account: Account,
    user: { readonly token: string; readonly property: string },
): string | undefined {
    const left = zonesOf(after, "subnetIds", account);
    return account
        .all(user.token)
        .filter(({ inputs }) => inputs[user.property] === after.name)
        .flatMap(({ inputs }) => zonesInUse(inputs, before, account))
        .find((zone) => left !== undefined && !left.includes(zone));
}

/**
 * Creates a group of subnets. Its ID is its name, and its VPC is the VPC of the subnets.
 * @param prefix - start of the last part of the ARN, e.g. `subgrp`
 */
export function createSubnetGroup(
    { inputs, account, arn }: PlannedResource,
    service: string,
    prefix: string,
    more: Properties = {},
): CreatedResource {
    const id = String(inputs.name);
    const subnet = subnetOf(listAt(inputs, "subnetIds")[0], account);
    const vpcId = subnet?.inputs.vpcId ?? "";
    return { id, outputs: { arn: arn(service, `${prefix}:${id}`), vpcId, ...more } };
}
