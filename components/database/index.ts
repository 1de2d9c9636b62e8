import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Alerts } from "../alerts";
import { trustService } from "../internal/iam";
import { logGroup } from "../internal/log-group";
import type { Keys } from "../keys";
import type { Network } from "../network";
import type { Secrets } from "../secrets";
import { PARAMETER_FAMILY, PARAMETERS } from "./parameters";
import { DatabaseProxy } from "./proxy";
import { DatabaseUsers } from "./users";

export interface DatabaseArgs extends Pick<
    Settings,
    | "awsAccountId"
    | "databaseBackupRetentionDays"
    | "databaseBackupWindow"
    | "databaseInsights"
    | "databaseInstanceClass"
    | "databaseMaintenanceWindow"
    | "databaseMaxStorageGib"
    | "databaseMultiAz"
    | "databaseName"
    | "databaseProxy"
    | "databaseStorageGib"
    | "databaseVersion"
    | "deletionProtection"
    | "logRetentionDays"
    | "region"
    | "stack"
> {
    readonly keys: Keys;
    readonly network: Network;
    readonly secrets: Secrets;
    readonly alerts: Alerts;
}

const LOGS = ["error", "slowquery"] as const;

/**
 * Which of RDS's events go to whom.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
const EVENTS = {
    critical: ["deletion", "failover", "failure", "low storage"],
    warning: [
        "availability",
        "configuration change",
        "maintenance",
        "notification",
        "recovery",
        "restoration",
    ],
} as const;

/** Days that Performance Insights keeps; each mode of Database Insights demands its own figure. */
const INSIGHTS_RETENTION_DAYS = { standard: 7, advanced: 465 } as const;

/**
 * MySQL on RDS: encrypted, out of reach but for the application, TLS only, with point-in-time recovery, and with users
 * of its own for the application and for migrations.
 *
 * No change of a setting replaces the instance: what cannot be changed in place (engine, key, master user) is not a
 * setting, and the database within it is created by the function, not by RDS's `dbName`, which could never change
 * again. A new `databaseName` gives an empty database beside the old one, whose data stays.
 *
 * The option group stays the default one: a custom one, as MySQL's audit plugin needs, bars blue/green upgrades to
 * another major version. Those are made from a runbook, not by `blueGreenUpdate`, which switches over unasked.
 * Cost: the largest line of the bill; Multi-AZ doubles instance and storage.
 */
export class Database extends pulumi.ComponentResource {
    static readonly covers = [
        "preparation.database.backup-strategy",
        "security.database.least-privilege",
        "security.database.restricted-access",
        "security.database.backup-encryption",
        "setup.server.software",
        "setup.database.server",
        "setup.database.created",
        "setup.database.backups",
        "performance.database.slow-query-log",
        "backup.database.automated",
        "backup.database.retention",
        "backup.database.encryption",
    ] as const satisfies readonly ChecklistId[];

    /** Host name that the application connects to: the proxy's where there is one. Its users exist once this component is done. */
    readonly endpoint: pulumi.Output<string>;
    readonly port = 3306;
    /** Name of the database in the instance. */
    readonly databaseName: string;
    readonly instance: aws.rds.Instance;
    readonly arn: pulumi.Output<string>;
    readonly identifier: pulumi.Output<string>;

    constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:data:Database", name, {}, opts);
        this.databaseName = args.databaseName;

        // A new one for each life of the database: a second final snapshot of the same name would be refused.
        const life = new random.RandomId(`${name}-life`, { byteLength: 4 }, { parent: this });
        const identifier = pulumi.interpolate`hrms-${args.stack}-${life.hex}`;

        this.instance = this.createInstance(name, identifier, args);
        this.arn = this.instance.arn;
        this.identifier = this.instance.identifier;
        this.sendEvents(name, args.alerts);

        const users = new DatabaseUsers(
            `${name}-users`,
            { ...args, instance: this.instance, port: this.port },
            { parent: this },
        );
        const proxy = args.databaseProxy
            ? new DatabaseProxy(
                  `${name}-proxy`,
                  { ...args, identifier, instance: this.instance, users },
                  { parent: this },
              )
            : undefined;
        this.endpoint = proxy?.endpoint ?? this.instance.address;
        this.registerOutputs({ endpoint: this.endpoint, port: this.port, databaseName: this.databaseName });
    }

    private createInstance(
        name: string,
        identifier: pulumi.Output<string>,
        args: DatabaseArgs,
    ): aws.rds.Instance {
        const { keys, network, secrets } = args;
        const child = { parent: this };

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
            child,
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
                // "8.4" takes minor versions as they come; a full version is a wish to stay on it.
                autoMinorVersionUpgrade: args.databaseVersion === "8.4",
                // Left enabled, an engine past its end of life goes on running and is billed by the vCPU-hour.
                engineLifecycleSupport: "open-source-rds-extended-support-disabled",
                instanceClass: args.databaseInstanceClass,
                multiAz: args.databaseMultiAz,
                parameterGroupName: parameters.name,

                username: secrets.usernames.master,
                // Not managed by RDS: that bars blue/green upgrades, and rotates every week.
                password: secrets.masterPassword,

                storageType: "gp3",
                allocatedStorage: args.databaseStorageGib,
                maxAllocatedStorage: args.databaseMaxStorageGib,
                storageEncrypted: true,
                kmsKeyId: keys.database.arn,

                port: this.port,
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
                parent: this,
                // RDS would create the log groups itself, without retention and key.
                dependsOn: [...logs, mayMonitor],
                // AWS's deletionProtection stops a deletion; this one stops Pulumi before it starts one.
                protect: args.deletionProtection,
                // A restore sets it once, by import. Taking it away again must not mean a new, empty instance.
                ignoreChanges: ["snapshotIdentifier"],
                // Multi-AZ, a change of class and a final snapshot of a large database exceed the provider's 40 to 80 minutes.
                customTimeouts: { create: "90m", update: "3h", delete: "3h" },
            },
        );
    }

    private sendEvents(name: string, alerts: Alerts): void {
        for (const severity of ["critical", "warning"] as const) {
            new aws.rds.EventSubscription(
                `${name}-events-${severity}`,
                {
                    snsTopic: alerts[severity].arn,
                    sourceType: "db-instance",
                    sourceIds: [this.instance.identifier],
                    eventCategories: [...EVENTS[severity]],
                },
                { parent: this },
            );
        }
    }
}
