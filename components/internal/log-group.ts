import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface LogGroupArgs {
    /** Days that entries are kept; one of the figures that `config.ts` admits. */
    readonly retentionDays: number;
    /** Key that encrypts the entries; its policy must admit CloudWatch Logs for groups of this name. */
    readonly keyArn: pulumi.Input<string>;
    /** A region other than the stack's. */
    readonly region?: string;
}

/**
 * A log group that exists before the first entry arrives: one that a service creates by itself keeps everything for
 * ever and is encrypted with AWS's key. People search logs by the physical name, so it is fixed:
 * `/hrms/<stack>/<what>`, or what the service that writes demands.
 */
export function logGroup(
    name: string,
    physicalName: pulumi.Input<string>,
    { retentionDays, keyArn, region }: LogGroupArgs,
    opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
        name,
        { name: physicalName, retentionInDays: retentionDays, kmsKeyId: keyArn, region },
        opts,
    );
}
