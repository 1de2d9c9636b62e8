import { longestGapHours } from "../aws/backup-schedule";
import { type Plan, type PlanRule, plansFor } from "../aws/backup-plans";
import { bucketNames } from "../aws/bucket-roles";
import { onData } from "../aws/data-holders";
import { stackPolicy } from "../policy";
import { integer } from "../settings";
import { decide, faultIf, type Findings, known, surely } from "../verdict";

const { bucketWords } = bucketNames;

export const planMeetsObjectives = stackPolicy({
    name: "backup-plan-meets-objectives",
    checklist: "backup.recovery.rpo",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Backups run as often as the recovery point objective requires, and are kept as long as promised.",
    otherwise:
        "A restore loses more work than anyone agreed to, or the last good backup has already been deleted.",
    remedy:
        "Give each plan a rule whose gaps are at most rpoHours (6 by default), or a rule with " +
        "enableContinuousBackup and a daily schedule. Set lifecycle.deleteAfter of one rule, and of its copies, to " +
        "retentionDays or more (35 by default).",
    settings: {
        bucketWords,
        rpoHours: integer("Hours of work that may be lost: the longest gap between two backups", 6, {
            minimum: 1,
            maximum: 24,
        }),
        retentionDays: integer("Fewest days that backups are kept", 35, { minimum: 7, maximum: 3650 }),
    },
    rules: onData((subject, stack, objectives: Objectives) =>
        // backup-plan-covers-data reports a resource without a plan in this stack.
        (known(() => plansFor(subject, stack)) ?? []).flatMap((plan) => judgePlan(plan, objectives)),
    ),
});

interface Objectives {
    readonly bucketWords: readonly string[];
    readonly rpoHours: number;
    readonly retentionDays: number;
}

/** Judges each plan separately, because a restore uses one vault, and other plans do not help there. */
function judgePlan({ name, props }: Plan, { rpoHours, retentionDays }: Objectives): Findings {
    const isKept = ({ lifecycle }: { readonly lifecycle?: { readonly deleteAfter?: number } }) =>
        (lifecycle?.deleteAfter ?? Infinity) >= retentionDays;
    const copies = () => props.rules.flatMap(({ copyActions = [] }) => copyActions);
    return [
        ...faultIf(
            `No rule of the plan ${name} backs the resource up as often as rpoHours`,
            () => !props.rules.some((rule) => isOftenEnough(rule, rpoHours)),
        ),
        ...faultIf(
            `No rule of the plan ${name} keeps backups for retentionDays`,
            () => !props.rules.some(isKept),
        ),
        ...faultIf(
            `No copy that the plan ${name} makes is kept for retentionDays`,
            () => copies().length > 0 && !copies().some(isKept),
        ),
    ];
}

/** AWS can restore a continuous backup to the second after the first job of the day. */
function isOftenEnough({ enableContinuousBackup, schedule }: PlanRule, rpoHours: number): boolean {
    // Without a schedule, AWS starts one backup a day.
    const gap = longestGapHours(schedule ?? "rate(1 day)") ?? Infinity;
    return gap <= (enableContinuousBackup === true ? 24 : rpoHours);
}

export const copiedElsewhere = stackPolicy({
    name: "backup-is-copied-elsewhere",
    checklist: "backup.database.automated",
    severity: "medium",
    level: "advisory",
    onUnknown: "deny",
    requires: "Backups are copied to another region or another account.",
    otherwise: "An outage of the region or an intruder in the account destroys the backups too.",
    remedy:
        "Add copyActions to a rule of the plan, with the ARN of a vault in another region or account as " +
        "destinationVaultArn.",
    settings: { bucketWords },
    rules: onData((subject, stack) =>
        decide(() => {
            const plans = known(() => plansFor(subject, stack)) ?? [];
            const copies = plans.flatMap(({ props }) =>
                props.rules.flatMap(({ copyActions = [] }) => copyActions),
            );
            return [
                ...faultIf(
                    "No backup plan of the resource copies its backups",
                    () => plans.length > 0 && copies.length === 0,
                ),
                ...faultIf(
                    "Every copy stays in the region and the account of its plan",
                    () =>
                        copies.length > 0 &&
                        copies.every((copy) =>
                            surely(() =>
                                plans.every(
                                    (plan) => placeOf(copy.destinationVaultArn) === placeOf(arnOf(plan)),
                                ),
                            ),
                        ),
                ),
            ];
        }),
    ),
});

/** An output that only AWS sets. */
const arnOf = ({ props }: Plan): string => (props as { readonly arn?: string }).arn ?? "";

/** Region and account of an ARN. */
const placeOf = (arn: string): string => arn.split(":").slice(3, 5).join(":");
