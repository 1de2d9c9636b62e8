/** Auto Scaling Groups survive the loss of a host or a zone. */
import { on, stackPolicy } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import type { Node, Stack } from "../stack";
import { faultIf, isSet, known } from "../verdict";

type Group = Pick<Node<Props<typeof types.autoScalingGroup>>, "props" | "urn">;

export const groupSpansZones = stackPolicy({
    name: "auto-scaling-group-spans-zones",
    checklist: "setup.server.provisioned",
    severity: "medium",
    onUnknown: "deny",
    requires: "Auto Scaling Groups start hosts in two availability zones or more.",
    otherwise: "If one data center fails, all hosts stop and no new host can start.",
    remedy: "Give vpcZoneIdentifiers subnets in two zones. A small stack in one zone lowers this policy to advisory.",
    equivalents: ["fsbp:AutoScaling.2"],
    rules: [
        on(types.autoScalingGroup, (group, stack) =>
            faultIf("The group has fewer than two subnets or zones", () => zonesOf(group, stack) < 2),
        ),
    ],
});

/**
 * Counts a subnet in an unknown zone or in another stack as one zone. Throws if the whole list comes from another
 * stack.
 */
function zonesOf(group: Group, stack: Stack): number {
    if (!stack.gives(group, "vpcZoneIdentifiers")) return (group.props.availabilityZones ?? []).length;
    const subnets = stack.referred(group, "vpcZoneIdentifiers", types.subnet);
    const listed = known(() => group.props.vpcZoneIdentifiers?.length);
    if (listed === undefined && subnets.length === 0) {
        return stack.required(group, "vpcZoneIdentifiers", types.subnet).length;
    }
    const zones = subnets.map((subnet) => zoneOf(subnet, stack) ?? subnet.urn);
    return new Set(zones).size + Math.max(0, (listed ?? 0) - subnets.length);
}

function zoneOf(subnet: Node<Props<typeof types.subnet>>, stack: Stack): string | undefined {
    return stack.gives(subnet, "availabilityZone") ? known(() => subnet.props.availabilityZone) : undefined;
}

export const groupChecksHealth = stackPolicy({
    name: "auto-scaling-group-uses-load-balancer-health",
    checklist: "setup.server.provisioned",
    severity: "medium",
    onUnknown: "deny",
    requires: "Auto Scaling Groups replace hosts that do not answer the load balancer.",
    otherwise: "EC2 notices only a dead machine. A host whose application hangs stays in the group.",
    remedy: 'Set healthCheckType to "ELB".',
    equivalents: ["fsbp:AutoScaling.1"],
    rules: [
        on(types.autoScalingGroup, (group, stack) =>
            faultIf(
                "healthCheckType is not ELB",
                () =>
                    isBehindBalancer(group, stack) &&
                    !(stack.gives(group, "healthCheckType") && group.props.healthCheckType === "ELB"),
            ),
        ),
    ],
});

/** Whether its own properties or an attachment connect it. A preview knows nothing about omitted properties. */
function isBehindBalancer(group: Group, stack: Stack): boolean {
    return (
        (["targetGroupArns", "loadBalancers", "trafficSources"] as const).some(
            (property) => stack.gives(group, property) && isSet(group.props, property),
        ) || stack.referring(types.autoScalingAttachment, "autoscalingGroupName", group).length > 0
    );
}
