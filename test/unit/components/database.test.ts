import * as aws from "@pulumi/aws";
import type { Database } from "../../../components/database";
import { statementsOf, valueOf, type Recording } from "./harness";
import { ADDRESS, recordDatabase, secretArn } from "./record-database";
import { EXAMPLE_ACCOUNT } from "../../../config/example";

describe("database", () => {
    let stack: Recording<Database>;
    const instance = (recording = stack) => recording.one(aws.rds.Instance);

    beforeAll(async () => {
        stack = await recordDatabase();
    });

    test("[setup.database.server] is MySQL 8.4 with a standby, and never billed for an old engine", () => {
        expect(instance().inputs).toMatchObject({
            engine: "mysql",
            engineVersion: "8.4",
            autoMinorVersionUpgrade: true,
            engineLifecycleSupport: "open-source-rds-extended-support-disabled",
            multiAz: true,
            storageType: "gp3",
            allocatedStorage: 100,
            maxAllocatedStorage: 500,
            applyImmediately: false,
        });
    });

    test("[security.database.restricted-access] is reached by its security group alone, from isolated subnets", () => {
        const group = stack.one(aws.ec2.SecurityGroup, "network-database");
        const isolated = stack.all(aws.ec2.Subnet).filter(({ name }) => name.includes("isolated"));
        const subnets = stack.one(aws.rds.SubnetGroup);
        expect(instance().inputs).toMatchObject({
            publiclyAccessible: false,
            vpcSecurityGroupIds: [`${group.name}-id`],
            caCertIdentifier: "rds-ca-rsa2048-g1",
        });
        expect(subnets.inputs.subnetIds).toEqual(isolated.map(({ name }) => `${name}-id`));
        expect(isolated).toHaveLength(3);
    });

    test("[backup.database.encryption] storage, snapshots and insights are encrypted with the key for it", () => {
        const key = stack.all(aws.kms.Key).find(({ name }) => name.includes("database"));
        const arn = `arn:aws:kms:eu-central-1:${EXAMPLE_ACCOUNT}:key/${key?.name}`;
        expect(instance().inputs).toMatchObject({
            storageEncrypted: true,
            kmsKeyId: arn,
            performanceInsightsKmsKeyId: arn,
        });
    });

    test("[backup.database.automated] is backed up, and leaves a snapshot of a name that is free", () => {
        expect(instance().inputs).toMatchObject({
            identifier: "hrms-prod-0a1b2c3d",
            backupRetentionPeriod: 30,
            backupWindow: "01:00-02:00",
            maintenanceWindow: "sun:02:30-sun:03:30",
            deleteAutomatedBackups: false,
            copyTagsToSnapshot: true,
            skipFinalSnapshot: false,
            finalSnapshotIdentifier: "hrms-prod-0a1b2c3d-final",
        });
    });

    test("deletionProtection holds in AWS and in Pulumi", async () => {
        const open = await recordDatabase({ deletionProtection: false });
        expect([instance().inputs.deletionProtection, instance().protect]).toEqual([true, true]);
        expect([instance(open).inputs.deletionProtection, instance(open).protect]).toEqual([false, false]);
    });

    test("the master's password is secret, and nothing shows any", () => {
        expect(instance().inputs).toMatchObject({
            username: "hrms_master",
            password: "canary-secrets-database-master",
        });
        const open = stack.resources.map(({ inputs, secretInputs }) =>
            Object.fromEntries(Object.entries(inputs).filter(([name]) => !secretInputs.includes(name))),
        );
        expect(JSON.stringify(open)).not.toContain("canary");
    });

    test("[performance.database.slow-query-log] TLS, utf8mb4, strict mode and the slow log are parameters", () => {
        const { inputs } = stack.one(aws.rds.ParameterGroup);
        const values = Object.fromEntries(
            (inputs.parameters ?? []).map(({ name, value }) => [name, value] as const),
        );
        expect(inputs.family).toBe("mysql8.4");
        expect(values).toMatchObject({
            require_secure_transport: "1",
            character_set_server: "utf8mb4",
            slow_query_log: "1",
            long_query_time: "1",
            log_output: "FILE",
            local_infile: "0",
        });
        expect(values.sql_mode?.split(",")).toContain("STRICT_TRANS_TABLES");
        expect(inputs.name).toBeUndefined();
    });

    test("its log groups are there first, with retention and key", () => {
        const groups = stack
            .all(aws.cloudwatch.LogGroup)
            .filter(({ inputs }) => inputs.name?.startsWith("/aws/rds/instance/hrms-prod-0a1b2c3d/"));
        expect(groups.map(({ inputs }) => inputs.name?.split("/").pop())).toEqual(["error", "slowquery"]);
        expect(instance().inputs.enabledCloudwatchLogsExports).toEqual(["error", "slowquery"]);
        for (const { inputs, urn } of groups) {
            expect(inputs.retentionInDays).toBe(365);
            expect(inputs.kmsKeyId).toContain(":kms:");
            expect(instance().dependencies).toContain(urn);
        }
    });

    test("Database Insights keeps what its mode demands", async () => {
        expect(instance().inputs).toMatchObject({
            monitoringInterval: 60,
            performanceInsightsEnabled: true,
            databaseInsightsMode: "standard",
            performanceInsightsRetentionPeriod: 7,
        });
        expect(instance(await recordDatabase({ databaseInsights: "advanced" })).inputs).toMatchObject({
            databaseInsightsMode: "advanced",
            performanceInsightsRetentionPeriod: 465,
        });
    });

    test("RDS may only take the monitoring role for this account", () => {
        const { inputs } = stack.one(aws.iam.Role, "database-monitoring");
        expect(statementsOf(inputs.assumeRolePolicy).AssumedByService).toMatchObject({
            Principal: { Service: ["monitoring.rds.amazonaws.com"] },
            Condition: { StringEquals: { "aws:SourceAccount": EXAMPLE_ACCOUNT } },
        });
    });

    test("a full version stays where it is", async () => {
        const { inputs } = instance(await recordDatabase({ databaseVersion: "8.4.7" }));
        expect(inputs).toMatchObject({ engineVersion: "8.4.7", autoMinorVersionUpgrade: false });
    });

    test("failures are critical, restarts a warning", () => {
        const [critical, warning] = ["critical", "warning"].map(
            (severity) => stack.one(aws.rds.EventSubscription, `database-events-${severity}`).inputs,
        );
        expect(critical?.snsTopic).toContain("alerts-critical");
        expect(critical?.eventCategories).toEqual(
            expect.arrayContaining(["failure", "failover", "low storage"]),
        );
        expect(warning?.snsTopic).toContain("alerts-warning");
        expect(warning?.eventCategories).toContain("availability");
        expect(warning?.sourceIds).toEqual(["hrms-prod-0a1b2c3d"]);
    });

    test("the name of the database is not the instance's business: it could never change again", () => {
        expect(instance().inputs.dbName).toBeUndefined();
        expect(stack.result.databaseName).toBe("hrmodel");
    });

    test("a restore's snapshotIdentifier may be taken out again", () => {
        expect(instance().ignoreChanges).toEqual(["snapshotIdentifier"]);
    });

    test("without a proxy the application connects to the instance", async () => {
        expect(await valueOf(stack.result.endpoint)).toBe(ADDRESS);
        expect(stack.all(aws.rds.Proxy)).toEqual([]);
    });

    describe("proxy", () => {
        let proxied: Recording<Database>;
        beforeAll(async () => {
            proxied = await recordDatabase({ databaseProxy: true });
        });

        test("takes TLS only, and is what the application connects to", async () => {
            expect(await valueOf(proxied.result.endpoint)).toBe("proxy.eu-central-1.rds.amazonaws.com");
            expect(proxied.one(aws.rds.Proxy).inputs).toMatchObject({
                requireTls: true,
                debugLogging: false,
                vpcSecurityGroupIds: ["network-database-proxy-id"],
            });
        });

        test("[security.database.least-privilege] logs in as application and migrator, never as master", () => {
            const { inputs } = proxied.one(aws.iam.RolePolicy, "database-proxy-role-policy");
            const users = ["database-app", "database-migrator"].map(secretArn);
            expect(statementsOf(inputs.policy).ReadUsers?.Resource).toEqual(users);
            expect(proxied.one(aws.rds.Proxy).inputs.auths?.map((auth) => auth.secretArn)).toEqual(users);
        });

        test("comes after the users that it logs in as", () => {
            const run = proxied.one(aws.lambda.Invocation);
            expect(proxied.one(aws.rds.ProxyTarget).dependencies).toContain(run.urn);
        });
    });
});
