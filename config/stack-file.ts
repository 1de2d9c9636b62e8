/** A stack's file: the team's answers, and below them every other setting with its default, as a comment. */
import { isMap, isScalar, parseDocument } from "yaml";
import { SECTIONS } from "../config";
import { asText, keyOf } from "./fault";
import type { Setting } from "./setting";

/** Everything below this line is made from config.ts. */
const BEGIN =
    "  # Every other setting, with its default. To change one, remove the '#'. `npx hrms generate` writes this part;";
const KEEPS = "  # settings that you have changed stay as they are.";

const HEAD = [
    "# The answers of your team come first; everything below them is a default that you may change by removing the '#'.",
    "# What each setting allows: docs/settings.md.",
    "config:",
].join("\n");

type Section = Readonly<Record<string, Setting<unknown>>>;

/** The column of the explanations. */
const WIDTH = 48;

/**
 * The file with these values, and everything else as it was, comments included.
 * @param current - the file's text; without a `config:` it is a new file, in which these values are the team's answers
 * @param values - by short names, as text; lists and maps as JSON
 */
export function withValues(current: string, values: Readonly<Record<string, string>>): string {
    const lines = Object.entries(values).map(([name, value]) => [keyOf(name), line(name, value)] as const);
    if (!/^config:/m.test(current)) {
        return stackFile(`${HEAD}\n${lines.map(([, text]) => `  ${text}\n`).join("")}${current}`);
    }
    return lines.reduce((text, [key, changed]) => withLine(text, key, changed), current);
}

/** Lists and maps are JSON; everything else is text, and Pulumi hands it over as such. */
const line = (name: string, value: string): string =>
    `${keyOf(name)}: ${asYaml(/^[[{]/.test(value) ? JSON.parse(value) : value)}`;

function withLine(text: string, key: string, changed: string): string {
    const config = parseDocument(text, { keepSourceTokens: true }).get("config");
    const pair = isMap(config)
        ? config.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined;
    const from = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    if (from !== undefined) {
        const to = (pair?.value as { range?: readonly number[] } | null)?.range?.[1] ?? from + key.length + 1;
        return text.slice(0, from) + changed + text.slice(to);
    }
    const commented = new RegExp(`^  # ${key}:.*?(?: +# (.*))?$`, "m");
    return commented.test(text)
        ? text.replace(commented, (_, about = "") => `${`  ${changed}`.padEnd(WIDTH)} # ${about}`)
        : text.replace(/^config:.*\n/m, (found) => `${found}  ${changed}\n`);
}

/** The file with its lower part made anew. Settings that are set there keep their own lines. */
export function stackFile(current: string): string {
    const { config, others } = partsOf(current);
    const [answers = "", below = ""] = config.split(`${BEGIN}\n`);
    const answered = keysOf(answers);
    const changed = linesByKey(below);
    const sections = Object.entries<Section>(SECTIONS).flatMap(([title, settings]) => {
        const lines = Object.entries(settings)
            .map(([name, setting]) => [keyOf(name), setting] as const)
            .filter(([key]) => !answered.includes(key))
            .map(([key, setting]) => changed.get(key) ?? commented(key, setting));
        return lines.length === 0 ? [] : ["", `  # ${title}`, ...lines];
    });
    return [`${answers.trimEnd()}\n`, BEGIN, KEEPS, ...sections, others].join("\n");
}

/** What Pulumi adds after the settings, such as `encryptionsalt`, stays: without it, nobody can decrypt the secrets. */
function partsOf(file: string): { readonly config: string; readonly others: string } {
    const begin = /^config:.*\n/m.exec(file);
    const from = begin === null ? 0 : begin.index + begin[0].length;
    const next = file.slice(from).search(/^[^\s#]/m);
    return next === -1
        ? { config: file, others: "" }
        : { config: file.slice(0, from + next), others: file.slice(from + next) };
}

function commented(key: string, setting: Setting<unknown>): string {
    const value = setting.defaultFor("production");
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

const keysOf = (yaml: string): string[] => [...linesByKey(yaml.replace(/^[^]*?^config:.*\n/m, "")).keys()];

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
