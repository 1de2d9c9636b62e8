import * as aws from "@pulumi/aws";
import fc from "fast-check";
import { Alerts } from "../../../components/alerts";
import { Backup } from "../../../components/backup";
import { backupHours, backupSchedule, longestGapHours } from "../../../components/backup/schedule";
import { Database } from "../../../components/database";
import { Keys } from "../../../components/keys";
import { Network } from "../../../components/network";
import { Secrets } from "../../../components/secrets";
import { Storage } from "../../../components/storage";
import { record, statementsOf, valueOf, type Recording } from "./harness";
import { exampleSettings, EXAMPLE_ZONES } from "../../../config/example";

type Overrides = Parameters<typeof exampleSettings>[0];

interface Stack {
    readonly database: Database;
    readonly storage: Storage;
    readonly backup: Backup;
}

function backup(overrides?: Overrides): Promise<Recording<Stack>> {
    const settings = exampleSettings(overrides);
    return record(() => {
        const keys = new Keys("keys", settings);
        const alerts = new Alerts("alerts", { ...settings, keys });
        const storage = new Storage("storage", { ...settings, keys });
        const network = new Network("net", { ...settings, keys, zones: EXAMPLE_ZONES });
        const secrets = new Secrets("secrets", { ...settings, keys });
        const database = new Database("db", { ...settings, keys, network, secrets, alerts });
        return {
            database,
            storage,
            backup: new Backup("backup", { ...settings, keys, alerts, database, storage }),
        };
    });
}

const STARTER = {
    profile: "starter",
    backupRegion: undefined,
    backupRetentionDays: 40,
} as const;

describe("Backup", () => {
    it("backs up database and uploads every six hours, keeps that as long as set, and copies it", async () => {
        const stack = await backup({ backupRetentionDays: 60 });
        const { rules } = stack.one(aws.backup.Plan, "backup-plan").inputs;
        const copyArn = "arn:aws:backup:eu-west-1:123456789012:vault/backup-copy";
        expect(rules).toEqual([
            expect.objectContaining({
                targetVaultName: "hrms-prod",
                schedule: "cron(0 4,10,16,22 * * ? *)",
                lifecycle: { deleteAfter: 60 },
                copyActions: [{ destinationVaultArn: copyArn, lifecycle: { deleteAfter: 60 } }],
            }),
        ]);
        const selection = stack.one(aws.backup.Selection, "backup-plan-selection").inputs;
        expect(selection.resources).toEqual([
            await valueOf(stack.result.database.arn),
            await valueOf(stack.result.storage.media.arn),
        ]);
    });

    it("leaves the database's point-in-time recovery to RDS, which would fight with AWS Backup's", async () => {
        const stack = await backup();
        const database = await valueOf(stack.result.database.arn);
        const continuous = stack
            .all(aws.backup.Plan)
            .filter(({ inputs }) => inputs.rules.some((rule) => rule.enableContinuousBackup));
        expect(continuous.map(({ name }) => name)).toEqual(["backup-plan-media"]);
        expect(continuous[0]?.inputs.rules[0]?.lifecycle).toEqual({ deleteAfter: 35 });
        expect(stack.one(aws.backup.Selection, "backup-plan-media-selection").inputs.resources).not.toContain(
            database,
        );
    });

    it("keeps vaults encrypted, locked and protected, each in its region", async () => {
        const stack = await backup();
        const vaults = stack.all(aws.backup.Vault);
        expect(vaults.map(({ inputs }) => inputs.region)).toEqual([undefined, "eu-west-1"]);
        for (const { inputs, protect } of vaults) {
            expect(protect).toBe(true);
            expect(inputs.forceDestroy).toBe(false);
            expect(String(inputs.kmsKeyArn).split(":")[3]).toBe(inputs.region ?? "eu-central-1");
        }
        expect(stack.all(aws.backup.VaultLockConfiguration).map(({ inputs }) => inputs)).toEqual([
            { backupVaultName: "hrms-prod", minRetentionDays: 35, maxRetentionDays: 3650 },
            {
                backupVaultName: "hrms-prod",
                minRetentionDays: 35,
                maxRetentionDays: 3650,
                region: "eu-west-1",
            },
        ]);
    });

    it("sets the lock for good, after three days of grace, only in compliance mode", async () => {
        const graces = (stack: Recording<Stack>) =>
            stack.all(aws.backup.VaultLockConfiguration).map(({ inputs }) => inputs.changeableForDays);
        expect(graces(await backup({ backupVaultLock: "compliance" }))).toEqual([3, 3]);
        expect(graces(await backup({ backupVaultLock: "governance" }))).toEqual([undefined, undefined]);
    });

    it("lets nobody but AWS Backup itself delete or shorten a recovery point", async () => {
        const stack = await backup();
        for (const { inputs } of stack.all(aws.backup.VaultPolicy)) {
            const { NobodyDeletes } = statementsOf(inputs.policy);
            expect(NobodyDeletes).toMatchObject({
                Effect: "Deny",
                Principal: "*",
                Action: expect.arrayContaining([
                    "backup:DeleteRecoveryPoint",
                    "backup:UpdateRecoveryPointLifecycle",
                ]) as unknown,
                Condition: {
                    ArnNotLike: {
                        "aws:PrincipalArn":
                            "arn:aws:iam::123456789012:role/aws-service-role/backup.amazonaws.com/*",
                    },
                },
            });
        }
    });

    it("restores both every week into the database's own subnets, from snapshots of this vault", async () => {
        const stack = await backup();
        const plan = stack.one(aws.backup.RestoreTestingPlan).inputs;
        expect(plan.name).toMatch(/^\w+$/);
        expect(plan.recoveryPointSelection).toMatchObject({
            algorithm: "LATEST_WITHIN_WINDOW",
            recoveryPointTypes: ["SNAPSHOT"],
            selectionWindowDays: 7,
        });
        const selection = (what: string) =>
            stack.one(aws.backup.RestoreTestingSelection, `backup-restore-test-${what}`).inputs;
        expect(selection("database")).toMatchObject({
            protectedResourceType: "RDS",
            protectedResourceArns: [await valueOf(stack.result.database.arn)],
            restoreMetadataOverrides: {
                dbSubnetGroupName: await valueOf(stack.result.database.instance.dbSubnetGroupName),
            },
        });
        expect(selection("media")).toMatchObject({
            protectedResourceType: "S3",
            protectedResourceArns: [await valueOf(stack.result.storage.media.arn)],
        });
    });

    it("makes no copies without a second region", async () => {
        const stack = await backup(STARTER);
        expect(stack.all(aws.backup.Vault)).toHaveLength(1);
        expect(stack.result.backup.copyVaultArn).toBeUndefined();
        expect(stack.one(aws.backup.Plan, "backup-plan").inputs.rules[0]?.copyActions).toBeUndefined();
    });

    it("tells of failed jobs, and of objects that a completed backup has skipped", async () => {
        const stack = await backup();
        expect(stack.all(aws.cloudwatch.EventRule).map(({ name }) => name)).toEqual([
            "backup-failed",
            "backup-restore-failed",
        ]);
        expect(stack.one(aws.backup.VaultNotifications).inputs.backupVaultEvents).toEqual([
            "S3_BACKUP_OBJECT_FAILED",
            "S3_RESTORE_OBJECT_FAILED",
        ]);
    });
});

