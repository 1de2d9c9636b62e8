/** From the number of people to the sizes of the stack. */
import type { Settings } from "../../config";
import type { Profile } from "../../config/setting";

/**
 * How many people one web host serves at the worst moment, Monday morning, with a factor of five in reserve.
 * A host with two processors answers 150 requests a second for a list of employees (docs/adr/0011-synchronous-gunicorn.md).
 * If everybody opens ten pages within half an hour, 150 requests a second are 27,000 people.
 */
const PEOPLE_PER_HOST = 5_000;

/** Up to here, an hour without the HRMS bothers few people, and somebody can wait for a restore. */
const SMALL = 50;

export const profileFor = (people: number): Profile => (people <= SMALL ? "starter" : "production");

/** The database's memory should hold the rows that people ask for; the first class that is large enough. */
const DATABASES: readonly (readonly [people: number, type: string])[] = [
    [10_000, "db.m7g.large"],
    [40_000, "db.m7g.xlarge"],
    [Infinity, "db.m7g.2xlarge"],
];

/** The settings that follow from the number of people. */
export const SIZED = ["webMinHosts", "webMaxHosts", "databaseInstanceClass", "loginRateLimit"] as const;

type Sizes = Partial<Pick<Settings, (typeof SIZED)[number]>>;

/** The default of `loginRateLimit`, and the most that it takes. */
const LOGINS = { least: 600, most: 20_000 };

/** The settings that differ from the profile's defaults. A starter stack stays small: it grows by its settings. */
export function sizesFor(people: number, profile: Profile): Sizes {
    // Half an hour has six times five minutes; a login is two requests; and everybody can be behind one address. Twice that.
    const logins = Math.min(LOGINS.most, Math.ceil((people / 6) * 2 * 2));
    const loginRateLimit = logins > LOGINS.least ? { loginRateLimit: logins } : {};
    if (profile === "starter") return loginRateLimit;
    // One more host than the load needs, in case a zone fails.
    const hosts = Math.min(20, Math.ceil(people / PEOPLE_PER_HOST) + 1);
    const [, database = ""] = DATABASES.find(([most]) => people <= most) ?? [];
    return {
        ...(hosts > 2 && { webMinHosts: hosts, webMaxHosts: hosts * 2 }),
        ...(database !== "db.m7g.large" && { databaseInstanceClass: database }),
        ...loginRateLimit,
    };
}
