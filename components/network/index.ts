import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Keys } from "../keys";
import { connections } from "./connections";
import { createInterfaceEndpoints, createS3Endpoint } from "./endpoints";
import { createFlowLog } from "./flow-log";
import { createNat } from "./nat";
import { createSecurityGroups, type SecurityGroups } from "./security-groups";
import { planSubnets, type ZonePlan } from "./subnet-plan";

export interface NetworkArgs extends Pick<
    Settings,
    | "adminCidrs"
    | "availabilityZones"
    | "awsAccountId"
    | "databaseProxy"
    | "deletionProtection"
    | "emailUrl"
    | "interfaceEndpoints"
    | "logRetentionDays"
    | "nat"
    | "region"
    | "stack"
    | "vpcCidr"
> {
    readonly keys: Keys;
}

/**
 * The VPC: in each zone a public subnet for the load balancer, a private one for hosts, which reach out but cannot be
 * reached, and an isolated one for data, which no route leaves. Who may connect to whom is the table in
 * `connections.ts`.
 * Cost: the NAT (`nat.ts`), the interface endpoints (`endpoints.ts`) and the flow log, 0.50 USD a GB.
 */
export class Network extends pulumi.ComponentResource {
    static readonly covers = [
        "security.server.firewall",
        "security.database.restricted-access",
    ] as const satisfies readonly ChecklistId[];

    readonly vpcId: pulumi.Output<string>;
    /** One for each zone, in the order of the zones; so are the others. */
    readonly publicSubnetIds: pulumi.Output<string>[];
    readonly privateSubnetIds: pulumi.Output<string>[];
    readonly isolatedSubnetIds: pulumi.Output<string>[];
    /** Ids of the security groups. `databaseProxy` has no rules while the proxy is off. */
    readonly securityGroups: SecurityGroups;

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:network:Network", name, {}, opts);
        const child = { parent: this };

        const vpc = this.createVpc(name, args);
        this.vpcId = vpc.id;
        const internetGateway = new aws.ec2.InternetGateway(
            `${name}-internet`,
            { vpcId: vpc.id, tags: { Name: label(args) } },
            child,
        );

        this.publicSubnetIds = this.createSubnets(name, "public", args);
        this.privateSubnetIds = this.createSubnets(name, "private", args);
        this.isolatedSubnetIds = this.createSubnets(name, "isolated", args);
        const publicRoutes = this.createRouteTable(name, "public", this.publicSubnetIds);
        const privateRoutes = this.createRouteTable(name, "private", this.privateSubnetIds);
        this.createRouteTable(name, "isolated", this.isolatedSubnetIds);

        const s3 = createS3Endpoint(name, args, { vpcId: vpc.id, routeTableId: privateRoutes }, child);
        this.securityGroups = createSecurityGroups(
            name,
            connections(args),
            { vpcId: vpc.id, s3PrefixListId: s3.prefixListId },
            child,
        );
        createInterfaceEndpoints(
            name,
            args,
            {
                vpcId: vpc.id,
                subnetIds: this.privateSubnetIds,
                securityGroupId: this.securityGroups.endpoints,
            },
            child,
        );

        const everywhere = { destinationCidrBlock: "0.0.0.0/0" };
        new aws.ec2.Route(
            `${name}-public-out`,
            { routeTableId: publicRoutes, ...everywhere, gatewayId: internetGateway.id },
            child,
        );
        const nat = createNat(
            name,
            {
                ...args,
                vpcId: vpc.id,
                internetGateway,
                publicSubnetId: first(this.publicSubnetIds),
                securityGroupId: this.securityGroups.natInstance,
            },
            child,
        );
        if (nat) {
            new aws.ec2.Route(
                `${name}-private-out`,
                { routeTableId: privateRoutes, ...everywhere, ...nat },
                child,
            );
        }

        createFlowLog(name, args, vpc.id, child);
        this.encryptVolumes(name);
        this.registerOutputs({ vpcId: this.vpcId });
    }

    private createVpc(name: string, args: NetworkArgs): aws.ec2.Vpc {
        const vpc = new aws.ec2.Vpc(
            name,
            {
                cidrBlock: args.vpcCidr,
                // Interface endpoints take over their services' names, which needs both.
                enableDnsSupport: true,
                enableDnsHostnames: true,
                tags: { Name: label(args) },
            },
            // Another vpcCidr would need another VPC, and take all that lives in this one along.
            { parent: this, protect: args.deletionProtection },
        );
        // What nobody gave a group of its own can talk to nobody.
        new aws.ec2.DefaultSecurityGroup(
            `${name}-default`,
            { vpcId: vpc.id, ingress: [], egress: [], tags: { Name: `${label(args)}-default-closed` } },
            { parent: this },
        );
        return vpc;
    }

    private createSubnets(name: string, tier: keyof ZonePlan, args: NetworkArgs): pulumi.Output<string>[] {
        return planSubnets(args.vpcCidr, args.availabilityZones).map((plan, index) => {
            const subnet = new aws.ec2.Subnet(
                `${name}-${tier}-${index + 1}`,
                {
                    vpcId: this.vpcId,
                    availabilityZone: this.zoneName(index, args),
                    cidrBlock: plan[tier],
                    // What is to be public, the load balancer and the NAT, brings its own address.
                    mapPublicIpOnLaunch: false,
                    tags: { Name: `${label(args)}-${tier}-${index + 1}` },
                },
                // Were a zone missing from AWS's list for a day, the next ones would move up, and take their subnets along.
                { parent: this, ignoreChanges: ["availabilityZone"] },
            );
            return subnet.id;
        });
    }

    /** The n-th zone of the region; local zones and Wavelength zones are left out, for they lack most services. */
    private zoneName(index: number, { availabilityZones, region }: NetworkArgs): pulumi.Output<string> {
        const zones = aws.getAvailabilityZonesOutput(
            { state: "available", filters: [{ name: "zone-type", values: ["availability-zone"] }] },
            { parent: this },
        );
        return zones.names.apply((names) => {
            const zone = names[index];
            if (zone === undefined) {
                throw new pulumi.RunError(
                    `hrms:availabilityZones is ${availabilityZones}, but this account has only ${names.length} zones in ${region}: ` +
                        "run: pulumi config set hrms:availabilityZones 2, or choose another region",
                );
            }
            return zone;
        });
    }

    /** One for all zones of a tier: a route table is no single point of failure, and no tier's routes differ by zone. */
    private createRouteTable(
        name: string,
        tier: keyof ZonePlan,
        subnetIds: readonly pulumi.Output<string>[],
    ): pulumi.Output<string> {
        const table = new aws.ec2.RouteTable(
            `${name}-${tier}`,
            { vpcId: this.vpcId, tags: { Name: `${name}-${tier}` } },
            { parent: this },
        );
        subnetIds.forEach((subnetId, index) => {
            new aws.ec2.RouteTableAssociation(
                `${name}-${tier}-${index + 1}-routes`,
                { subnetId, routeTableId: table.id },
                { parent: this },
            );
        });
        return table.id;
    }

    /** For the whole region of the account, also for volumes that somebody makes by hand; it stays when the stack goes. */
    private encryptVolumes(name: string): void {
        new aws.ebs.EncryptionByDefault(
            `${name}-volumes`,
            { enabled: true },
            { parent: this, retainOnDelete: true },
        );
    }
}

/** What the console shows. */
const label = ({ stack }: Pick<Settings, "stack">): string => `hrms-${stack}`;

function first<T>(list: readonly T[]): T {
    const [head] = list;
    if (head === undefined) {
        throw new Error("A VPC without public subnets");
    }
    return head;
}
