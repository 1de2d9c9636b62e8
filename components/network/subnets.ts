import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { planSubnets, type ZonePlan } from "./subnet-plan";

/** The subnets of one kind: one in each zone, all with the same routes. */
export interface Tier {
    /** In the order of the zones. */
    readonly subnetIds: pulumi.Output<string>[];
    /** One route table for all zones: it is no single point of failure, and our routes are the same in each zone. */
    readonly routeTableId: pulumi.Output<string>;
}

/**
 * The database and the cache keep subnets in three zones, whatever `availabilityZones` is: RDS and ElastiCache choose the
 * zones of their instances and nodes, and give up no subnet in whose zone one of them runs, so that fewer zones would
 * fail. Subnets cost nothing. If the region has only two zones, the third subnet is in the first zone.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html
 */
const ISOLATED_SUBNETS = 3;

interface SubnetSettings extends Pick<Settings, "availabilityZones" | "stack" | "vpcCidr"> {
    /** Names of the region's zones, the preferred ones first; at least `availabilityZones`. See components/account. */
    readonly zones: readonly string[];
}

/** The subnets of the plan, in these zones, with routes inside the VPC only. */
export function createSubnets(
    name: string,
    settings: SubnetSettings,
    vpcId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): Record<keyof ZonePlan, Tier> {
    const createTier = (tier: keyof ZonePlan, count: number = settings.availabilityZones): Tier => {
        const label = (suffix: string | number): string => `hrms-${settings.stack}-${tier}-${suffix}`;
        const routeTableId = new aws.ec2.RouteTable(
            `${name}-${tier}`,
            { vpcId, tags: { Name: label("routes") } },
            opts,
        ).id;
        const subnetIds = planSubnets(settings.vpcCidr, count).map((zone, index) => {
            const subnet = new aws.ec2.Subnet(
                `${name}-${tier}-${index + 1}`,
                {
                    vpcId,
                    availabilityZone: settings.zones[index] ?? settings.zones[0],
                    cidrBlock: zone[tier],
                    // The load balancer and the NAT bring their own public addresses.
                    mapPublicIpOnLaunch: false,
                    tags: { Name: label(index + 1) },
                },
                // If a zone were missing from AWS's list for a day, the next zones would take its place, and subnets would be replaced.
                { ...opts, ignoreChanges: ["availabilityZone"] },
            );
            new aws.ec2.RouteTableAssociation(
                `${name}-${tier}-${index + 1}-routes`,
                { subnetId: subnet.id, routeTableId },
                opts,
            );
            return subnet.id;
        });
        return { subnetIds, routeTableId };
    };
    return {
        public: createTier("public"),
        private: createTier("private"),
        isolated: createTier("isolated", ISOLATED_SUBNETS),
    };
}
