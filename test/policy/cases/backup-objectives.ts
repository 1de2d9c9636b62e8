import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { UNKNOWN } from "../harness";
import { backupOf, vault } from "../sound";
import { disk, kinds, volume } from "../scenes/backups";

/** A disk in the usual plan, and in a second plan with these rules. */
const inSecondPlan = (...rules: readonly object[]): Scene => {
    const plan = fixture(types.backupPlan)({ rules }, { name: "second", references: { rules: [vault()] } });
    const selection = fixture(types.backupSelection)(
        {},
        { name: "second", references: { planId: [plan], resources: [volume()] } },
    );
    return [volume(), ...backupOf([volume()]), plan, selection];
};
const OFTEN = { schedule: "rate(1 hour)", lifecycle: { deleteAfter: 2 } };
const LONG = { schedule: "rate(1 day)", lifecycle: { deleteAfter: 365 } };
const copied = (...copyActions: readonly object[]) => disk({ rule: { copyActions } });
/** A plan and a vault with these ARNs. The plan's ARN is an output. */
const inPlace = (planArn: string, destinationVaultArn: string): Scene => {
    const [subject, ...others] = copied({ destinationVaultArn, lifecycle: { deleteAfter: 35 } });
    return [
        subject,
        ...others.map((other) =>
            types.backupPlan.tokens.includes(other.type) ? { ...other, computed: { arn: planArn } } : other,
        ),
    ];
};
const PLAN = "arn:aws:backup:eu-central-1:123456789012:backup-plan:x";
const vaultIn = (place: string) => `arn:aws:backup:${place}:backup-vault:copies`;

export const cases: CaseTable = {
    "backup-plan-meets-objectives": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a backup every six hours": disk({ rule: { schedule: "cron(0 4,10,16,22 * * ? *)" } }),
            "a backup every six hours by a rate": disk({ rule: { schedule: "rate(6 hours)" } }),
            "continuous backup with a daily schedule": disk({
                rule: { schedule: "cron(30 12 * * ? *)", enableContinuousBackup: true },
            }),
            "continuous backup without a schedule": disk({
                rule: { schedule: undefined, enableContinuousBackup: true },
            }),
            "backups kept for 35 days": disk({ rule: { lifecycle: { deleteAfter: 35 } } }),
            "two rules of a plan that meet the objectives together": inSecondPlan(OFTEN, LONG),
            "copies kept for 35 days": copied({
                destinationVaultArn: UNKNOWN,
                lifecycle: { deleteAfter: 35 },
            }),
            "copies kept forever": copied({ destinationVaultArn: UNKNOWN }),
        },
        violating: {
            ...kinds("with a backup every seven hours", (subject) =>
                backupOf([subject], { rule: { schedule: "rate(7 hours)" } }),
            ),
            "a gap of seven hours once a day": disk({ rule: { schedule: "cron(0 0,6,12,17 * * ? *)" } }),
            "backups on Sundays only": disk({ rule: { schedule: "cron(0 0/6 ? * SUN *)" } }),
            "a schedule that a policy can't read": disk({ rule: { schedule: "daily" } }),
            "continuous backup that starts once a year": disk({
                rule: { schedule: "cron(0 5 1 1 ? *)", enableContinuousBackup: true },
            }),
            "a second plan that deletes backups too soon": inSecondPlan(OFTEN),
            "a second plan that runs too rarely": inSecondPlan(LONG),
            "copies kept for two days": copied({
                destinationVaultArn: UNKNOWN,
                lifecycle: { deleteAfter: 2 },
            }),
            "backups kept for 34 days": disk({ rule: { lifecycle: { deleteAfter: 34 } } }),
        },
        omitted: {
            "the schedule, which makes backups daily": ["fail", ...disk({ rule: { schedule: undefined } })],
            "deleteAfter, which keeps backups forever": ["pass", ...disk({ rule: { lifecycle: {} } })],
        },
        unknown: { "the schedule": ["undetermined", ...disk({ rule: { schedule: UNKNOWN } })] },
    },
    "backup-is-copied-elsewhere": {
        is: ["advisory", "medium", "deny"],
        compliant: {
            ...kinds("with copies elsewhere", (subject) => backupOf([subject])),
            "a copy to another region": inPlace(PLAN, vaultIn("eu-west-1:123456789012")),
            "a copy to another account": inPlace(PLAN, vaultIn("eu-central-1:210987654321")),
        },
        violating: {
            ...kinds("without copies", (subject) => backupOf([subject], { rule: { copyActions: [] } })),
            "a copy within the region and the account": inPlace(PLAN, vaultIn("eu-central-1:123456789012")),
        },
        omitted: { copyActions: ["fail", ...disk({ rule: { copyActions: undefined } })] },
        unknown: {
            "the vault's ARN": ["pass", ...disk({})],
            "the plan's region and account": [
                "pass",
                ...inPlace(UNKNOWN, vaultIn("eu-central-1:123456789012")),
            ],
        },
    },
};