describe("backupHours", () => {
    const windows = { databaseBackupWindow: "01:00-02:00", databaseMaintenanceWindow: "sun:02:30-sun:03:30" };

    it.each([
        [24, [4], 24],
        [12, [4, 16], 12],
        [6, [4, 10, 16, 22], 6],
        [5, [4, 9, 14, 19, 23], 5],
    ])("starts every %i hours, clear of RDS's windows", (rpoHours, hours, gap) => {
        expect(backupHours({ ...windows, rpoHours })).toEqual(hours);
        expect(longestGapHours({ ...windows, rpoHours })).toBe(gap);
    });

    it("leaves out what lies in a window where the interval is too short to avoid it", () => {
        const hours = backupHours({ ...windows, rpoHours: 1 });
        expect(hours).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
        expect(longestGapHours({ ...windows, rpoHours: 1 })).toBe(5);
    });

    it("never starts within an hour before a window, whatever the windows are", () => {
        const hour = fc.integer({ min: 0, max: 22 });
        fc.assert(
            fc.property(
                hour,
                hour,
                fc.integer({ min: 1, max: 24 }),
                (backupStart, maintenanceStart, rpoHours) => {
                    const clock = (value: number): string => `${String(value).padStart(2, "0")}:15`;
                    const settings = {
                        rpoHours,
                        databaseBackupWindow: `${clock(backupStart)}-${clock(backupStart + 1)}`,
                        databaseMaintenanceWindow: `sun:${clock(maintenanceStart)}-sun:${clock(maintenanceStart + 1)}`,
                    };
                    const starts = backupHours(settings);
                    expect(starts.length).toBeGreaterThan(0);
                    expect(backupSchedule(settings)).toMatch(/^cron\(0 \d+(,\d+)* \* \* \? \*\)$/);
                    for (const start of starts) {
                        for (const window of [backupStart, maintenanceStart]) {
                            const minutesBefore = (window * 60 + 15 - start * 60 + 24 * 60) % (24 * 60);
                            const minutesInto = (start * 60 - window * 60 - 15 + 24 * 60) % (24 * 60);
                            expect(minutesBefore > 60 && minutesInto >= 60).toBe(true);
                        }
                    }
                },
            ),
        );
    });
});
