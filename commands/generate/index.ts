/**
 * The files that are made from tables in the code or from other files; GENERATED lists them.
 * `npx hrms generate` writes them, and a test fails if one is stale. policies/reference.md is made by
 * test/policy/reference.test.ts instead, because its examples are scenes of tests.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { Document, parseDocument } from "yaml";
import { checklist } from "../../checklist";
import { SETTINGS } from "../../config";
import { keyOf } from "../../config/fault";
import { stackFile } from "../../config/stack-file";
import { WAITING_SETTINGS } from "../../config/waiting";
import type { Profile, Setting } from "../../config/setting";
import { changesTable } from "../../reports/changes/table";
import { CHECKOUT } from "../../system/checkout";
import { adrIndex } from "./adr-index";
import { preflightPage } from "./preflight";
import { simulatedAwsPage } from "./simulator";

export interface GeneratedFile {
    /** Relative to the root of the checkout. */
    readonly file: string;
    /** What the file should hold, given what it holds now. */
    readonly content: (current: string) => string;
}

export const GENERATED: readonly GeneratedFile[] = [
    { file: "Pulumi.yaml", content: withConfigSchema },
    { file: "Pulumi.prod.yaml", content: stackFile },
    { file: "docs/settings.md", content: settingsPage },
    { file: "docs/simulated-aws.md", content: simulatedAwsPage },
    { file: "policies/checklist-lines.json", content: checklistLines },
    { file: "docs/adr/README.md", content: adrIndex },
    { file: "docs/preflight.md", content: preflightPage },
];

/**
 * Every setting is declared as text with an empty default: Pulumi itself would stop at the first missing or mistyped
 * one, and config/read.ts reports all of them at once. Lists are declared without a type, because Pulumi takes an array
 * only as a YAML list and would reject one that `pulumi config set` has written as JSON. Secret settings are not
 * declared secret: Pulumi would then reject a stack that leaves them out; config/read.ts rejects one that is stored in
 * plain text.
 */
function withConfigSchema(pulumiYaml: string): string {
    const document = parseDocument(pulumiYaml);
    const schema = Object.fromEntries(
        settings().map(([name, { about, kind }]) => [
            keyOf(name),
            {
                ...(kind.declared === "string" && { type: "string" }),
                description: sentence(about),
                default: kind.declared === "array" ? [] : "",
            },
        ]),
    );
    document.set("config", new Document(schema).contents);
    return document.toString({ lineWidth: 0 });
}

function settingsPage(): string {
    const rows = settings().map(([name, setting]) => {
        const defaults = setting.required
            ? "*must be given*"
            : `${shown(setting, "production")} | ${shown(setting, "starter")}`;
        return `| \`${keyOf(name)}\` | ${sentence(setting.about)} | ${setting.kind.allowed} | ${setting.required ? `${defaults} | ${defaults}` : defaults} |`;
    });
    return [
        "# Settings",
        "",
        "Made from `config.ts` by `npm run generate`. Set one with `pulumi config set KEY VALUE`, a secret one with",
        "`pulumi config set --secret KEY`, a list as JSON or as a YAML list in the stack file.",
        "",
        "| Setting | What it is | Allowed | Default, production | Default, starter |",
        "|---|---|---|---|---|",
        ...rows.map((row) => row.replaceAll("\n", " ")),
        "",
        "## What a change does",
        "",
        "Tests change every setting of the production stack on the simulated AWS with an update, and change it back. This",
        "table is made from what the two updates did. A change in place takes effect at once, and people do not notice it.",
        "Pulumi rejects a change that would replace the database, a bucket or a key.",
        "",
        ...changesTable(),
        "",
        "## Changes that wait",
        "",
        "AWS applies these in the next maintenance window. Until then it has the old value, each preview plans the change",
        "again, and `npx hrms ci nightly` says that it waits.",
        "",
        "| Setting | Window | Downtime |",
        "|---|---|---|",
        ...Object.entries(WAITING_SETTINGS).map(
            ([name, { window, downtime }]) => `| \`${keyOf(name)}\` | ${window} | ${downtime} |`,
        ),
        "",
    ].join("\n");
}

/** The checklist's lines by their ids, for a policy pack that is used without this repository. */
function checklistLines(): string {
    const lines = Object.fromEntries(
        checklist.map(({ id, section, subsection, text }) => [id, { section, subsection, text }]),
    );
    return `${JSON.stringify(lines, undefined, 4)}\n`;
}

const settings = (): [string, Setting<unknown>][] => Object.entries(SETTINGS);

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function shown(setting: Setting<unknown>, profile: Profile): string {
    const value = setting.defaultFor(profile);
    if (value === undefined) {
        return setting.secret ? "none (secret)" : "none";
    }
    return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

/** Writes every generated file that is stale and returns their names. */
export function generate(): string[] {
    return GENERATED.filter(({ file, content }) => {
        const target = path.join(CHECKOUT, file);
        const current = fs.existsSync(target) ? fs.readFileSync(target, "utf8") : "";
        const wanted = content(current);
        if (wanted === current) {
            return false;
        }
        fs.writeFileSync(target, wanted);
        return true;
    }).map(({ file }) => file);
}
