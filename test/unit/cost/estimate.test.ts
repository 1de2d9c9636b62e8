/** Two estimates against a calculation by hand, and what an estimate says about what it does not know. */
import { type Estimate, estimate } from "../../../cost/estimate";
import { PRICED } from "../../../cost/model";
import type { PlannedResource } from "../../../cost/model/context";
import { FREE } from "../../../cost/model/free";
import { PriceBook } from "../../../cost/prices";
import { usageOf } from "../../../cost/usage";
import { provision } from "../../../evidence/plan";
import { FILES } from "../../../simulator/registry";

const book = (): PriceBook => PriceBook.read();
const USAGE = usageOf("medium");

async function planned(
    stack: string,
    config: Readonly<Record<string, unknown>> = {},
): Promise<readonly PlannedResource[]> {
    const provisioned = await provision(stack, { config });
    try {
        return provisioned.resources;
    } finally {
        provisioned.remove();
    }
}

const of = (found: Estimate, component: string): number =>
    found.components.find((each) => each.component === component)?.usd ?? 0;

/**
 * Worked out by hand for Frankfurt and 250 people, with a calculator and AWS's pages, not with the code: 730 hours a month,
 * what the stack file says, and what each price is for.
 */
const BY_HAND: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
    prod: {
        // Two groups of two cache.m7g.large at 0.188 USD; six backups of the queue.
        Cache: [4 * 0.188 * 730, 0.8],
        // db.m7g.large at 0.201, twice, for the standby; 100 GB twice at 0.137; 1.5 GB of logs.
        Database: [2 * 0.201 * 730, 200 * 0.137, 1],
        // Three m7g.large at 0.0978, a fifth of one for peaks; 30 GB of disk each; 9 metrics each; 5.5 GB of logs.
        Hosts: [3.2 * 0.0978 * 730, 3.2 * 30 * 0.0952, 3.2 * 9 * 0.3 + 1.2, 5.5 * 0.63],
        // A gateway and an address in each of three zones; 40 GB through it; 100 GB between zones; 4 GB of flows.
        Network: [3 * 0.052 * 730, 3 * 0.005 * 730, 40 * 0.052, 200 * 0.01, 4 * 0.63],
        // Load balancer with three addresses, a tenth of a capacity unit; a web ACL with ten rules, two million requests.
        Edge: [0.027 * 730, 3 * 0.005 * 730, 0.1 * 0.008 * 730, 5 + 10, 2 * 0.6, 0.63],
        // GuardDuty on 6.4 processors, half a million calls and uploads; 1,500 changes; 5,000 checks; Inspector; insights.
        Detection: [
            6.4 * 1.725,
            2.3,
            1.2,
            0.2,
            1,
            1500 * 0.003,
            5000 * 0.001,
            3.2 * 0.0021 * 730,
            1.1,
            3.5,
            0.2,
            1,
        ],
        // 84 alarms and two on alarms, 20 counters, a dashboard, two options of the health check.
        Monitoring: [84 * 0.1, 2 * 0.5, 20 * 0.3, 3, 2],
        // Files 103 GB at 0.06; snapshots of 32 GB, twice; 15 GB sent; four hours a week of a database.
        Backup: [103.5 * 0.06, 2 * 32.5 * 0.095, 15 * 0.02, 17.4 * 0.201],
        // Eight keys, one of them with the alerts in us-east-1; 400,000 requests.
        Keys: [7, 40 * 0.03],
        Alerts: [1],
        Secrets: [6 * 0.4],
        Storage: [123 * 0.0245, 200 * 0.0054],
        Email: [5 * 0.1],
    },
    starter: {
        Cache: [0.018 * 730, 0.1],
        // db.t4g.medium at 0.076, without a standby; 20 GB.
        Database: [0.076 * 730, 20 * 0.137, 1],
        // One t4g.medium at 0.0384 and a tenth of one.
        Hosts: [1.1 * 0.0384 * 730, 1.1 * 30 * 0.0952, 1.1 * 9 * 0.3 + 0.6, 5.5 * 0.63],
        // t4g.nano at 0.0048 with 8 GB and an address.
        Network: [0.0048 * 730, 8 * 0.0952, 0.005 * 730, 200 * 0.01, 4 * 0.63],
        Edge: [0.027 * 730, 2 * 0.005 * 730, 0.1 * 0.008 * 730, 5 + 10, 2 * 0.6, 0.63],
        Detection: [
            2.2 * 1.725,
            2.3,
            1.2,
            0.2,
            1,
            1500 * 0.003,
            5000 * 0.001,
            1.1 * 0.0021 * 730,
            1.1,
            3.5,
            0.2,
            1,
        ],
        Monitoring: [64 * 0.1, 2 * 0.5, 20 * 0.3, 3, 2],
        Backup: [103.5 * 0.06, 32.5 * 0.095, 17.4 * 0.076],
        Keys: [6, 40 * 0.03],
        Alerts: [1],
        Secrets: [6 * 0.4],
        Storage: [123 * 0.0245, 200 * 0.0054],
        Email: [5 * 0.1],
    },
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** How far apart the two may be: a tenth. Below a dollar, ten cents. */
const near = (byHand: number): number => Math.max(0.1 * byHand, 0.1);

