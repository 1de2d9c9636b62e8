import { Account, CreatedResource, ExistingResource, PlannedResource, Properties } from "../../resource-type";
import { listAt, textAt, valueAt } from "../../checks";

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
