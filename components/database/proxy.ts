import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { policyDocument, trustService } from "../internal/iam";
import { logGroup } from "../internal/log-group";
import type { Keys } from "../keys";
import type { Network } from "../network";
import type { Secrets } from "../secrets";
import type { DatabaseUsers } from "./users";

export interface DatabaseProxyArgs extends Pick<Settings, "awsAccountId" | "region" | "logRetentionDays"> {
    /** The proxy's name in RDS. It decides the name of the log group. */
    readonly identifier: pulumi.Output<string>;
    readonly instance: aws.rds.Instance;
    /** The database users that the proxy logs in as. */
    readonly users: DatabaseUsers;
    readonly keys: Keys;
    readonly network: Network;
    readonly secrets: Secrets;
}

/**
 * RDS Proxy: pools the connections of many hosts and keeps them open during a failover. It only logs in as the
 * application's user and the migrator, and cannot read the master's secret. It only accepts the current password, so
 * restart the hosts' services right after a rotation.
 * Cost: by vCPU-hour of the instance, two vCPUs at least.
 */
export class DatabaseProxy extends pulumi.ComponentResource {
    /** Host name of the proxy. */
    readonly endpoint: pulumi.Output<string>;

    constructor(name: string, args: DatabaseProxyArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:data:DatabaseProxy", name, {}, opts);
        const { identifier, instance, keys, network, secrets } = args;

        const logs = logGroup(
            `${name}-logs`,
            pulumi.interpolate`/aws/rds/proxy/${identifier}`,
            { retentionDays: args.logRetentionDays, keyArn: keys.logs.arn },
            { parent: this },
        );
        const logins = [secrets.arns.databaseApp, secrets.arns.databaseMigrator];
        const role = new aws.iam.Role(
            `${name}-role`,
            { assumeRolePolicy: trustService("rds.amazonaws.com", { onlyForAccount: args.awsAccountId }) },
            { parent: this },
        );
        const policy = new aws.iam.RolePolicy(
            `${name}-role-policy`,
            {
                role: role.id,
                policy: policyDocument(
                    { sid: "ReadUsers", actions: ["secretsmanager:GetSecretValue"], resources: logins },
                    {
                        sid: "DecryptUsers",
                        actions: ["kms:Decrypt"],
                        resources: [keys.secrets.arn],
                        conditions: {
                            StringEquals: { "kms:ViaService": `secretsmanager.${args.region}.amazonaws.com` },
                        },
                    },
                ),
            },
            { parent: this },
        );
        const proxy = new aws.rds.Proxy(
            name,
            {
                name: identifier,
                engineFamily: "MYSQL",
                requireTls: true,
                // Debug logging writes whole statements, which contain personal data.
                debugLogging: false,
                // Longer than a host keeps an idle connection open (CONN_MAX_AGE, 60 s).
                idleClientTimeout: 1800,
                roleArn: role.arn,
                auths: logins.map((secretArn) => ({
                    authScheme: "SECRETS",
                    clientPasswordAuthType: "MYSQL_CACHING_SHA2_PASSWORD",
                    iamAuth: "DISABLED",
                    secretArn,
                })),
                vpcSubnetIds: network.isolatedSubnetIds,
                vpcSecurityGroupIds: [network.securityGroups.databaseProxy],
            },
            { parent: this, dependsOn: [policy, logs] },
        );
        const pool = new aws.rds.ProxyDefaultTargetGroup(
            `${name}-pool`,
            {
                dbProxyName: proxy.name,
                connectionPoolConfig: {
                    // The rest is for the function that creates the users, and for people.
                    maxConnectionsPercent: 90,
                    maxIdleConnectionsPercent: 50,
                    connectionBorrowTimeout: 30,
                },
            },
            { parent: this },
        );
        new aws.rds.ProxyTarget(
            `${name}-target`,
            {
                dbProxyName: proxy.name,
                targetGroupName: pool.name,
                dbInstanceIdentifier: instance.identifier,
            },
            { parent: this, dependsOn: [args.users] },
        );

        this.endpoint = proxy.endpoint;
        this.registerOutputs({ endpoint: this.endpoint });
    }
}
