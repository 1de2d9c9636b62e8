import { check, found, type Check, type Finding } from "../check";
import { plannedIn, type Wanted } from "../wanted";

/** The types of resources that the stack's plans back up, as AWS Backup names them. */
function backedUp(wanted: Wanted): string[] {
    const { region } = wanted.settings;
    const tests = plannedIn(wanted, "aws:backup/restoreTestingSelection:RestoreTestingSelection", region);
    const tested = tests.map(({ inputs }) => String(inputs.protectedResourceType));
    const plans = plannedIn(wanted, "aws:backup/selection:Selection", region);
    const arns = plans.flatMap(({ inputs }) => (inputs.resources ?? []) as readonly unknown[]);
    const selected = arns.flatMap((arn) => {
        const service = typeof arn === "string" ? arn.split(":")[2] : undefined;
        return service === "rds" || service === "s3" ? [service.toUpperCase()] : [];
    });
    return [...new Set([...selected, ...tested])].sort();
}

export function typeFindings(types: Readonly<Record<string, boolean>>, wanted: Wanted): Finding[] {
    const { region } = wanted.settings;
    return backedUp(wanted)
        .filter((type) => types[type] !== true)
        .map((type) =>
            found(
                "backup-type-off",
                `AWS Backup is not switched on for ${type} in ${region}.`,
                `aws backup update-region-settings --resource-type-opt-in-preference ${type}=true --region ${region}`,
            ),
        );
}

/** What the switch does: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRegionSettings.html */
export const BACKUP: readonly Check[] = [
    check({
        subject: "backup",
        fine: "AWS Backup is switched on for what the stack backs up.",
        ask: (asks, { settings }) => asks.in(settings.region).backup.types(),
        judge: typeFindings,
    }),
];
