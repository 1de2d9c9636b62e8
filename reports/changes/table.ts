/** The table of docs/settings.md that says what a change of each setting does. */
import { WAITING_SETTINGS } from "../../config/waiting";
import { SETTINGS, type Settings } from "../../config";
import { keyOf } from "../../config/fault";
import { EFFECTS, type Effect } from "./effects";
import recorded from "./recorded.json";

/** The ids of the effects, or that the program or Pulumi rejects the change. */
export type Recorded = readonly string[] | typeof REJECTED;
export const REJECTED = "rejected";

type Row = Readonly<{ there: Recorded; back: Recorded }>;

/**
 * What the tests do not see. The provider replaces a group whose engine goes from valkey to redis, which the simulated AWS does
 * not know; and while Debian publishes no image, another day takes the same one.
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elasticache/replication_group.go
 */
const NOT_SIMULATED: Readonly<Record<string, Partial<Row>>> = {
    cacheEngine: { back: ["cache-replaced"] },
    debianImageDate: { there: recorded.amiId.there, back: recorded.amiId.back },
};

const ROWS = Object.fromEntries(
    Object.entries(recorded as Readonly<Record<string, Row>>).map(([name, row]) => [
        name,
        { ...row, ...NOT_SIMULATED[name] },
    ]),
) as Readonly<Partial<Record<string, Row>>>;

/** Lines of Markdown. Throws if a setting has not been recorded. */
export function changesTable(): string[] {
    const used = new Set(
        Object.values(ROWS).flatMap((row) => (row ? [...idsOf(row.there), ...idsOf(row.back)] : [])),
    );
    return [
        "| Setting | A change | Back | Downtime |",
        "|---|---|---|---|",
        ...(Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]).map(line),
        "",
        "What AWS says of these changes:",
        "",
        ...Object.entries(EFFECTS)
            .filter(([id]) => used.has(id))
            .map(([, { what, source }]) => `- [${what}](${source})`),
    ];
}

function line(name: keyof typeof SETTINGS): string {
    const row = ROWS[name];
    if (row === undefined) {
        throw new Error(
            `Nothing is recorded of a change of ${name}. Run: UPDATE=1 npx jest --selectProjects engine --testPathPatterns stack/settings`,
        );
    }
    const isSame = JSON.stringify(row.there) === JSON.stringify(row.back);
    const cells = [
        `\`${keyOf(name)}\``,
        does(name, row.there),
        isSame ? "the same" : does(name, row.back),
        downtime([...effects(row.there), ...effects(row.back)]),
    ];
    return `| ${cells.join(" | ")} |`;
}

const idsOf = (row: Recorded): readonly string[] => (row === REJECTED ? [] : row);

const effects = (row: Recorded): Effect[] => idsOf(row).flatMap((id) => EFFECTS[id] ?? []);

function does(name: keyof Settings, row: Recorded): string {
    if (row === REJECTED) return "rejected";
    if (row.length === 0) return "in place";
    return effects(row)
        .map(({ what, window }) => (window === undefined ? what : `${what}, in ${windowOf(name, window)}`))
        .join("; ");
}

const WINDOWS = {
    database: "`hrms:databaseMaintenanceWindow`",
    cache: "the cache's window",
};

const windowOf = (name: keyof Settings, window: keyof typeof WINDOWS): string =>
    WAITING_SETTINGS[name]?.window ?? WINDOWS[window];

function downtime(all: readonly Effect[]): string {
    const told = [...new Set(all.flatMap(({ downtime: missed }) => missed ?? []))];
    return told.length === 0 ? "none" : told.join("; ");
}
