import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { createNatInstance, type NatInstanceArgs } from "./nat-instance";

export interface NatArgs extends Omit<NatInstanceArgs, "securityGroupId"> {
    readonly nat: Settings["nat"];
    readonly vpcId: pulumi.Input<string>;
    readonly internetGateway: aws.ec2.InternetGateway;
    /** The security group of the NAT instance, if there is one. */
    readonly securityGroupId: pulumi.Input<string> | undefined;
}

interface Nat {
    /** The target of a route through the NAT. */
    readonly target: Pick<aws.ec2.RouteArgs, "natGatewayId" | "networkInterfaceId">;
    /** The NAT host. Undefined for a gateway. */
    readonly instanceId?: pulumi.Output<string>;
}

/**
 * The target of the private subnets' default route. Undefined with nat `none`. Cost a month, without traffic: regional
 * 33 USD for each zone that has hosts, single 33 USD, instance 4 USD and the work of maintaining it.
 */
export function createNat(name: string, args: NatArgs, opts: pulumi.CustomResourceOptions): Nat | undefined {
    const { nat, publicSubnetId, internetGateway, securityGroupId, vpcId } = args;
    // The gateway needs the VPC's internet gateway; Pulumi cannot see this dependency.
    const onceConnected = { ...opts, dependsOn: [internetGateway] };
    switch (nat) {
        case "regional": {
            // It allocates addresses itself, in each zone with hosts, and is no single point of failure.
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

/** The public address. It survives the NAT's replacement, so that others can put it on their allow lists. */
function createAddress(name: string, opts: pulumi.CustomResourceOptions): aws.ec2.Eip {
    return new aws.ec2.Eip(`${name}-nat-address`, { domain: "vpc", tags: { Name: `${name}-nat` } }, opts);
}
