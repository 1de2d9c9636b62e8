import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { trustService } from "../internal/iam";
import { logGroup } from "../internal/log-group";
import { STORAGE_TAG } from "../internal/tags";
import type { Keys } from "../keys";
import type { Network } from "../network";
import type { Secrets } from "../secrets";
import { PARAMETER_FAMILY, PARAMETERS } from "./parameters";

export type InstanceSettings = Pick<
    Settings,
    | "awsAccountId"
    | "databaseBackupRetentionDays"
    | "databaseBackupWindow"
    | "databaseInsights"
    | "databaseInstanceClass"
    | "databaseMaintenanceWindow"
    | "databaseMaxStorageGib"
    | "databaseMultiAz"
    | "databaseStorageGib"
    | "databaseVersion"
    | "deletionProtection"
    | "logRetentionDays"
    | "stack"
>;

interface InstanceArgs extends InstanceSettings {
    /** The instance's name in RDS. It is also part of the names of its log groups. */
    readonly identifier: pulumi.Output<string>;
    readonly port: number;
    readonly keys: Keys;
    readonly network: Network;
    readonly secrets: Secrets;
}

const LOGS = ["error", "slowquery"] as const;

/** Days that Performance Insights keeps data. Each mode of Database Insights requires its own value. */
const INSIGHTS_RETENTION_DAYS = { standard: 7, advanced: 465 } as const;

/**
 * What gp3 has at least from 400 GiB on. RDS takes no values below that size, and the provider would send those of the
 * smaller size when the storage passes it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 * https://github.com/hashicorp/terraform-provider-aws/issues/28382
 */
const LARGE_STORAGE = { fromGib: 400, iops: 12_000, storageThroughput: 500 } as const;

const performanceOf = (gib: number): Pick<aws.rds.InstanceArgs, "iops" | "storageThroughput"> =>
    gib < LARGE_STORAGE.fromGib
        ? {}
        : { iops: LARGE_STORAGE.iops, storageThroughput: LARGE_STORAGE.storageThroughput };

/** The instance, with its subnet group, parameter group and log groups. */
export function createInstance(
    name: string,
    args: InstanceArgs,
    child: { readonly parent: pulumi.Resource },
): aws.rds.Instance {
    const { identifier, keys, network, secrets } = args;

    const subnets = new aws.rds.SubnetGroup(
        `${name}-subnets`,
        { description: "Isolated subnets", subnetIds: network.isolatedSubnetIds },
        child,
    );
    const parameters = new aws.rds.ParameterGroup(
        `${name}-parameters`,
        {
            family: PARAMETER_FAMILY,
            description: "HRMS",
            parameters: PARAMETERS.map(({ name: parameter, value }) => ({
                name: parameter,
                value,
                applyMethod: "immediate",
            })),
        },
        // Another description would be another group, and the one in use cannot be deleted.
        { ...child, ignoreChanges: ["description"] },
    );
    const logs = LOGS.map((log) =>
        logGroup(
            `${name}-log-${log}`,
            pulumi.interpolate`/aws/rds/instance/${identifier}/${log}`,
            { retentionDays: args.logRetentionDays, keyArn: keys.logs.arn },
            child,
        ),
    );
    const monitoring = new aws.iam.Role(
        `${name}-monitoring`,
        {
            assumeRolePolicy: trustService("monitoring.rds.amazonaws.com", {
                onlyForAccount: args.awsAccountId,
            }),
        },
        child,
    );
    const mayMonitor = new aws.iam.RolePolicyAttachment(
        `${name}-monitoring-policy`,
        {
            role: monitoring.name,
            policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
        },
        child,
    );

    return new aws.rds.Instance(
        name,
        {
            identifier,
            engine: "mysql",
            engineVersion: args.databaseVersion,
            // "8.4" follows AWS's minor versions. A full version pins it.
            autoMinorVersionUpgrade: args.databaseVersion === "8.4",
            // If extended support is enabled, an engine past its end of life keeps running and is billed by the vCPU-hour.
            engineLifecycleSupport: "open-source-rds-extended-support-disabled",
            instanceClass: args.databaseInstanceClass,
            multiAz: args.databaseMultiAz,
            parameterGroupName: parameters.name,

            username: secrets.usernames.master,
            // RDS does not manage the password: that would prevent blue/green upgrades and rotate it every week.
            password: secrets.masterPassword,

            storageType: "gp3",
            // Storage that has grown by itself stays as it is: the provider does not ask for less.
            allocatedStorage: args.databaseStorageGib,
            ...performanceOf(args.databaseStorageGib),
            maxAllocatedStorage: args.databaseMaxStorageGib,
            tags: { [STORAGE_TAG]: String(args.databaseStorageGib) },
            storageEncrypted: true,
            kmsKeyId: keys.database.arn,

            port: args.port,
            dbSubnetGroupName: subnets.name,
            vpcSecurityGroupIds: [network.securityGroups.database],
            publiclyAccessible: false,
            caCertIdentifier: "rds-ca-rsa2048-g1",

            backupRetentionPeriod: args.databaseBackupRetentionDays,
            backupWindow: args.databaseBackupWindow,
            deleteAutomatedBackups: false,
            copyTagsToSnapshot: true,
            skipFinalSnapshot: false,
            finalSnapshotIdentifier: pulumi.interpolate`${identifier}-final`,
            deletionProtection: args.deletionProtection,

            maintenanceWindow: args.databaseMaintenanceWindow,
            // A change that restarts the instance waits for the maintenance window.
            applyImmediately: false,

            enabledCloudwatchLogsExports: [...LOGS],
            monitoringInterval: 60,
            monitoringRoleArn: monitoring.arn,
            databaseInsightsMode: args.databaseInsights,
            performanceInsightsEnabled: true,
            performanceInsightsKmsKeyId: keys.database.arn,
            performanceInsightsRetentionPeriod: INSIGHTS_RETENTION_DAYS[args.databaseInsights],
        },
        {
            ...child,
            // RDS would create the log groups itself, without retention and key.
            dependsOn: [...logs, mayMonitor],
            // AWS's deletionProtection rejects a deletion. `protect` stops Pulumi before it starts one.
            protect: args.deletionProtection,
            // A restore sets it at creation. Removing it later must not create a new, empty instance.
            ignoreChanges: ["snapshotIdentifier"],
            // Multi-AZ, a change of class and a final snapshot of a large database exceed the provider's 40 to 80 minutes.
            customTimeouts: { create: "90m", update: "3h", delete: "3h" },
        },
    );
}
