/** A stack's file: the team's answers, and below them every other setting with its default, as a comment. */
import { isMap, isScalar, parseDocument } from "yaml";
import { SECTIONS, SETTINGS } from "../config";
import { asText, keyOf } from "./fault";
import type { Profile, Setting } from "./setting";

/** Everything below this line is made from config.ts. */
const BEGIN =
    "  # Every other setting, with its default. To change one, remove the '#'. `npx hrms generate` writes this part;";
const KEEPS = "  # settings that you have changed stay as they are.";

const HEAD = [
    "# The answers of your team come first; everything below them is a default that you may change by removing the '#'.",
    "# What each setting allows: docs/settings.md.",
].join("\n");

type Section = Readonly<Record<string, Setting<unknown>>>;

/** The column of the explanations. */
const WIDTH = 48;

/**
 * The file with these values, and everything else as it was, comments included.
 * @param current - the file's text; without a `config:` it is a new file, in which these values are the team's answers
 * @param values - by short names, as text; lists and maps as JSON. An empty text removes the setting.
 */
export function withValues(current: string, values: Readonly<Record<string, string>>): string {
    const lines = Object.entries(values).map(
        ([name, value]) => [keyOf(name), value === "" ? undefined : line(name, value)] as const,
    );
    if (!/^config:/m.test(current)) {
        const set = lines.flatMap(([, text]) => (text === undefined ? [] : [`  ${text}`]));
        return stackFile([HEAD, current.trimEnd(), "config:", ...set].filter(Boolean).join("\n"));
    }
    // A setting that is removed gets its comment back, and another profile has other defaults.
    return stackFile(lines.reduce((text, [key, changed]) => withLine(text, key, changed), current));
}

const line = (name: string, value: string): string => `${keyOf(name)}: ${asYaml(typed(name, value))}`;

/** Lists and maps are JSON. Numbers and flags need no quotes in YAML; text that looks like a number does. */
function typed(name: string, value: string): unknown {
    if (/^[[{]/.test(value)) return JSON.parse(value) as unknown;
    const read: unknown = SETTINGS[name as keyof typeof SETTINGS].kind.schema.safeParse(value).data;
    return typeof read === "number" || typeof read === "boolean" ? read : value;
}

function withLine(text: string, key: string, changed: string | undefined): string {
    const config = parseDocument(text, { keepSourceTokens: true }).get("config");
    const pair = isMap(config)
        ? config.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined;
    const from = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    if (from !== undefined) {
        const to = (pair?.value as { range?: readonly number[] } | null)?.range?.[1] ?? from + key.length + 1;
        if (changed !== undefined) return text.slice(0, from) + changed + text.slice(to);
        return text.slice(0, text.lastIndexOf("\n", from) + 1) + text.slice(to).replace(/^.*\n?/, "");
    }
    if (changed === undefined) return text;
    // Pulumi moves comments to the margin when it writes the file.
    const commented = new RegExp(`^ *# ${key}:.*?(?: +# (.*))?$`, "m");
    return commented.test(text)
        ? text.replace(commented, (_, about = "") => `${`  ${changed}`.padEnd(WIDTH)} # ${about}`)
        : text.replace(/^config:.*\n/m, (found) => `${found}  ${changed}\n`);
}

/** The file with its lower part made anew. Settings that are set there keep their own lines. */
export function stackFile(current: string): string {
    const { top, answers, below } = partsOf(current);
    const answered = keysOf(answers);
    const changed = linesByKey(below);
    const profile = /^ *hrms:profile: *starter\b/m.test(answers) ? "starter" : "production";
    const sections = Object.entries<Section>(SECTIONS).flatMap(([title, settings]) => {
        const lines = Object.entries(settings)
            .map(([name, setting]) => [keyOf(name), setting] as const)
            .filter(([key]) => !answered.includes(key))
            .map(([key, setting]) => changed.get(key) ?? commented(key, setting, profile));
        return lines.length === 0 ? [] : ["", `  # ${title}`, ...lines];
    });
    // Pulumi moves comments after the last setting to the margin when it writes the file, so the last line is a setting.
    const last = sections.pop()?.replace(/^ {2}# (\S+: \S+)/, "  $1  ") ?? "";
    return [top, "config:", answers.trimEnd(), "", BEGIN, KEEPS, ...sections, last, ""].join("\n");
}

interface Parts {
    /** Everything that is not a setting: comments, and what Pulumi writes, such as `encryptionsalt`. */
    readonly top: string;
    readonly answers: string;
    readonly below: string;
}

/**
 * Pulumi adds its own keys after the settings, and moves comments to the margin when it writes the file. They belong to the
 * top, where Pulumi then leaves everything as it is. Without them, nobody can decrypt the stack's secrets.
 */
function partsOf(file: string): Parts {
    const lines = file.trimEnd().split("\n");
    const start = lines.findIndex((line) => line.startsWith("config:"));
    const inside = lines.slice(start + 1);
    const own = inside.filter((line) => /^[^\s#]/.test(line));
    const settings = inside.filter((line) => !own.includes(line));
    const begin = settings.findIndex((line) => line.trim() === BEGIN.trim());
    const [answers, below] =
        begin === -1 ? [settings, []] : [settings.slice(0, begin), settings.slice(begin)];
    return {
        top: [...lines.slice(0, start), ...own].join("\n"),
        answers: answers.map((line) => line.replace(/^#/, "  #")).join("\n"),
        below: below.map((line) => line.replace(/^#/, "  #")).join("\n"),
    };
}

function commented(key: string, setting: Setting<unknown>, profile: Profile): string {
    const value = setting.defaultFor(profile);
    const shown = value === undefined ? "" : ` ${asYaml(value)}`;
    const about = setting.secret
        ? `${setting.about}; secret: pulumi config set --secret ${key}`
        : setting.about;
    return `${`  # ${key}:${shown}`.padEnd(WIDTH)} # ${about}`;
}

/** A value on one line, quoted if YAML would read something else. */
function asYaml(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(asYaml).join(", ")}]`;
    const text = asText(value);
    const isMisread = typeof value === "string" && parseDocument(text).toJS() !== value;
    return isMisread ? JSON.stringify(text) : text;
}

const keysOf = (yaml: string): string[] => [...linesByKey(yaml).keys()];

/** The text of each setting that is set, by its key. */
function linesByKey(yaml: string): Map<string, string> {
    const text = yaml.replace(/^#.*\n/gm, "");
    const { contents } = parseDocument(text, { keepSourceTokens: true });
    const found = new Map<string, string>();
    if (!isMap(contents)) return found;
    for (const { key, value } of contents.items) {
        const node = value as { range?: [number, number, number] } | null;
        if (!isScalar(key) || !key.range) continue;
        const end = node?.range?.[2] ?? key.range[2];
        found.set(String(key.value), `  ${text.slice(key.range[0], end).trimEnd()}`);
    }
    return found;
}
