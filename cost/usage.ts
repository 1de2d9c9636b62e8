/**
 * What a plan cannot know: how much people use the HRMS. These are assumptions, not measurements. Every estimate prints them, and
 * each can be changed: `npx hrms cost --usage requests=3`. After a month, take the real figures from Cost Explorer.
 */

export const SIZES = ["small", "medium", "large"] as const;

/** Of the company: some 50, 250 or 1,000 people. */
export type CompanySize = (typeof SIZES)[number];

/** What an estimate assumes if nobody says how large the company is. */
export const USUAL_SIZE: CompanySize = "medium";

interface Assumption {
    readonly about: string;
    readonly unit: string;
    /** For each of {@link SIZES}. */
    readonly values: readonly [number, number, number];
}

const assume = (about: string, unit: string, ...values: Assumption["values"]): Assumption => ({
    about,
    unit,
    values,
});

/** The first row says how many people the others are for. */
export const ASSUMPTIONS = {
    people: assume("people with a login; the other rows follow from them", "people", 50, 250, 1000),
    requests: assume(
        "requests that reach the load balancer, 400 a person and working day",
        "million",
        0.4,
        2,
        8,
    ),
    pagesGb: assume("pages and files that the load balancer sends to browsers", "GB", 10, 40, 160),
    capacityUnits: assume("capacity units of the load balancer, on average", "units", 0.05, 0.1, 0.4),
    staticGb: assume("static files that CloudFront sends", "GB", 5, 20, 80),
    staticRequests: assume("requests for static files", "million", 0.8, 4, 16),
    extraHosts: assume(
        "hosts above the minimum of each group that can grow, on average",
        "hosts",
        0,
        0.1,
        0.5,
    ),
    natGb: assume(
        "what hosts exchange with the Internet: updates, e-mail, AWS's services",
        "GB",
        15,
        40,
        120,
    ),
    zoneGb: assume(
        "what crosses zones in one direction: load balancer, hosts, database, cache",
        "GB",
        20,
        100,
        400,
    ),
    databaseGb: assume("data in the database", "GB", 4, 15, 60),
    databaseChangeGb: assume("data of the database that changes in a day", "GB", 0.1, 0.5, 2),
    uploadsGb: assume("uploaded files that are kept", "GB", 20, 100, 400),
    newUploadsGb: assume("uploaded in a month", "GB", 0.5, 3, 12),
    newUploads: assume("files uploaded in a month", "thousand", 0.5, 3, 12),
    storedLogsGb: assume("logs in S3: load balancer, CloudFront, trail, AWS Config", "GB", 5, 20, 80),
    releasesGb: assume("releases and static files in S3", "GB", 3, 3, 3),
    writes: assume("requests that write to S3", "thousand", 100, 200, 600),
    applicationLogGb: assume("logs of the application", "GB", 0.5, 2, 8),
    accessLogGb: assume("logs of Nginx", "GB", 0.3, 1.5, 6),
    systemLogGb: assume("logs of hosts, with what the kernel's audit writes", "GB", 1, 2, 4),
    trailLogGb: assume("the trail of calls to AWS", "GB", 1, 1.5, 3),
    flowLogGb: assume("who talked to whom in the network", "GB", 1, 4, 12),
    firewallLogGb: assume("what the firewall saw", "GB", 0.3, 1, 4),
    databaseLogGb: assume(
        "logs of the database, its users' function, and its detailed monitoring",
        "GB",
        1.2,
        1.5,
        3,
    ),
    cacheLogGb: assume("logs of the cache and the queue", "GB", 0.1, 0.2, 0.5),
    calls: assume("calls to AWS that the trail records", "million", 0.3, 0.5, 1),
    fileEvents: assume("reads and writes of uploads that the trail records", "million", 0.05, 0.2, 1),
    changes: assume(
        "changes of resources that AWS Config records; a host that is replaced makes several",
        "items",
        1000,
        1500,
        3000,
    ),
    checks: assume("checks of Security Hub's standards", "checks", 5000, 5000, 8000),
    keyRequests: assume("requests to KMS, mostly for uploads and logs", "10,000", 20, 40, 120),
    lookups: assume("DNS lookups of the hosts, if a firewall for DNS is on", "million", 1, 2, 6),
    messages: assume("e-mails", "thousand", 1, 5, 20),
} as const satisfies Record<string, Assumption>;

export type UsageName = keyof typeof ASSUMPTIONS;

export type Usage = Readonly<Record<UsageName, number>>;

export const USAGE_NAMES = Object.keys(ASSUMPTIONS) as UsageName[];

/** The assumptions for a company of this size, with changes. */
export function usageOf(size: CompanySize, changes: Partial<Usage> = {}): Usage {
    const column = SIZES.indexOf(size);
    const assumed = USAGE_NAMES.map((name) => [name, ASSUMPTIONS[name].values[column]]);
    return { ...(Object.fromEntries(assumed) as Usage), ...changes };
}
