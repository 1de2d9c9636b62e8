/** The part of the policy pack's README that follows from the policies themselves, and the schema of its settings. */
import type { Policies } from "@pulumi/policy";
import { allPolicies } from "../../policies/all-policies";
import { withDeviations } from "../../policies/deviations/apply";
import { EMPTY_REGISTER } from "../../policies/deviations/register";
import { isDeviable } from "../../policies/policy";
import { describePolicies, type PolicyInfo, SEVERITIES } from "../policies/report";

/** What the reports say of a policy, and what it is besides. */
type Policy = PolicyInfo & Pick<Policies[number], "tags" | "configSchema">;

const BEGIN = "<!-- made by `npm run generate` from the policies: begin -->";
const END = "<!-- end -->";

const pack = [...withDeviations(allPolicies, EMPTY_REGISTER)].sort((a, b) => (a.name < b.name ? -1 : 1));
const policies = describePolicies(pack).map((info, index): Policy => ({ ...pack[index], ...info }));

/** Replaces what is between the two marks and leaves what people wrote around them. */
export function policiesReadme(current: string): string {
    const begin = current.indexOf(BEGIN);
    const end = current.indexOf(END);
    if (begin < 0 || end < begin) {
        throw new Error(`policies/README.md has lost its marks: ${BEGIN} … ${END}`);
    }
    return [current.slice(0, begin) + BEGIN, "", ...generated(), current.slice(end)].join("\n");
}

function generated(): string[] {
    return [
        `${policies.length} policies, by severity:`,
        "",
        "| Policy | What must hold | Level | If unknown in a preview |",
        "|---|---|---|---|",
        ...SEVERITIES.flatMap((severity) =>
            policies
                .filter((policy) => policy.severity === severity)
                .map(
                    (policy) =>
                        `| [\`${policy.name}\`](#${policy.name})<br>${severity} | ${cell(policy.requires)} | ${policy.level} | ${inPreview(policy)} |`,
                ),
        ),
        "",
        ...policies.flatMap(section),
    ];
}

function section(policy: Policy): string[] {
    const { name, requires, otherwise, remedy, checklist, equivalents, configSchema } = policy;
    return [
        `### ${name}`,
        "",
        `${requires} ${otherwise}`,
        "",
        `**Remedy.** ${remedy}`,
        "",
        `Checklist: ${checklist.text} (\`${checklist.id}\`).` +
            (equivalents.length > 0 ? ` The same elsewhere: ${equivalents.join(", ")}.` : "") +
            (isDeviable(policy) ? "" : " Nobody may deviate from it."),
        "",
        ...settingsOf(configSchema),
    ];
}

function settingsOf(schema: Policy["configSchema"]): string[] {
    const settings = Object.entries(schema?.properties ?? {});
    if (settings.length === 0) return [];
    return [
        "| Setting | What it is | Allowed | Default |",
        "|---|---|---|---|",
        ...settings.map(
            ([name, setting]) =>
                `| \`${name}\` | ${cell(setting.description)} | ${cell(allowed(setting))} | \`${JSON.stringify(setting.default)}\` |`,
        ),
        "",
    ];
}

type SettingSchema = NonNullable<Policy["configSchema"]>["properties"][string];

function allowed({ type, minimum, maximum, enum: words, items }: SettingSchema): string {
    if (words) return words.map(String).join(", ");
    if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
    const pattern = (items as SettingSchema | undefined)?.pattern;
    return [type ?? "", ...(pattern === undefined ? [] : [`of texts that match \`${pattern}\``])].join(" ");
}

const inPreview = ({ onUnknown, level }: Policy): string => {
    if (level === "advisory") return "said";
    return onUnknown === "defer" ? "judged after the update" : "refused";
};

/** A cell of a Markdown table. */
const cell = (text = ""): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
