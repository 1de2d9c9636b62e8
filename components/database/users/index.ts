import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../../config";
import { policyDocument, trustService } from "../../internal/iam";
import { logGroup } from "../../internal/log-group";
import type { Keys } from "../../keys";
import type { Network } from "../../network";
import type { Secrets } from "../../secrets";
import { writeHandlerBundle } from "./bundle";

export interface DatabaseUsersArgs extends Pick<
    Settings,
    "awsAccountId" | "databaseName" | "databaseTablesAtRuntime" | "logRetentionDays" | "region" | "stack"
> {
    readonly instance: aws.rds.Instance;
    readonly port: number;
    readonly keys: Keys;
    readonly network: Network;
    readonly secrets: Secrets;
}

/** The calls that Lambda needs to join a VPC. The function's own code is denied all of them. */
const NETWORK_INTERFACE_ACTIONS = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
];

/**
 * The database and its two users: the migrator, who can change tables, and the application's user, who can change rows.
 * A function inside the VPC creates them, because the database is not reachable from elsewhere and only this function can
 * read the master's secret. It runs again when a password, the database's name, the instance or its code changes.
 * Cost: negligible; one run takes seconds.
 */
export class DatabaseUsers extends pulumi.ComponentResource {
    /** The function's name. Invoke it with `{"discardOldPasswords": true}` to discard old passwords after a rotation. */
    readonly functionName: pulumi.Output<string>;

    constructor(name: string, args: DatabaseUsersArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:data:DatabaseUsers", name, {}, opts);
        const { instance, network, secrets, stack } = args;
        // Fixed, because the role's policy names the function before it exists.
        const functionName = `hrms-${stack}-database-users`;

        const logs = logGroup(
            `${name}-logs`,
            `/hrms/${stack}/database-users`,
            { retentionDays: args.logRetentionDays, keyArn: args.keys.logs.arn },
            { parent: this },
        );
        const role = new aws.iam.Role(
            `${name}-role`,
            { assumeRolePolicy: trustService("lambda.amazonaws.com") },
            { parent: this },
        );
        const policy = new aws.iam.RolePolicy(
            `${name}-role-policy`,
            { role: role.id, policy: this.permissions(functionName, logs, args) },
            { parent: this },
        );
        const bundle = writeHandlerBundle();
        const users = new aws.lambda.Function(
            name,
            {
                name: functionName,
                description: "Creates the database and its users; rotates their passwords",
                runtime: "nodejs22.x",
                architectures: ["arm64"],
                handler: "index.handler",
                code: new pulumi.asset.AssetArchive({
                    "index.js": new pulumi.asset.FileAsset(bundle.file),
                }),
                role: role.arn,
                memorySize: 256,
                timeout: 180,
                vpcConfig: {
                    subnetIds: network.privateSubnetIds,
                    securityGroupIds: [network.securityGroups.functions],
                },
                loggingConfig: { logFormat: "JSON", logGroup: logs.name },
                environment: {
                    variables: {
                        DATABASE_HOST: instance.address,
                        DATABASE_PORT: String(args.port),
                        DATABASE_NAME: args.databaseName,
                        ...(args.databaseTablesAtRuntime && { TABLES_AT_RUNTIME: "true" }),
                        MASTER_SECRET_ARN: secrets.arns.databaseMaster,
                        MIGRATOR_SECRET_ARN: secrets.arns.databaseMigrator,
                        APP_SECRET_ARN: secrets.arns.databaseApp,
                    },
                },
            },
            { parent: this, dependsOn: [policy] },
        );
        new aws.lambda.Invocation(
            `${name}-run`,
            {
                functionName: users.name,
                // Hosts use a database with a former name until the rollout has replaced them.
                input: JSON.stringify({ keepFormerDatabases: true }),
                triggers: {
                    code: bundle.hash,
                    database: args.databaseName,
                    ...(args.databaseTablesAtRuntime && { tablesAtRuntime: "true" }),
                    instance: instance.resourceId,
                    master: secrets.versions.databaseMaster,
                    migrator: secrets.versions.databaseMigrator,
                    app: secrets.versions.databaseApp,
                },
            },
            // The function needs the network's routes and rules, but its subnets and security group do not depend on them.
            { parent: this, dependsOn: [network] },
        );

        this.functionName = users.name;
        this.registerOutputs({ functionName: this.functionName });
    }

    private permissions(
        functionName: string,
        logs: aws.cloudwatch.LogGroup,
        { awsAccountId, keys, region, secrets }: DatabaseUsersArgs,
    ): pulumi.Output<string> {
        const { databaseApp, databaseMaster, databaseMigrator } = secrets.arns;
        return policyDocument(
            {
                sid: "ReadUsers",
                actions: ["secretsmanager:GetSecretValue"],
                resources: [databaseMaster, databaseMigrator, databaseApp],
            },
            {
                sid: "DecryptUsers",
                actions: ["kms:Decrypt"],
                resources: [keys.secrets.arn],
                conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
            },
            {
                sid: "WriteLogs",
                actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                resources: [pulumi.interpolate`${logs.arn}:*`],
            },
            { sid: "JoinNetwork", actions: NETWORK_INTERFACE_ACTIONS, resources: ["*"] },
            {
                // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
                sid: "CodeStaysOutOfNetwork",
                effect: "Deny",
                actions: NETWORK_INTERFACE_ACTIONS,
                resources: ["*"],
                conditions: {
                    ArnEquals: {
                        "lambda:SourceFunctionArn": `arn:aws:lambda:${region}:${awsAccountId}:function:${functionName}`,
                    },
                },
            },
        );
    }
}
