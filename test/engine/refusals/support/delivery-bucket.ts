import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, once } from "./table";

const EVERYTHING = ["s3:GetBucketAcl", "s3:PutObject"];

/** A bucket that the service may deliver to. Resolves when its policy exists. */
export function deliveryBucket(name: string, service: string, region?: string): pulumi.Output<string> {
    const bucket = new aws.s3.Bucket(`${name}-logs`, { region });
    const arn = pulumi.interpolate`arn:aws:s3:::${bucket.bucket}/*`;
    const policy = new aws.s3.BucketPolicy(`${name}-logs`, {
        region,
        bucket: bucket.bucket,
        policy: allow({ Service: service }, EVERYTHING, arn),
    });
    return pulumi.all([bucket.bucket, policy.id]).apply(([id]) => id);
}

/** A bucket without a policy. */
export const closedBucket = once(() => new aws.s3.Bucket("shared-closed").bucket);
