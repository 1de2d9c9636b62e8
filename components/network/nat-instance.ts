import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newestDebian } from "../internal/debian-image";
import type { Keys } from "../keys";

export interface NatInstanceArgs {
    readonly keys: Keys;
    readonly publicSubnetId: pulumi.Input<string> | undefined;
    readonly securityGroupId: pulumi.Input<string>;
}

const IMAGE_PARAMETER = newestDebian("arm64");

/**
 * A NAT for a cheap stack: one small host in one zone. It has no role, no key and no open port for people. To fix it,
 * replace it. EC2 itself recovers it from a hardware failure.
 */
export function createNatInstance(
    name: string,
    { keys, publicSubnetId, securityGroupId }: NatInstanceArgs,
    opts: pulumi.CustomResourceOptions,
): aws.ec2.Instance {
    const image = aws.ssm.getParameterOutput({ name: IMAGE_PARAMETER }, { parent: opts.parent });
    return new aws.ec2.Instance(
        `${name}-nat`,
        {
            ami: image.insecureValue,
            instanceType: "t4g.nano",
            subnetId: publicSubnetId,
            vpcSecurityGroupIds: [securityGroupId],
            // It forwards packets with other hosts' addresses, which EC2 drops by default.
            sourceDestCheck: false,
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            rootBlockDevice: {
                volumeType: "gp3",
                volumeSize: 8,
                encrypted: true,
                kmsKeyId: keys.files.arn,
            },
            userData: readFileSync(join(__dirname, "nat-instance.sh"), "utf8"),
            userDataReplaceOnChange: true,
            // Nobody can terminate it by accident. Pulumi can, to replace it.
            disableApiTermination: true,
            forceDestroy: true,
            // Records where the image came from, because the policies can't see the lookup.
            tags: { Name: `${name}-nat`, ImageParameter: IMAGE_PARAMETER },
        },
        // A newer image would replace the NAT during working hours. The host installs its own updates.
        { ...opts, ignoreChanges: ["ami"] },
    );
}
