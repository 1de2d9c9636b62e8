/** What the stack needs of each quota, from its planned resources, and what the account has left. */
import { accountWarnings, addressFaults, vcpuFaults } from "../../components/account/faults";
import { QUOTAS as CODES } from "../../components/account/facts";
import type { Asks, RegionAsks } from "../ask";
import type { Usage } from "../ask/usage";
import { asFinding, check, found, type Check, type Finding } from "../check";
import type { KindId } from "../kinds";
import { plannedIn, type Planned, type Wanted } from "../wanted";

interface Code {
    readonly service: string;
    /** https://docs.aws.amazon.com/servicequotas/latest/userguide/intro.html */
    readonly code: string;
}

interface Row extends Partial<Code> {
    readonly id: KindId;
    /** Of what. */
    readonly what: string;
    /** How many the plan creates. */
    readonly needed: (wanted: Wanted) => number;
    /** How many there are, and how many are allowed if the service itself tells that. */
    readonly usage: (asks: RegionAsks, all: Asks) => Promise<number | Usage | undefined>;
}

const count =
    (type: string) =>
    (wanted: Wanted): number =>
        plannedIn(wanted, type, wanted.settings.region).length;

const numberIn = ({ inputs }: Planned, key: string, otherwise: number): number =>
    typeof inputs[key] === "number" ? inputs[key] : otherwise;

/** A replication group has a primary and its replicas, in each of its shards. */
const cacheNodes = (wanted: Wanted): number =>
    plannedIn(wanted, "aws:elasticache/replicationGroup:ReplicationGroup", wanted.settings.region)
        .map((group) => numberIn(group, "numCacheClusters", 1))
        .reduce((sum, nodes) => sum + nodes, 0);

/**
 * What a region or an account can have once more or not. Codes of VPC and Elastic Load Balancing: their pages of quotas,
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html and
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html; of ElastiCache:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html
 */
export const ROWS: readonly Row[] = [
    {
        id: "quota-vpcs",
        what: "VPCs",
        service: "vpc",
        code: "L-F678F1CE",
        needed: count("aws:ec2/vpc:Vpc"),
        usage: async ({ ec2 }) => (await ec2.vpcs()).length,
    },
    {
        id: "quota-internet-gateways",
        what: "internet gateways",
        service: "vpc",
        code: "L-A4707A72",
        needed: count("aws:ec2/internetGateway:InternetGateway"),
        usage: ({ ec2 }) => ec2.internetGateways(),
    },
    {
        id: "quota-security-groups",
        what: "security groups",
        service: "vpc",
        code: "L-E79EC296",
        needed: count("aws:ec2/securityGroup:SecurityGroup"),
        usage: ({ ec2 }) => ec2.securityGroups(),
    },
    {
        id: "quota-load-balancers",
        what: "Application Load Balancers",
        service: "elasticloadbalancing",
        code: "L-53DA6B97",
        needed: count("aws:lb/loadBalancer:LoadBalancer"),
        usage: ({ loadBalancing }) => loadBalancing.applicationLoadBalancers(),
    },
    {
        id: "quota-target-groups",
        what: "target groups",
        service: "elasticloadbalancing",
        code: "L-B22855CB",
        needed: count("aws:lb/targetGroup:TargetGroup"),
        usage: ({ loadBalancing }) => loadBalancing.targetGroups(),
    },
    {
        id: "quota-cache-nodes",
        what: "nodes of ElastiCache",
        service: "elasticache",
        code: "L-DFE45DF3",
        needed: cacheNodes,
        usage: ({ elastiCache }) => elastiCache.nodes(),
    },
    {
        id: "quota-auto-scaling-groups",
        what: "Auto Scaling groups",
        service: "autoscaling",
        code: "L-CDE20ADC",
        needed: count("aws:autoscaling/group:Group"),
        usage: ({ autoScaling }) => autoScaling.groups(),
    },
    {
        id: "quota-databases",
        what: "databases of RDS",
        service: "rds",
        code: "L-7B6409FD",
        needed: count("aws:rds/instance:Instance"),
        usage: ({ rds }) => rds.instances(),
    },
    {
        id: "quota-roles",
        what: "IAM roles",
        service: "iam",
        code: "L-FE177D64",
        needed: count("aws:iam/role:Role"),
        usage: (_, { iam }) => iam.roles(),
    },
];

const increase = ({ service, code }: Code, value: number, region: string): string =>
    "aws service-quotas request-service-quota-increase " +
    `--service-code ${service} --quota-code ${code} --desired-value ${value} --region ${region}`;

/** IAM's quotas are the same everywhere, and are asked for in us-east-1. */
const placeOf = ({ service }: Code, region: string): string => (service === "iam" ? "us-east-1" : region);

export function roomFindings(
    { id, what, service = "", code = "" }: Omit<Row, "needed" | "usage">,
    { used, allowed, needed }: Usage & { readonly needed: number },
    region: string,
): Finding[] {
    if (used + needed <= allowed) return [];
    const place = placeOf({ service, code }, region);
    const where = service === "iam" ? "" : ` in ${region}`;
    return [
        found(
            id,
            `The account may have ${allowed} ${what}${where} and has ${used}, but the stack creates ${needed}.`,
            increase({ service, code }, used + needed, place),
        ),
    ];
}

