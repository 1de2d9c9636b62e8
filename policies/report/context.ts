/** The context of a report: what was judged, with which versions, and under which exceptions. */
import { findingOf, isSame, type Known } from "../baseline";
import { counted, deviationsOf, type PolicyReport } from "./model";
import { totalsOf } from "./verdict";

/** Facts of a report as a term and a text, in the order to show them. */
export function factsOf(report: PolicyReport): (readonly [string, string])[] {
    const { stack, stage, judgedAt, commit, versions, verdicts, coverage } = report;
    const { policies, resources } = totalsOf(verdicts);
    return [
        ["Stack", stack],
        ["Stage", stage],
        ["Time", `${judgedAt.slice(0, 16).replace("T", " ")} UTC`],
        ...(commit === undefined ? [] : [["Commit", commit.slice(0, 12)] as const]),
        ["Pulumi", versions.engine ?? "version not known"],
        ["Policy pack", versions.pack],
        ["Judged", `${counted(resources, "resource")} by ${policies} policies`],
        ["Without a rule", coverage],
    ];
}

/** One reason why this report is more or less strict than the pack's defaults. */
export interface Exception {
    readonly text: string;
    /** Link to the details on the page, with `#`. */
    readonly anchor?: string;
    /** What it is about, with links to the page. */
    readonly names: readonly { readonly name: string; readonly anchor: string }[];
}

/** Every exception that applies to the stack. Empty if there is none. */
export function exceptionsOf(report: PolicyReport): Exception[] {
    const deviations = deviationsOf(report);
    const whole = deviations.filter(({ resource }) => resource === undefined);
    const existing = report.verdicts.filter(({ outcome }) => outcome === "existing");
    const critical = existing.filter(({ policy }) =>
        report.policies.some(({ name, severity }) => name === policy && severity === "critical"),
    );
    const stale = staleOf(report);
    const all: readonly (Exception & { readonly count: number })[] = [
        {
            count: deviations.length,
            text: counted(deviations.length, "deviation"),
            anchor: "#deviations",
            names: deviations.map(({ id }) => ({ name: id, anchor: `#${id}` })),
        },
        {
            count: whole.length,
            text: counted(whole.length, "policy lowered", "policies lowered"),
            names: whole.map(({ policy, id }) => ({ name: policy, anchor: `#${id}` })),
        },
        {
            count: existing.length,
            text: `${counted(existing.length, "existing finding")} of the baseline, ${critical.length} of them critical`,
            anchor: "#outcome=existing",
            names: [],
        },
        {
            count: stale.length,
            text: counted(
                stale.length,
                "entry of the baseline no longer found",
                "entries of the baseline no longer found",
            ),
            names: stale.map(({ policy, name }) => ({ name: `${policy} on ${name}`, anchor: `#${policy}` })),
        },
        {
            count: report.settings.length,
            text: counted(
                report.settings.length,
                "setting of the policies changed",
                "settings of the policies changed",
            ),
            anchor: "#settings",
            names: [],
        },
    ];
    return all.filter(({ count }) => count > 0);
}

/** An exception as a sentence. */
export function sentenceOf({ text, names }: Exception): string {
    return names.length === 0 ? `${text}.` : `${text}: ${names.map(({ name }) => name).join(", ")}.`;
}

/** The entries of the baseline that no policy found this time. */
function staleOf({ baseline, verdicts, policies }: PolicyReport): Known[] {
    const found = verdicts
        .filter(({ outcome }) => outcome === "existing")
        .flatMap(({ policy: name, urn, message = "" }) => {
            const displayName = policies.find((policy) => policy.name === name)?.requires;
            return findingOf({ name, displayName }, urn, message);
        });
    return baseline.filter((known) => !found.some((one) => isSame(known, one)));
}
