import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Keys } from "../keys";
import { connections } from "./connections";
import { createInterfaceEndpoints, createS3Endpoint } from "./endpoints";
import { createDnsFirewall } from "./dns-firewall";
import { createFlowLog } from "./flow-log";
import { createNat } from "./nat";
import { createSecurityGroups, type SecurityGroups } from "./security-groups";
import { createSubnets } from "./subnets";

export interface NetworkArgs extends Pick<
    Settings,
    | "adminCidrs"
    | "availabilityZones"
    | "awsAccountId"
    | "databaseProxy"
    | "deletionProtection"
    | "emailUrl"
    | "guardDuty"
    | "interfaceEndpoints"
    | "logRetentionDays"
    | "nat"
    | "region"
    | "stack"
    | "vpcCidr"
    | "backgroundTasks"
    | "outgoingDomains"
    | "outgoingPorts"
    | "sentryDsn"
    | "workerMaxHosts"
> {
    readonly keys: Keys;
    /** Names of the zones, one for each of `availabilityZones`. */
    readonly zones: readonly string[];
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
    /** The host that the private subnets reach out through; undefined unless nat is `instance`. */
    readonly natInstanceId: pulumi.Output<string> | undefined;

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:network:Network", name, {}, opts);
        const child = { parent: this };

        const vpcId = this.createVpc(name, args);
        const tiers = createSubnets(name, args, vpcId, child);
        const privateRoutes = tiers.private.routeTableId;
        const s3 = createS3Endpoint(name, args, { vpcId, routeTableId: privateRoutes }, child);
        const groups = createSecurityGroups(
            name,
            connections(args),
            { vpcId, s3PrefixListId: s3.prefixListId },
            child,
        );
        createInterfaceEndpoints(
            name,
            args,
            { vpcId, subnetIds: tiers.private.subnetIds, securityGroupId: groups.endpoints },
            child,
        );

        const internetGateway = new aws.ec2.InternetGateway(
            `${name}-internet`,
            { vpcId, tags: { Name: `hrms-${args.stack}` } },
            child,
        );
        const nat = createNat(
            name,
            {
                ...args,
                vpcId,
                internetGateway,
                publicSubnetId: tiers.public.subnetIds[0],
                securityGroupId: groups.natInstance,
            },
            child,
        );
        this.route(`${name}-public-out`, tiers.public.routeTableId, { gatewayId: internetGateway.id });
        if (nat) {
            this.route(`${name}-private-out`, privateRoutes, nat.target);
        }
        createFlowLog(name, args, vpcId, child);
        createDnsFirewall(name, args, vpcId, child);

        this.vpcId = vpcId;
        this.publicSubnetIds = tiers.public.subnetIds;
        this.privateSubnetIds = tiers.private.subnetIds;
        this.isolatedSubnetIds = tiers.isolated.subnetIds;
        this.securityGroups = groups;
        this.natInstanceId = nat?.instanceId;
        this.registerOutputs({
            vpcId,
            publicSubnetIds: this.publicSubnetIds,
            privateSubnetIds: this.privateSubnetIds,
            isolatedSubnetIds: this.isolatedSubnetIds,
        });
    }

    private createVpc(
        name: string,
        { deletionProtection, stack, vpcCidr }: NetworkArgs,
    ): pulumi.Output<string> {
        const vpc = new aws.ec2.Vpc(
            name,
            {
                cidrBlock: vpcCidr,
                // Interface endpoints take over their services' names, which needs both.
                enableDnsSupport: true,
                enableDnsHostnames: true,
                tags: { Name: `hrms-${stack}` },
            },
            // Another vpcCidr would be another VPC, and all that lives in this one would have to move.
            { parent: this, protect: deletionProtection },
        );
        // What nobody gave a group of its own can talk to nobody.
        new aws.ec2.DefaultSecurityGroup(
            `${name}-default`,
            { vpcId: vpc.id, ingress: [], egress: [], tags: { Name: `hrms-${stack}-default-closed` } },
            { parent: this },
        );
        // For the whole region of the account, volumes made by hand included; so it stays when the stack goes.
        new aws.ebs.EncryptionByDefault(
            `${name}-volumes`,
            { enabled: true },
            { parent: this, retainOnDelete: true },
        );
        return vpc.id;
    }

    private route(
        name: string,
        routeTableId: pulumi.Input<string>,
        target: Pick<aws.ec2.RouteArgs, "gatewayId" | "natGatewayId" | "networkInterfaceId">,
    ): void {
        new aws.ec2.Route(
            name,
            { routeTableId, destinationCidrBlock: "0.0.0.0/0", ...target },
            { parent: this },
        );
    }
}
