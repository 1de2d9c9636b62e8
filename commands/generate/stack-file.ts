/** The part of Pulumi.prod.yaml below the team's answers: every other setting with its default, as a comment. */
import { isMap, isScalar, parseDocument } from "yaml";
import { SECTIONS } from "../../config";
import { asText, keyOf } from "../../config/fault";
import type { Setting } from "../../config/setting";

/** Everything below this line is made from config.ts. */
const BEGIN =
    "  # Every other setting, with its default. To change one, remove the '#'. `npx hrms generate` writes this part;";
const KEEPS = "  # settings that you have changed stay as they are.";

type Section = Readonly<Record<string, Setting<unknown>>>;

/** The column of the explanations. */
const WIDTH = 48;

/** The file with its lower part made anew. Settings that are set there keep their own lines. */
export function stackFile(current: string): string {
    const [answers = "", below = ""] = current.split(`${BEGIN}\n`);
    const answered = keysOf(answers);
    const changed = linesByKey(below);
    const sections = Object.entries<Section>(SECTIONS).flatMap(([title, settings]) => {
        const lines = Object.entries(settings)
            .map(([name, setting]) => [keyOf(name), setting] as const)
            .filter(([key]) => !answered.includes(key))
            .map(([key, setting]) => changed.get(key) ?? commented(key, setting));
        return lines.length === 0 ? [] : ["", `  # ${title}`, ...lines];
    });
    return [`${answers.trimEnd()}\n`, BEGIN, KEEPS, ...sections, ""].join("\n");
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

const keysOf = (yaml: string): string[] => [...linesByKey(yaml.replace(/^config:\n/m, "")).keys()];

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
