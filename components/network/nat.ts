import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { createNatInstance, type NatInstanceArgs } from "./nat-instance";

export interface NatArgs extends Omit<NatInstanceArgs, "securityGroupId"> {
    readonly nat: Settings["nat"];
    readonly vpcId: pulumi.Input<string>;
    readonly internetGateway: aws.ec2.InternetGateway;
    /** Of the NAT instance, where there is one. */
    readonly securityGroupId: pulumi.Input<string> | undefined;
}

interface Nat {
    /** Where a route leads that goes through it. */
    readonly target: Pick<aws.ec2.RouteArgs, "natGatewayId" | "networkInterfaceId">;
    /** The host that it is; undefined of a gateway. */
    readonly instanceId?: pulumi.Output<string>;
}

/**
 * What the private subnets' default route leads to; undefined with nat `none`. Cost a month, without traffic: regional
 * 33 USD for each zone that has hosts, single 33 USD, instance 4 USD and the work of looking after it.
 */
export function createNat(name: string, args: NatArgs, opts: pulumi.CustomResourceOptions): Nat | undefined {
    const { nat, publicSubnetId, internetGateway, securityGroupId, vpcId } = args;
    // The gateway only has a way out once the VPC has; Pulumi cannot see that.
    const onceConnected = { ...opts, dependsOn: [internetGateway] };
    switch (nat) {
        case "regional": {
            // Takes addresses by itself, in each zone where it sees hosts, and is none's single point of failure.
            const gateway = new aws.ec2.NatGateway(
                `${name}-nat`,
                { vpcId, availabilityMode: "regional", connectivityType: "public", tags: { Name: name } },
                onceConnected,
            );
            return { target: { natGatewayId: gateway.id } };
        }
        case "single": {
            const gateway = new aws.ec2.NatGateway(
                `${name}-nat-zonal`,
                {
                    allocationId: createAddress(name, onceConnected).id,
                    subnetId: publicSubnetId,
                    tags: { Name: name },
                },
                onceConnected,
            );
            return { target: { natGatewayId: gateway.id } };
        }
        case "instance": {
            if (securityGroupId === undefined) {
                throw new Error("The NAT instance has no security group: no connection names it");
            }
            const instance = createNatInstance(name, { ...args, securityGroupId }, onceConnected);
            new aws.ec2.EipAssociation(
                `${name}-nat-address-association`,
                { instanceId: instance.id, allocationId: createAddress(name, onceConnected).id },
                opts,
            );
            return {
                target: { networkInterfaceId: instance.primaryNetworkInterfaceId },
                instanceId: instance.id,
            };
        }
        case "none":
            return undefined;
    }
}

/** The address that others see; it survives the NAT's replacement, so that it can stand in their allow lists. */
function createAddress(name: string, opts: pulumi.CustomResourceOptions): aws.ec2.Eip {
    return new aws.ec2.Eip(`${name}-nat-address`, { domain: "vpc", tags: { Name: `${name}-nat` } }, opts);
}
