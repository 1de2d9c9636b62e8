/**
 * The texts that are made from tables in code: the settings' schema in Pulumi.yaml and page in docs/settings.md, the
 * policies' part of policies/README.md, the checklist's lines for the policy pack.
 * `npm run generate` writes them; a test fails where they are stale.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { Document, parseDocument } from "yaml";
import { checklist } from "../../checklist";
import { SETTINGS } from "../../config";
import { keyOf } from "../../config/parse";
import type { Profile, Setting } from "../../config/setting";
import { policiesReadme } from "./policies";

export const ROOT = path.resolve(__dirname, "../..");

export interface GeneratedFile {
    /** Relative to the root of the checkout. */
    readonly file: string;
    /** What the file should hold, given what it holds now. */
    readonly content: (current: string) => string;
}

export const GENERATED: readonly GeneratedFile[] = [
    { file: "Pulumi.yaml", content: withConfigSchema },
    { file: "docs/settings.md", content: settingsPage },
    { file: "policies/checklist-lines.json", content: checklistLines },
    { file: "policies/README.md", content: policiesReadme },
];

/**
 * Every setting is declared as text (or a list of texts) with an empty default: Pulumi itself would stop at the first
 * missing or mistyped one, and config/read.ts reports all of them at once. For the same reason secret ones are not
 * declared secret: Pulumi would then refuse a stack that leaves them out; config/read.ts refuses one that stands in
 * plain text.
 */
function withConfigSchema(pulumiYaml: string): string {
    const document = parseDocument(pulumiYaml);
    const schema = Object.fromEntries(
        settings().map(([name, { about, kind }]) => [
            keyOf(name),
            {
                type: kind.declared,
                ...(kind.declared === "array" && { items: { type: "string" } }),
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
    ].join("\n");
}

/** The checklist's lines by their ids, for a policy pack that is used without this repository. */
function checklistLines(): string {
    const lines = Object.fromEntries(checklist.map(({ id, text }) => [id, text]));
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
        const target = path.join(ROOT, file);
        const current = fs.existsSync(target) ? fs.readFileSync(target, "utf8") : "";
        const wanted = content(current);
        if (wanted === current) {
            return false;
        }
        fs.writeFileSync(target, wanted);
        return true;
    }).map(({ file }) => file);
}
