import * as aws from "@pulumi/aws";
import { Keys } from "../../../components/keys";
import { record, statementsOf, valueOf, type Recording } from "./harness";
import { EXAMPLE_ACCOUNT, exampleSettings } from "../../../config/example";

const keysOf = (overrides = {}): Promise<Recording<Keys>> =>
    record(() => new Keys("keys", exampleSettings(overrides)));

describe("every key", () => {
    let keys: Recording<Keys>;
    beforeAll(async () => {
        keys = await keysOf();
    });

    test("there is one for each class of data, and one for the copies of backups in the other region", () => {
        const places = keys.all(aws.kms.Key).map(({ name, inputs }) => [name, inputs.region]);
        expect(places.sort()).toEqual([
            ["keys-backup", undefined],
            ["keys-backup-copy", "eu-west-1"],
            ["keys-database", undefined],
            ["keys-files", undefined],
            ["keys-logs", undefined],
            ["keys-releases", undefined],
            ["keys-secrets", undefined],
        ]);
    });

    test("waits 30 days before it is deleted, is protected, and rotates if KMS can do that", () => {
        for (const { name, inputs, protect } of keys.all(aws.kms.Key)) {
            const signs = name === "keys-releases";
            expect(inputs.deletionWindowInDays).toBe(30);
            expect(inputs.enableKeyRotation).toBe(signs ? undefined : true);
            expect([inputs.keyUsage, inputs.customerMasterKeySpec]).toEqual(
                signs ? ["SIGN_VERIFY", "ECC_NIST_P256"] : [undefined, undefined],
            );
            expect(protect).toBe(true);
        }
    });

    test("has an alias that says its stack and class, in its own region", () => {
        const aliases = keys.all(aws.kms.Alias).map(({ inputs }) => [inputs.name, inputs.region]);
        expect(aliases.sort()).toEqual([
            ["alias/hrms-prod-backup", undefined],
            ["alias/hrms-prod-backup-copy", "eu-west-1"],
            ["alias/hrms-prod-database", undefined],
            ["alias/hrms-prod-files", undefined],
            ["alias/hrms-prod-logs", undefined],
            ["alias/hrms-prod-releases", undefined],
            ["alias/hrms-prod-secrets", undefined],
        ]);
    });

    test("never locks the account out, and admits nobody without a condition but the account", () => {
        for (const { inputs } of keys.all(aws.kms.Key)) {
            const { AccountAdministers, ...others } = statementsOf(inputs.policy);
            expect(AccountAdministers).toEqual({
                Sid: "AccountAdministers",
                Effect: "Allow",
                Action: ["kms:*"],
                Resource: ["*"],
                Principal: { AWS: [`arn:aws:iam::${EXAMPLE_ACCOUNT}:root`] },
            });
            for (const { Condition, Principal } of Object.values(others)) {
                expect(Object.keys(Condition ?? {})).not.toHaveLength(0);
                expect(JSON.stringify(Principal)).not.toContain('"*"');
            }
        }
    });
});

test("database, secrets and backups are used through the caller's own permission: no service is named", async () => {
    const keys = await keysOf();
    for (const what of ["database", "secrets", "backup", "backup-copy"]) {
        const { policy } = keys.one(aws.kms.Key, `keys-${what}`).inputs;
        expect(Object.keys(statementsOf(policy))).toEqual(["AccountAdministers"]);
    }
});

test("Auto Scaling may start hosts with encrypted volumes, by a role that is made before the key names it", async () => {
    const keys = await keysOf();
    const role = keys.one(aws.iam.ServiceLinkedRole);
    expect(role.inputs).toMatchObject({
        awsServiceName: "autoscaling.amazonaws.com",
        customSuffix: "hrms-prod",
    });
    const files = keys.one(aws.kms.Key, "keys-files");
    expect(files.dependencies).toContain(role.urn);
    const { AutoScalingUses, AutoScalingGrants } = statementsOf(files.inputs.policy);
    const roleArn = await valueOf(keys.result.autoScalingRoleArn);
    expect(AutoScalingUses).toMatchObject({
        Principal: { AWS: [roleArn] },
        Condition: { StringEquals: { "kms:ViaService": "ec2.eu-central-1.amazonaws.com" } },
    });
    expect(AutoScalingGrants).toMatchObject({
        Principal: { AWS: [roleArn] },
        Action: ["kms:CreateGrant"],
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    });
});

test("log groups, topics and trails of this account and region may use the key of logs", async () => {
    const keys = await keysOf();
    const statements = statementsOf(keys.one(aws.kms.Key, "keys-logs").inputs.policy);
    expect(statements.LogGroupsUse).toMatchObject({
        Principal: { Service: ["logs.eu-central-1.amazonaws.com"] },
        Condition: {
            ArnLike: {
                "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-central-1:${EXAMPLE_ACCOUNT}:log-group:*`,
            },
        },
    });
    // A source account here would lose EventBridge's events without a word.
    expect(statements.PublishersUse?.Condition).toEqual({
        ArnLike: {
            "kms:EncryptionContext:aws:sns:topicArn": `arn:aws:sns:eu-central-1:${EXAMPLE_ACCOUNT}:*`,
        },
    });
    expect(statements.PublishersUse?.Principal).toMatchObject({
        Service: expect.arrayContaining(["cloudwatch.amazonaws.com", "events.amazonaws.com"]) as string[],
    });
    expect(statements.TrailEncrypts?.Condition).toMatchObject({
        ArnLike: { "aws:SourceArn": `arn:aws:cloudtrail:eu-central-1:${EXAMPLE_ACCOUNT}:trail/*` },
    });
});

test("without a second region there is no key of copies", async () => {
    const keys = await keysOf({ profile: "starter", backupRegion: undefined });
    expect(keys.result.backupCopyArn).toBeUndefined();
    expect(keys.all(aws.kms.Key)).toHaveLength(6);
});

test("deletionProtection false lifts the protection", async () => {
    const keys = await keysOf({ deletionProtection: false });
    expect(keys.all(aws.kms.Key).map(({ protect }) => protect)).toEqual(Array(7).fill(false));
});