const room = (row: Row): Check =>
    check({
        subject: "quotas",
        fine: `There is room for the stack's ${row.what}.`,
        isFirst: true,
        ask: async (asks, wanted) => {
            const needed = row.needed(wanted);
            const here = asks.in(wanted.settings.region);
            const usage = await row.usage(here, asks);
            if (usage === undefined) return undefined;
            if (typeof usage !== "number") return { ...usage, needed };
            const allowed = await here.quotas.quota(row.service ?? "", row.code ?? "");
            return { used: usage, allowed, needed };
        },
        judge: (facts, { settings }) => roomFindings(row, facts, settings.region),
    });

/** The quota counts rules for each direction. */
const RULES: Code = { service: "vpc", code: "L-0EA8095F" };
const RULE_TYPES = [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
];

/** The most rules that a security group of the stack has in one direction. */
export function mostRules(wanted: Wanted): number {
    const most = RULE_TYPES.map((type) => {
        const groups = new Map<unknown, number>();
        for (const { inputs } of plannedIn(wanted, type, wanted.settings.region)) {
            groups.set(inputs.securityGroupId, (groups.get(inputs.securityGroupId) ?? 0) + 1);
        }
        return Math.max(0, ...groups.values());
    });
    return Math.max(...most);
}

export function ruleFindings(allowed: number, wanted: Wanted): Finding[] {
    const rules = mostRules(wanted);
    if (rules <= allowed) return [];
    const { region } = wanted.settings;
    return [
        found(
            "quota-security-group-rules",
            `A security group may have ${allowed} rules in each direction in ${region}, and one of the stack's has ${rules}.`,
            increase(RULES, rules, region),
        ),
    ];
}

const NAT: Code = { service: "vpc", code: "L-FE5A380F" };

interface Nats {
    readonly allowed: number;
    readonly used: ReadonlyMap<string, number>;
}

/** A regional NAT gateway is in no zone. */
export function natFindings({ allowed, used }: Nats, wanted: Wanted): Finding[] {
    const { region } = wanted.settings;
    const zonal = plannedIn(wanted, "aws:ec2/natGateway:NatGateway", region).filter(
        ({ inputs }) => inputs.subnetId !== undefined,
    );
    const zones = plannedIn(wanted, "aws:ec2/subnet:Subnet", region).map(
        ({ inputs }) => inputs.availabilityZone,
    );
    return [...new Set(zones)].slice(0, zonal.length).flatMap((zone) => {
        const there = used.get(String(zone)) ?? 0;
        if (there < allowed) return [];
        return [
            found(
                "quota-nat-gateways",
                `The account may have ${allowed} NAT gateways in ${String(zone)}, and all are there.`,
                increase(NAT, there + 1, region),
            ),
        ];
    });
}

/** One execution makes the database's users, whatever else the account runs. */
export function lambdaFindings(allowed: number, wanted: Wanted): Finding[] {
    const { region } = wanted.settings;
    const reserved = plannedIn(wanted, "aws:lambda/function:Function", region)
        .map((one) => Math.max(0, numberIn(one, "reservedConcurrentExecutions", 0)))
        .reduce((sum, each) => sum + each, 0);
    // What must stay for functions without a reservation; a new account must leave all of its executions.
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
    const needed = reserved > 0 ? reserved + UNRESERVED : 1;
    if (allowed >= needed) return [];
    return [
        found(
            "quota-lambda",
            `Lambda allows ${allowed} executions at the same time in ${region}, but the stack needs ${needed}.`,
            increase({ service: "lambda", code: "L-B99A9384" }, needed, region),
        ),
    ];
}
const UNRESERVED = 100;

const codeOf = (name: keyof typeof CODES): readonly [string, string] => [
    CODES[name].serviceCode,
    CODES[name].quotaCode,
];

export const QUOTAS: readonly Check[] = [
    check({
        subject: "quotas",
        fine: "EC2 allows the vCPUs of all hosts.",
        ask: async (asks, { settings }) => {
            const vcpus = await asks.in(settings.region).quotas.quota(...codeOf("vcpus"));
            return { vcpus };
        },
        judge: (facts, { settings }) => [
            ...vcpuFaults(settings, facts).map(asFinding("quota-vcpus")),
            ...accountWarnings(settings, facts).map(asFinding("quota-vcpus-growth")),
        ],
    }),
    check({
        subject: "quotas",
        fine: "There is an Elastic address for the NAT, if it needs one.",
        ask: async (asks, { settings }) => {
            const { ec2, quotas } = asks.in(settings.region);
            const [allowed, addresses] = await Promise.all([
                quotas.quota(...codeOf("addresses")),
                ec2.addresses(),
            ]);
            const others = addresses.filter((tags) => tags.Stack !== settings.stack).length;
            return { addresses: { allowed, others } };
        },
        judge: (facts, { settings }) => addressFaults(settings, facts).map(asFinding("quota-addresses")),
    }),
    check({
        subject: "quotas",
        fine: "Lambda allows the executions of the stack's function.",
        ask: (asks, { settings }) => asks.in(settings.region).lambda.concurrency(),
        judge: lambdaFindings,
    }),
    check({
        subject: "quotas",
        fine: "The security groups have no more rules than are allowed.",
        ask: async (asks, { settings }) => ({
            allowed: await asks.in(settings.region).quotas.quota(RULES.service, RULES.code),
        }),
        judge: ({ allowed }, wanted) => ruleFindings(allowed, wanted),
    }),
    check({
        subject: "quotas",
        fine: "There is room for the NAT gateway.",
        isFirst: true,
        ask: async (asks, { settings }) => {
            const { ec2, quotas } = asks.in(settings.region);
            const [allowed, used] = await Promise.all([
                quotas.quota(NAT.service, NAT.code),
                ec2.natGateways(),
            ]);
            return { allowed, used };
        },
        judge: natFindings,
    }),
    ...ROWS.map(room),
];
