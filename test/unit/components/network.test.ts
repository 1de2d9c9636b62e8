import * as aws from "@pulumi/aws";
import { ENDPOINT_SERVICES } from "../../../config/endpoint-services";
import { networkOf, WITHOUT_NAT } from "./network-fixture";
import { statementsOf, type Recording } from "./harness";
import type { Network } from "../../../components/network";
import { EXAMPLE_ACCOUNT } from "../../../config/example";

describe("the VPC of a production stack", () => {
    let network: Recording<Network>;
    beforeAll(async () => {
        network = await networkOf();
    });

    test("has a public, a private and an isolated subnet in each of three zones, none giving out public addresses", () => {
        const subnets = network.all(aws.ec2.Subnet);
        expect(
            subnets.map(({ name, inputs }) => [name, inputs.availabilityZone, inputs.cidrBlock]).sort(),
        ).toEqual([
            ["net-isolated-1", "eu-central-1a", "10.20.48.0/20"],
            ["net-isolated-2", "eu-central-1b", "10.20.112.0/20"],
            ["net-isolated-3", "eu-central-1c", "10.20.176.0/20"],
            ["net-private-1", "eu-central-1a", "10.20.0.0/19"],
            ["net-private-2", "eu-central-1b", "10.20.64.0/19"],
            ["net-private-3", "eu-central-1c", "10.20.128.0/19"],
            ["net-public-1", "eu-central-1a", "10.20.32.0/20"],
            ["net-public-2", "eu-central-1b", "10.20.96.0/20"],
            ["net-public-3", "eu-central-1c", "10.20.160.0/20"],
        ]);
        for (const { inputs, ignoreChanges } of subnets) {
            expect(inputs.mapPublicIpOnLaunch).toBe(false);
            expect(ignoreChanges).toEqual(["availabilityZone"]);
        }
    });

    test("has routes out of the public and the private subnets, and none out of the isolated ones", () => {
        const routes = network.all(aws.ec2.Route).map(({ inputs }) => inputs);
        expect(routes).toEqual([
            {
                routeTableId: "net-public-id",
                destinationCidrBlock: "0.0.0.0/0",
                gatewayId: "net-internet-id",
            },
            { routeTableId: "net-private-id", destinationCidrBlock: "0.0.0.0/0", natGatewayId: "net-nat-id" },
        ]);
        const tables = network.all(aws.ec2.RouteTableAssociation).map(({ inputs }) => inputs);
        expect(tables).toHaveLength(9);
        for (const { subnetId, routeTableId } of tables) {
            expect(subnetId?.replace(/-\d-id$/, "-id")).toBe(routeTableId);
        }
    });

    test("resolves names, is protected, and its default security group admits nothing", () => {
        const vpc = network.one(aws.ec2.Vpc);
        expect(vpc.inputs).toMatchObject({ enableDnsSupport: true, enableDnsHostnames: true });
        expect(vpc.protect).toBe(true);
        expect(network.one(aws.ec2.DefaultSecurityGroup).inputs).toMatchObject({ ingress: [], egress: [] });
    });

    test("encrypts every volume of the region, also after the stack is gone", () => {
        const volumes = network.one(aws.ebs.EncryptionByDefault);
        expect([volumes.inputs.enabled, volumes.retainOnDelete]).toEqual([true, true]);
    });

    test("logs all of its traffic into an encrypted group that expires, by a role that can do nothing else", () => {
        expect(network.one(aws.ec2.FlowLog).inputs).toMatchObject({
            vpcId: "net-id",
            trafficType: "ALL",
            logDestinationType: "cloud-watch-logs",
        });
        expect(network.one(aws.cloudwatch.LogGroup).inputs).toMatchObject({
            name: "/hrms/prod/flow-log",
            retentionInDays: 365,
            kmsKeyId: expect.stringContaining("keys-logs") as string,
        });
        const { assumeRolePolicy } = network.one(aws.iam.Role).inputs;
        expect(statementsOf(assumeRolePolicy).AssumedByFlowLogs?.Condition).toMatchObject({
            StringEquals: { "aws:SourceAccount": EXAMPLE_ACCOUNT },
        });
        const { WriteFlowLog } = statementsOf(network.one(aws.iam.RolePolicy).inputs.policy);
        expect(WriteFlowLog?.Resource).toEqual([expect.stringMatching(/net-flow-log-group:\*$/)]);
    });

    test("reaches S3 without the NAT, buckets of this account and those that agents read only", () => {
        const { inputs } = network.one(aws.ec2.VpcEndpoint);
        expect(inputs).toMatchObject({
            vpcEndpointType: "Gateway",
            serviceName: "com.amazonaws.eu-central-1.s3",
            routeTableIds: ["net-private-id"],
        });
        const { BucketsOfThisAccount, BucketsOfAgents } = statementsOf(inputs.policy);
        expect(BucketsOfThisAccount?.Condition).toEqual({
            StringEquals: { "aws:ResourceAccount": EXAMPLE_ACCOUNT },
        });
        expect(BucketsOfAgents?.Action).toEqual(["s3:GetObject"]);
    });
});

test("going from two zones to three changes no subnet that exists", async () => {
    const [two, three] = [
        await networkOf({ availabilityZones: 2 }),
        await networkOf({ availabilityZones: 3 }),
    ];
    const subnetsOf = (network: Recording<Network>): Map<string, unknown> =>
        new Map(network.all(aws.ec2.Subnet).map(({ name, inputs }) => [name, inputs]));
    const [before, after] = [subnetsOf(two), subnetsOf(three)];
    // The isolated subnets are in three zones in any case: RDS and ElastiCache do not give up one that they use.
    expect([before.size, after.size]).toEqual([7, 9]);
    expect([...before.keys()].filter((name) => name.includes("isolated"))).toHaveLength(3);
    for (const [name, inputs] of before) {
        expect(after.get(name)).toEqual(inputs);
    }
});

test("interface endpoints take over the services' names in the private subnets, for this account only", async () => {
    const network = await networkOf(WITHOUT_NAT);
    const endpoints = network.all(aws.ec2.VpcEndpoint).filter(({ name }) => name !== "net-s3");
    expect(endpoints.map(({ inputs }) => inputs.serviceName).sort()).toEqual(
        ENDPOINT_SERVICES.map((service) => `com.amazonaws.eu-central-1.${service}`).sort(),
    );
    for (const { name, inputs } of endpoints) {
        expect(inputs).toMatchObject({
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds: ["net-private-1-id", "net-private-2-id", "net-private-3-id"],
            securityGroupIds: ["net-endpoints-id"],
        });
        if (name.startsWith("net-email")) {
            expect(inputs.policy).toBeUndefined();
        } else {
            expect(statementsOf(inputs.policy).PrincipalsOfThisAccount?.Condition).toEqual({
                StringEquals: { "aws:PrincipalAccount": EXAMPLE_ACCOUNT },
            });
        }
    }
});
