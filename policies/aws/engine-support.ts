/**
 * When AWS ends the standard support of engines. After that, fixes cost a surcharge. Read in November 2026.
 *
 * MySQL: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 * MariaDB: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.VersionMgmt.html
 * PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 * Redis: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html; it ends with 7. AWS
 * has not announced an end for 7 or for Valkey.
 */
const ENDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    mysql: { "5.7": "2024-02-29", "8.0": "2026-07-31", "8.4": "2029-07-31" },
    mariadb: {
        "10.4": "2025-02-28",
        "10.5": "2026-02-28",
        "10.6": "2026-08-31",
        "10.11": "2028-02-29",
        "11.4": "2029-05-31",
        "11.8": "2030-06-30",
    },
    postgres: {
        "11": "2024-02-29",
        "12": "2025-02-28",
        "13": "2026-02-28",
        "14": "2027-02-28",
        "15": "2028-02-29",
        "16": "2029-02-28",
        "17": "2030-02-28",
    },
    redis: { "4": "2026-01-31", "5": "2026-01-31", "6": "2027-01-31" },
};

export const isKnownEngine = (engine: string): boolean => engine in ENDS;

/** Whether support ends before `date` (`YYYY-MM-DD`), or has ended. A version that is newer than the table is not old. */
export function supportEndsBefore(engine: string, version: string, date: string): boolean {
    const ends = Object.entries(ENDS[engine] ?? {});
    const own = ends.find(([major]) => compare(version, major, depthOf(major)) === 0);
    if (own) return own[1] < date;
    return ends.length > 0 && ends.every(([major]) => compare(version, major, depthOf(major)) < 0);
}

const depthOf = (version: string): number => version.split(".").length;

/** Compares the major parts of two versions: 8.0.42 counts as 8.0. */
function compare(one: string, other: string, depth: number): number {
    const [a, b] = [one, other].map((version) =>
        version.split(".").map((part) => Number.parseInt(part, 10) || 0),
    );
    const differences = Array.from({ length: depth }, (_, index) => (a?.[index] ?? 0) - (b?.[index] ?? 0));
    return differences.find((difference) => difference !== 0) ?? 0;
}
