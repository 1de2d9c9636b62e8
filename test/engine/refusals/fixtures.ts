import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { once } from "./table";

// Resources that many cases need and AWS accepts, each made when a case first asks for it.

/** Debian 13 in the simulated account. */
export const IMAGE = { arm64: "ami-0d0000000000000a1", amd64: "ami-0d0000000000000a2" };

/** With names inside, as interface endpoints want it. */
export const vpc = once(
    () => new aws.ec2.Vpc("shared", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true }),
);

/** A VPC that nothing leads into. */
export const closedVpc = once(() => new aws.ec2.Vpc("closed", { cidrBlock: "10.1.0.0/16" }));

export const internetGateway = once(() => new aws.ec2.InternetGateway("shared", { vpcId: vpc().id }));

export const subnet = (name: string, zone: string, third: number, of = vpc()): aws.ec2.Subnet =>
    new aws.ec2.Subnet(
        name,
        {
            vpcId: of.id,
            cidrBlock: `10.${of === vpc() ? 0 : 1}.${third}.0/24`,
            availabilityZone: `eu-central-1${zone}`,
        },
        { dependsOn: [internetGateway()] },
    );

export const subnetA = once(() => subnet("shared-a", "a", 200));
export const subnetB = once(() => subnet("shared-b", "b", 201));
export const closedSubnetA = once(() => subnet("closed-a", "a", 0, closedVpc()));
export const closedSubnetB = once(() => subnet("closed-b", "b", 1, closedVpc()));

export const group = once(
    () => new aws.ec2.SecurityGroup("shared", { vpcId: vpc().id, description: "Shared by the cases" }),
);

export const statement = (more: object): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });

/** A policy that lets a service assume a role. */
export const trust = (service = "ec2.amazonaws.com"): string =>
    statement({ Action: "sts:AssumeRole", Principal: { Service: service } });

/** A policy that allows reading of one bucket. */
export const READ = statement({ Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" });

export const role = once(() => new aws.iam.Role("shared", { assumeRolePolicy: trust() }));

export const key = once(() => new aws.kms.Key("shared", {}));

export const loadBalancer = once(
    () =>
        new aws.lb.LoadBalancer("shared", {
            subnets: [subnetA().id, subnetB().id],
            securityGroups: [group().id],
        }),
);

export const targetGroup = once(
    () => new aws.lb.TargetGroup("shared", { vpcId: vpc().id, port: 80, protocol: "HTTP" }),
);

export const forward = (): pulumi.Input<pulumi.Input<aws.types.input.lb.ListenerDefaultAction>[]> => [
    { type: "forward", targetGroupArn: targetGroup().arn },
];

export const launchTemplate = once(
    () => new aws.ec2.LaunchTemplate("shared", { imageId: IMAGE.arm64, instanceType: "t4g.small" }),
);
