import * as aws from "@pulumi/aws";
import type { Database } from "../../../components/database";
import { bundleHandler } from "../../../components/database/users/bundle";
import { statementsOf, type Recording } from "./harness";
import { ADDRESS, recordDatabase, secretArn } from "./record-database";
import { EXAMPLE_ACCOUNT } from "../../../config/example";

describe("database users function", () => {
    let stack: Recording<Database>;
    beforeAll(async () => {
        stack = await recordDatabase();
    });

    test("runs in the private subnets with a group of its own, and reserves no concurrency, which a new account lacks", () => {
        const { inputs } = stack.one(aws.lambda.Function);
        expect(inputs.reservedConcurrentExecutions).toBeUndefined();
        const isPrivate = ({ name }: { name: string }): boolean => name.includes("private");
        expect(inputs).toMatchObject({
            runtime: "nodejs22.x",
            architectures: ["arm64"],
            vpcConfig: {
                subnetIds: stack
                    .all(aws.ec2.Subnet)
                    .filter(isPrivate)
                    .map(({ name }) => `${name}-id`),
                securityGroupIds: ["network-functions-id"],
            },
            loggingConfig: { logFormat: "JSON", logGroup: "/hrms/prod/database-users" },
        });
    });

    test("is told where the secrets are, not what they say", () => {
        expect(stack.one(aws.lambda.Function).inputs.environment?.variables).toEqual({
            DATABASE_HOST: ADDRESS,
            DATABASE_PORT: "3306",
            DATABASE_NAME: "hrmodel",
            MASTER_SECRET_ARN: secretArn("database-master"),
            MIGRATOR_SECRET_ARN: secretArn("database-migrator"),
            APP_SECRET_ARN: secretArn("database-app"),
        });
    });

    test("[security.database.least-privilege] alone may read the master's secret", () => {
        const readers = stack
            .all(aws.iam.RolePolicy)
            .filter(({ inputs }) => JSON.stringify(inputs.policy).includes(secretArn("database-master")));
        expect(readers.map(({ name }) => name)).toEqual(["database-users-role-policy"]);
    });

    test("its code is denied what Lambda needs for the network", () => {
        const statements = statementsOf(
            stack.one(aws.iam.RolePolicy, "database-users-role-policy").inputs.policy,
        );
        expect(statements.CodeStaysOutOfNetwork).toMatchObject({
            Effect: "Deny",
            Action: statements.JoinNetwork?.Action,
            Condition: {
                ArnEquals: {
                    "lambda:SourceFunctionArn": `arn:aws:lambda:eu-central-1:${EXAMPLE_ACCOUNT}:function:hrms-prod-database-users`,
                },
            },
        });
    });

    test("runs again when a password, the database or the instance changes", async () => {
        const { inputs } = stack.one(aws.lambda.Invocation);
        expect(inputs.triggers).toMatchObject({
            database: "hrmodel",
            instance: "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            master: "version-of-secrets-database-master-value",
            migrator: "version-of-secrets-database-migrator-value",
            app: "version-of-secrets-database-app-value",
        });
        const renamed = await recordDatabase({ databaseName: "other" });
        expect(renamed.one(aws.lambda.Invocation).inputs.triggers?.database).toBe("other");
    });

    test("runs once the way to database and secrets is open", () => {
        const run = stack.one(aws.lambda.Invocation);
        const rules = [
            ...stack.all(aws.vpc.SecurityGroupEgressRule),
            ...stack.all(aws.vpc.SecurityGroupIngressRule),
        ];
        expect(rules.length).toBeGreaterThan(0);
        expect(run.dependencies).toEqual(expect.arrayContaining(rules.map(({ urn }) => urn)));
    });

    test("is the same on every machine, and brings no path along", () => {
        const code = bundleHandler();
        expect(code).toBe(bundleHandler());
        expect(code).not.toContain(process.cwd());
        expect(code).toContain("@aws-sdk/client-secrets-manager");
    });
});
