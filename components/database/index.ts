import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Alerts } from "../alerts";
import type { Keys } from "../keys";
import type { Network } from "../network";
import type { Secrets } from "../secrets";
import { createInstance, type InstanceSettings } from "./instance";
import { DatabaseProxy } from "./proxy";
import { DatabaseUsers } from "./users";

export interface DatabaseArgs
    extends
        InstanceSettings,
        Pick<Settings, "databaseName" | "databaseProxy" | "databaseTablesAtRuntime" | "region"> {
    readonly keys: Keys;
    readonly network: Network;
    readonly secrets: Secrets;
    readonly alerts: Alerts;
}

/**
 * Which of RDS's events go to which topic.
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

/**
 * MySQL on RDS: encrypted, reachable only from the application, TLS only, with point-in-time recovery, and with separate
 * users for the application and for migrations.
 *
 * No setting can replace the instance. Properties that cannot change in place (engine, key, master user) are not settings.
 * The function creates the database inside the instance, because RDS's `dbName` can never change. A new `databaseName`
 * creates an empty database beside the old one, and the old data stays.
 *
 * The option group is the default one. A custom one, which MySQL's audit plugin needs, prevents blue/green upgrades to
 * another major version. A runbook describes those upgrades; `blueGreenUpdate` would switch over without asking.
 * Cost: the largest item of the bill. Multi-AZ doubles instance and storage.
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

    /** Host name that the application connects to: the proxy's, if there is a proxy. The users exist once this component is created. */
    readonly endpoint: pulumi.Output<string>;
    readonly port = 3306;
    /** Name of the database in the instance. */
    readonly databaseName: string;
    readonly instance: aws.rds.Instance;
    readonly arn: pulumi.Output<string>;
    readonly identifier: pulumi.Output<string>;
    /** Name of the function that corrects the database's users. */
    readonly usersFunction: pulumi.Output<string>;

    constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:data:Database", name, {}, opts);
        this.databaseName = args.databaseName;
        if (args.databaseTablesAtRuntime) {
            void pulumi.log.warn(
                "hrms:databaseTablesAtRuntime lets the application change tables: whoever breaks into a web host can " +
                    "then change them too. Use migrations if you can.",
                this,
            );
        }

        // Each new database needs a new name, because RDS rejects a second final snapshot with the same name.
        const life = new random.RandomId(`${name}-life`, { byteLength: 4 }, { parent: this });
        const identifier = pulumi.interpolate`hrms-${args.stack}-${life.hex}`;

        this.instance = createInstance(name, { ...args, identifier, port: this.port }, { parent: this });
        this.arn = this.instance.arn;
        this.identifier = this.instance.identifier;
        this.sendEvents(name, args.alerts);

        const users = new DatabaseUsers(
            `${name}-users`,
            { ...args, instance: this.instance, port: this.port },
            { parent: this },
        );
        this.usersFunction = users.functionName;
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
