import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { once } from "./table";

// Resources that many cases need and that AWS accepts. Each is registered when a case first needs it.

/** Debian 13 in the simulated account. */
export const IMAGE = { arm64: "ami-0d0000000000000a1", amd64: "ami-0d0000000000000a2" };

// Resources that do not exist, and AWS's messages about them.
export const NO_VPC = { vpcId: "vpc-0123456789abcdef0" };
export const VPC_MESSAGE =
    "InvalidVpcID.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist in eu-central-1";

export const NO_GROUP = "sg-0123456789abcdef0";
export const GROUP_MESSAGE = `InvalidGroup.NotFound: The security group '${NO_GROUP}' does not exist`;

/** With DNS host names, because interface endpoints need them. */
export const vpc = once(
    () => new aws.ec2.Vpc("shared", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true }),
);

/** A VPC without an internet gateway. */
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

/** A policy that allows reading from one bucket. */
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

export const topic = once(() => new aws.sns.Topic("shared").arn);
