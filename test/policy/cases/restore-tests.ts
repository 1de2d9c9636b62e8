import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { backupOf, databaseScene } from "../sound";
import { watchedAccount } from "../scenes/watched-account";

const root = fixture(types.rootStack)();
const trial = fixture(types.restoreTestingPlan, { scheduleExpression: "cron(0 5 ? * TUE *)" });
const trialOf = fixture(
    types.restoreTestingSelection,
    { protectedResourceType: "RDS" },
    { references: { restoreTestingPlanName: [trial()] } },
);
const restored = (...trials: Resource[]): Scene => [...databaseScene(), trial(), ...trials];
/** A whole stack with backups and these other resources. */
const stack = (...others: Resource[]): Scene => [root, ...watchedAccount, ...backupOf([]), ...others];

export const cases: CaseTable = {
    "backup-restore-is-tested": {
        is: ["advisory", "medium", "deny"],
        compliant: {
            "a scheduled restore test": stack(trial(), trialOf()),
            "a stack without backups": [root, ...watchedAccount],
            "a test of the database by its ARN": restored(
                trialOf(
                    { protectedResourceArns: [UNKNOWN] },
                    {
                        references: {
                            restoreTestingPlanName: [trial()],
                            protectedResourceArns: [databaseScene()[0]],
                        },
                    },
                ),
            ),
            "a test of every database": restored(trialOf({ protectedResourceArns: ["*"] })),
            "a test of the databases with a tag": restored(trialOf()),
        },
        violating: {
            "a test plan that restores nothing": stack(trial()),
            "the selection of another test plan": stack(trial(), trialOf({}, { references: {} })),
            "a test of another database": restored(trialOf({ protectedResourceArns: ["arn:another"] })),
            "a test of buckets only": restored(trialOf({ protectedResourceType: "S3" })),
        },
        omitted: { "a test plan": ["fail", ...stack()] },
        unknown: { "the selection's name": ["pass", ...stack(trial(), trialOf({ name: UNKNOWN }))] },
    },
};
