import { Fault, Properties, Refusal, Source } from "../../resource-type";
import { blocksAt, numberAt, refusal, textAt } from "../../checks";
import { isObject } from "../../wire";
import { isCron } from "./schedule";

const RULE = "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html";
const LIFECYCLE = "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html";

/** Rejects the first rule of a plan that has the fault. */
const refuseRule = (id: string, source: Source, find: (rule: Properties) => string | undefined): Refusal =>
    refusal(id, source, (inputs): Fault | undefined => {
        const faults = blocksAt(inputs, "rules").flatMap((rule, at) => {
            const message = find(rule);
            return message === undefined ? [] : [{ property: `rules[${at}]`, message }];
        });
        return faults[0];
    });

/** The lifecycles of the rule and of its copies. */
const lifecyclesOf = (rule: Properties): readonly Properties[] =>
    [rule.lifecycle, ...blocksAt(rule, "copyActions").map(({ lifecycle }) => lifecycle)].filter(isObject);

export const planRefusals: readonly Refusal[] = [
    refuseRule("backup-rule-name", RULE, (rule) => {
        const name = textAt(rule, "ruleName");
        return name === undefined || /^[a-zA-Z0-9\-_.]{1,50}$/.test(name)
            ? undefined
            : `InvalidParameterValueException: Rule name must have 1 to 50 letters, digits, hyphens, underscores and periods: "${name}"`;
    }),
    refusal("backup-rule-names-twice", RULE, (inputs) => {
        const names = blocksAt(inputs, "rules").map((rule) => textAt(rule, "ruleName"));
        const twice = names.find((name, at) => name !== undefined && names.indexOf(name) !== at);
        return twice === undefined
            ? undefined
            : {
                  property: "rules",
                  message: `InvalidParameterValueException: Rule names must be unique in a backup plan: "${twice}"`,
              };
    }),
    refuseRule("backup-rule-schedule", RULE, (rule) => {
        const schedule = textAt(rule, "schedule");
        return schedule === undefined || isCron(schedule)
            ? undefined
            : `InvalidParameterValueException: Error in some rules due to : Invalid schedule expression: ${schedule}`;
    }),
    refuseRule("backup-lifecycle-cold-storage", LIFECYCLE, (rule) => {
        const wrong = lifecyclesOf(rule).find((lifecycle) => {
            const cold = numberAt(lifecycle, "coldStorageAfter");
            const end = numberAt(lifecycle, "deleteAfter");
            return cold !== undefined && cold > 0 && end !== undefined && end < cold + 90;
        });
        return (
            wrong &&
            `InvalidParameterValueException: Error in some rules due to : Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays, got ${String(wrong.deleteAfter)} and ${String(wrong.coldStorageAfter)}`
        );
    }),
    refuseRule(
        "backup-continuous-retention",
        "https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html",
        (rule) => {
            const days = numberAt(rule, "lifecycle.deleteAfter");
            return rule.enableContinuousBackup === true && (days === undefined || days < 1 || days > 35)
                ? `InvalidParameterValueException: Error in some rules due to : Continuous backups can be kept for 1 to 35 days, got ${days ?? "no DeleteAfterDays"}`
                : undefined;
        },
    ),
    refuseRule("backup-windows", RULE, (rule) => {
        const start = numberAt(rule, "startWindow") ?? 60;
        const completion = numberAt(rule, "completionWindow") ?? 180;
        return start < 60 || completion < start + 60
            ? `InvalidParameterValueException: Error in some rules due to : StartWindowMinutes must be at least 60, and CompletionWindowMinutes at least 60 longer, got ${start} and ${completion}`
            : undefined;
    }),
    refusal("backup-rule-vault", RULE, (inputs, account, { region }) => {
        const missing = blocksAt(inputs, "rules")
            .map((rule) => textAt(rule, "targetVaultName"))
            .find(
                (name) =>
                    name !== undefined &&
                    !account
                        .all("aws:backup/vault:Vault")
                        .some((vault) => vault.inputs.name === name && vault.region === region),
            );
        return missing === undefined
            ? undefined
            : {
                  property: "rules",
                  message: `InvalidParameterValueException: Error in some rules due to : Backup vault ${missing} does not exist in ${region}`,
              };
    }),
];
