import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface RestoreTestingArgs {
    readonly stack: string;
    readonly vault: aws.backup.Vault;
    readonly role: aws.iam.Role;
    readonly databaseArn: pulumi.Input<string>;
    /** The subnet group to restore into, because the account may have no default VPC. */
    readonly databaseSubnetGroup: pulumi.Input<string>;
    readonly mediaBucketArn: pulumi.Input<string>;
}

/** How long a restored copy exists, so that somebody can inspect it, before AWS removes it. */
const VALIDATION_HOURS = 4;

/**
 * Restores the latest backups every week beside the originals, and removes them again. The restored database has the
 * closed default security group of its VPC. The duration of the test is the recovery time that you can promise.
 * Cost: a database of the same class for some hours a week.
 */
export function restoreTesting(
    name: string,
    { stack, vault, role, ...targets }: RestoreTestingArgs,
    opts: pulumi.CustomResourceOptions,
): aws.backup.RestoreTestingPlan {
    const plan = new aws.backup.RestoreTestingPlan(
        name,
        {
            // AWS only accepts letters, digits and underscores.
            name: `hrms_${stack.replace(/-/g, "_")}`,
            // Tuesday morning, when the people who check it are at work.
            scheduleExpression: "cron(0 5 ? * TUE *)",
            startWindowHours: 2,
            recoveryPointSelection: {
                algorithm: "LATEST_WITHIN_WINDOW",
                includeVaults: [vault.arn],
                recoveryPointTypes: ["SNAPSHOT"],
                selectionWindowDays: 7,
            },
        },
        opts,
    );
    const selection = (
        what: string,
        type: "RDS" | "S3",
        arn: pulumi.Input<string>,
        restoreMetadataOverrides?: Record<string, pulumi.Input<string>>,
    ): void => {
        new aws.backup.RestoreTestingSelection(
            `${name}-${what}`,
            {
                name: what,
                restoreTestingPlanName: plan.name,
                protectedResourceType: type,
                protectedResourceArns: [arn],
                restoreMetadataOverrides,
                iamRoleArn: role.arn,
                validationWindowHours: VALIDATION_HOURS,
            },
            opts,
        );
    };
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
    selection("database", "RDS", targets.databaseArn, { dbSubnetGroupName: targets.databaseSubnetGroup });
    selection("media", "S3", targets.mediaBucketArn);
    return plan;
}
