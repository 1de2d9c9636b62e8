import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A program that AWS must refuse, and how it says so. */
export interface RefusalCase {
    /** The `id` of the {@link Refusal} that it triggers. */
    readonly id: string;
    /**
     * Registers the refused resource under the logical name `name`. What it needs beforehand goes under names that
     * begin with `name`, or comes from the shared fixtures, which AWS accepts.
     */
    readonly program: (name: string) => pulumi.Resource;
    /** Text that the message must contain, as exact as can be. */
    readonly message: string;
}

/** Made once in a program, when a case first asks for it. */
function once<T>(make: () => T): () => T {
    let made: T | undefined;
    return () => (made ??= make());
}

/** A VPC of two zones. */
export const vpc = once(() => new aws.ec2.Vpc("shared", { cidrBlock: "10.0.0.0/16" }));
export const subnetA = once(() => subnet("a", 0));
export const subnetB = once(() => subnet("b", 1));

const subnet = (letter: string, third: number): aws.ec2.Subnet =>
    new aws.ec2.Subnet(`shared-${letter}`, {
        vpcId: vpc().id,
        cidrBlock: `10.0.${third}.0/24`,
        availabilityZone: `eu-central-1${letter}`,
    });

/** A role that a service may assume. */
export function role(name: string, service: string): aws.iam.Role {
    const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } };
    return new aws.iam.Role(name, {
        assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    });
}
