import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface LogGroupArgs {
    /** How many days entries are kept; one of the values that `config.ts` accepts. */
    readonly retentionDays: number;
    /** Key that encrypts the entries; its policy must allow CloudWatch Logs for groups of this name. */
    readonly keyArn: pulumi.Input<string>;
    /** A region other than the stack's. */
    readonly region?: string;
}

/**
 * A log group that exists before the first entry arrives. A group that a service creates keeps entries for ever and
 * uses AWS's key. The physical name is fixed because people search logs by it: `/hrms/<stack>/<what>`, or the name that
 * the service requires.
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
