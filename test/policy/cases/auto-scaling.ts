import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { groupScene } from "../sound-hosts";

const subnet = (name: string, props: object = {}): Resource =>
    fixture(types.subnet, { mapPublicIpOnLaunch: false })({ ...props }, { name });
/** A group in these subnets of the stack. */
const inSubnets = (...subnets: readonly Resource[]): Scene => listing(UNKNOWN, ...subnets);
const listing = (vpcZoneIdentifiers: unknown, ...subnets: readonly Resource[]): Scene => {
    const [group, ...others] = groupScene({ vpcZoneIdentifiers });
    return [
        { ...group, references: { ...group.references, vpcZoneIdentifiers: subnets } },
        ...others,
        ...subnets,
    ];
};
const attached = (): Scene => {
    const [group, ...others] = groupScene({ healthCheckType: "EC2" });
    return [
        group,
        ...others,
        fixture(types.autoScalingAttachment)({}, { references: { autoscalingGroupName: [group] } }),
    ];
};
const BEHIND = { targetGroupArns: [UNKNOWN] };

export const cases: CaseTable = {
    "auto-scaling-group-spans-zones": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "two subnets in two zones": inSubnets(
                subnet("a", { availabilityZone: "eu-central-1a" }),
                subnet("b", { availabilityZone: "eu-central-1b" }),
            ),
            "two subnets whose zones AWS picks": inSubnets(subnet("a"), subnet("b")),
            "two subnets of another stack": groupScene({ vpcZoneIdentifiers: [UNKNOWN, UNKNOWN] }),
            "one subnet of the stack and one of another": listing([UNKNOWN, UNKNOWN], subnet("a")),
            "two zones": groupScene({
                vpcZoneIdentifiers: undefined,
                availabilityZones: ["eu-central-1a", "eu-central-1b"],
            }),
        },
        violating: {
            "one subnet": inSubnets(subnet("a")),
            "two subnets in one zone": inSubnets(
                subnet("a", { availabilityZone: "eu-central-1a" }),
                subnet("b", { availabilityZone: "eu-central-1a" }),
            ),
            "one subnet of another stack": groupScene({ vpcZoneIdentifiers: [UNKNOWN] }),
            "one zone": groupScene({
                vpcZoneIdentifiers: undefined,
                availabilityZones: ["eu-central-1a"],
            }),
        },
        omitted: {
            "subnets and zones": ["fail", ...groupScene({ vpcZoneIdentifiers: undefined })],
        },
        unknown: {
            "the zones of two subnets": [
                "pass",
                ...inSubnets(
                    subnet("a", { availabilityZone: UNKNOWN }),
                    subnet("b", { availabilityZone: UNKNOWN }),
                ),
            ],
        },
        outside: { "a list of subnets from another stack": groupScene({ vpcZoneIdentifiers: UNKNOWN }) },
    },
    "auto-scaling-group-uses-load-balancer-health": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "load balancer health checks behind a target group": groupScene({
                ...BEHIND,
                healthCheckType: "ELB",
            }),
            "EC2 health checks without a load balancer": groupScene({
                targetGroupArns: [],
                healthCheckType: "EC2",
            }),
        },
        violating: {
            "EC2 health checks behind a target group": groupScene({ ...BEHIND, healthCheckType: "EC2" }),
            "a group behind a classic load balancer without its health checks": groupScene({
                loadBalancers: ["web"],
            }),
            "a group with trafficSources and without their health checks": groupScene({
                trafficSources: [{ identifier: UNKNOWN }],
            }),
            "EC2 health checks behind an attached target group": attached(),
        },
        omitted: { healthCheckType: ["fail", ...groupScene(BEHIND)] },
        unknown: {
            healthCheckType: ["undetermined", ...groupScene({ ...BEHIND, healthCheckType: UNKNOWN })],
        },
    },
};
