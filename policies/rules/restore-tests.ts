import { isReplica } from "../aws/replicas";
import { on, stackPolicy } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { faultIf, type Findings, surely } from "../verdict";

export const restoreTested = stackPolicy({
    name: "backup-restore-is-tested",
    checklist: "backup.database.restore-tested",
    severity: "medium",
    level: "advisory",
    onUnknown: "deny",
    requires: "AWS Backup restores backups as a test, on a schedule.",
    otherwise: "Otherwise you find out that a backup is unusable on the day that you lose the database.",
    remedy: "Add an aws.backup.RestoreTestingPlan and an aws.backup.RestoreTestingSelection for the database.",
    rules: [
        on(types.rootStack, (_, stack) => {
            if (stack.all(types.backupPlan).length === 0) return [];
            return faultIf(
                "The stack has no RestoreTestingPlan with a RestoreTestingSelection",
                () => trialsOf(stack).length === 0,
            );
        }),
        on(types.databaseInstance, (database, stack) =>
            isReplica(database.props) ? [] : judgeTrial(database, stack),
        ),
        on(types.databaseCluster, judgeTrial),
    ],
});

/** The selections that belong to a restore testing plan of the stack. */
function trialsOf(stack: Stack) {
    return stack
        .all(types.restoreTestingPlan)
        .flatMap((plan) => stack.referring(types.restoreTestingSelection, "restoreTestingPlanName", plan));
}

/** Reports on the stack that nothing at all is restored. */
function judgeTrial(database: Resource, stack: Stack): Findings {
    const trials = trialsOf(stack);
    const restores = (trial: (typeof trials)[number]) =>
        stack.refersTo(trial, "protectedResourceArns", database) || surely(() => selectsEvery(trial.props));
    return faultIf(
        "No RestoreTestingSelection restores the database",
        () => trials.length > 0 && !trials.some(restores),
    );
}

/** A selection without ARNs selects by tags, or selects every resource of its type. */
function selectsEvery({
    protectedResourceType,
    protectedResourceArns = ["*"],
}: Props<typeof types.restoreTestingSelection>): boolean {
    return ["RDS", "Aurora"].includes(protectedResourceType) && protectedResourceArns.includes("*");
}
