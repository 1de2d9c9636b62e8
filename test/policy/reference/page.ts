/** The reference of the policies in Markdown: what each one requires, and a good and a bad example from its cases. */
import type { Policies } from "@pulumi/policy";
import { allPolicies } from "../../../policies/all-policies";
import { withDeviations } from "../../../policies/deviations/apply";
import { EMPTY_REGISTER } from "../../../policies/deviations/register";
import { isDeviable } from "../../../policies/policy";
import { describePolicies, type PolicyInfo, SEVERITIES } from "../../../policies/report";
import type { Examples } from "./examples";

/** What the reports say about a policy, with its tags and settings. */
type Policy = PolicyInfo & Pick<Policies[number], "tags" | "configSchema">;

const pack = [...withDeviations(allPolicies, EMPTY_REGISTER)].sort((a, b) => (a.name < b.name ? -1 : 1));
const policies = describePolicies(pack).map((info, index): Policy => ({ ...pack[index], ...info }));

/** @param examples - by the name of the policy */
export function referencePage(examples: ReadonlyMap<string, Examples>): string {
    return [
        "# The policies",
        "",
        "Generated from the policies and their tests by `UPDATE=1 npx jest test/policy/reference`. Start with the",
        "[README](README.md).",
        "",
        `${policies.length} policies, by severity:`,
        "",
        "| Policy | What must hold | Level | If unknown in a preview |",
        "|---|---|---|---|",
        ...SEVERITIES.flatMap((severity) =>
            policies.filter((policy) => policy.severity === severity).map(row),
        ),
        "",
        ...policies.flatMap((policy) => section(policy, examples.get(policy.name))),
    ].join("\n");
}

const row = (policy: Policy): string =>
    `| [\`${policy.name}\`](#${policy.name})<br>${policy.severity} | ${cell(policy.requires)} | ${policy.level} | ${inPreview(policy)} |`;

function section(policy: Policy, examples: Examples | undefined): string[] {
    const { name, requires, otherwise, remedy, checklist, equivalents, configSchema } = policy;
    return [
        `## ${name}`,
        "",
        `${requires} ${otherwise}`,
        "",
        `**Remedy.** ${remedy}`,
        "",
        `Checklist: ${checklist.text} (\`${checklist.id}\`).` +
            (equivalents.length > 0 ? ` Similar checks: ${equivalents.join(", ")}.` : "") +
            (isDeviable(policy) ? "" : " It allows no deviation."),
        "",
        ...settingsOf(configSchema),
        ...(examples === undefined ? [] : shown(examples)),
    ];
}

function shown({ good, bad }: Examples): string[] {
    return [
        "<details><summary>Examples</summary>",
        "",
        `Accepts ${good.title}.`,
        "",
        ...["```yaml", good.yaml, "```"],
        "",
        `Rejects ${bad.title}. The message begins: *${bad.fault}*`,
        "",
        ...["```yaml", bad.yaml, "```"],
        "",
        "</details>",
        "",
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
    return [type ?? "", ...(pattern === undefined ? [] : [`of strings that match \`${pattern}\``])].join(" ");
}

const inPreview = ({ onUnknown, level }: Policy): string => {
    if (level === "advisory") return "reported";
    return onUnknown === "defer" ? "judged after the update" : "stops the update";
};

/** A cell of a Markdown table. */
const cell = (text = ""): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