test.each(Object.keys(BY_HAND))("the estimate of %s is what a calculation by hand gives", async (stack) => {
    const found = estimate(await planned(stack), book(), USAGE);
    const byHand = BY_HAND[stack] ?? {};
    const apart = Object.entries(byHand)
        .map(([component, parts]) => ({ component, byHand: sum(parts), found: of(found, component) }))
        .filter((each) => Math.abs(each.found - each.byHand) > near(each.byHand));
    expect(apart).toEqual([]);
    expect(found.components.map(({ component }) => component).sort()).toEqual(Object.keys(byHand).sort());
    const total = sum(Object.values(byHand).flat());
    expect(Math.abs(found.usd - total)).toBeLessThan(0.1 * total);
});

test("every type that the program can have is priced, or free with a reason, and not both", () => {
    const types = Object.values(FILES).flatMap(({ types: own = [] }) => own.map(({ token }) => token));
    const wrong = [...types, ...Object.keys(PRICED), ...Object.keys(FREE)].filter(
        (type) => type in PRICED === type in FREE || !types.includes(type),
    );
    expect(wrong).toEqual([]);
});

test("a type in no table is an error that names the table", async () => {
    const [first] = await planned("starter");
    const unknown = {
        ...first,
        urn: "urn:pulumi:starter::hrms::aws:mq/broker:Broker::queue",
        type: "aws:mq/broker:Broker",
    };
    expect(() => estimate([unknown as PlannedResource], book(), USAGE)).toThrow(
        /aws:mq\/broker:Broker, which no table of prices knows\. Add it to a file of cost\/model, or .* cost\/model\/free\.ts/,
    );
});

test("all prices that the table lacks are named at once, with the command that asks AWS", async () => {
    const resources = await planned("starter", { "hrms:region": "eu-north-1" });
    expect(() => estimate(resources, book(), USAGE)).toThrow(
        /lacks:\n(.*\n)* {2}host\/t4g\.large in eu-north-1\n(.*\n)*.*prices of eu-central-1, eu-west-1 or us-east-1.*--refresh/,
    );
});

/** Changes of settings and the lines that come of them, with the part of the price that the quantity is. */
const CHANGES: readonly (readonly [string, Readonly<Record<string, unknown>>, string, number])[] = [
    ["a proxy costs by its database's processors", { "hrms:databaseProxy": true }, "database/proxy", 2 * 730],
    [
        "advanced insights cost by the processors of the standby too",
        { "hrms:databaseInsights": "advanced" },
        "database/insights",
        4 * 730,
    ],
    [
        "an endpoint costs in each zone",
        { "hrms:interfaceEndpoints": ["secretsmanager"] },
        "endpoint/hour",
        3 * 730,
    ],
    ["a single gateway costs once", { "hrms:nat": "single" }, "nat/hour", 730],
    ["two zones have two gateways", { "hrms:availabilityZones": 2 }, "nat/hour", 2 * 730],
    [
        "a larger host costs in proportion",
        { "hrms:webInstanceType": "m7g.2xlarge" },
        "host/m7g.large",
        (2.1 * 4 + 1.1) * 730,
    ],
    ["Valkey has prices of its own", { "hrms:cacheEngine": "valkey" }, "valkey/m7g.large", 4 * 730],
    [
        "a firewall for DNS costs by lookups",
        { "hrms:outgoingDomains": ["clock.example.com"] },
        "dns-firewall/queries",
        2,
    ],
];

test.each(CHANGES)("%s", async (_, config, price, quantity) => {
    const { lines } = estimate(await planned("prod", config), book(), USAGE);
    const found = lines.filter((line) => line.price === price);
    expect(sum(found.map((line) => line.quantity))).toBeCloseTo(quantity, 6);
});

test("logs that are kept longer cost more to keep, and the same to write", async () => {
    const days = async (logRetentionDays: number): Promise<Estimate> =>
        estimate(await planned("starter", { "hrms:logRetentionDays": logRetentionDays }), book(), USAGE);
    const cost = ({ lines }: Estimate, price: string): number =>
        sum(lines.filter((line) => line.price === price).map(({ usd }) => usd));
    const [short, long] = [await days(90), await days(365)];
    expect(cost(long, "logs/stored") / cost(short, "logs/stored")).toBeCloseTo(365 / 90, 6);
    expect(cost(long, "logs/ingested")).toBe(cost(short, "logs/ingested"));
});

test("an estimate says how much of it is assumed, and how much is at prices that were read nowhere", async () => {
    const found = estimate(await planned("starter"), book(), USAGE);
    expect(found.assumedUsd).toBeCloseTo(
        sum(found.lines.filter((line) => line.isAssumed).map(({ usd }) => usd)),
        6,
    );
    expect(found.uncheckedUsd).toBeCloseTo(
        sum(found.lines.filter((line) => !line.isChecked).map(({ usd }) => usd)),
        6,
    );
    expect(found.uncheckedUsd).toBeGreaterThan(0);
    const read = new PriceBook(book().prices.map((price) => ({ ...price, evidence: "pricing-api" })));
    expect(estimate(await planned("starter"), read, USAGE).uncheckedUsd).toBe(0);
});
