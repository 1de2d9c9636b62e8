/**
 * What AWS charges for, by the ids that `prices.csv` uses: the unit, the page where AWS publishes the price, and the
 * question to the Pricing API that answers it.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 */

/** A question to the Pricing API. The region is added to the filters. */
export interface Query {
    readonly service: string;
    /** Attributes of the product that must be equal. */
    readonly filters: Readonly<Record<string, string>>;
    /** The usage type without the region before it, if the filters leave several products. A colon at its end leaves open what follows. */
    readonly usage?: string;
    /** AWS's unit divided by the unit of the catalogue: 1,000,000 for a price per million of what AWS sells one by one. */
    readonly times?: number;
}

export interface CatalogEntry {
    readonly per: string;
    readonly page: string;
    /** Undefined for what the Pricing API does not answer in one product. `--refresh` leaves such a price as it is. */
    readonly query?: Query;
}

const page = (path: string): string => `https://aws.amazon.com/${path}/pricing/`;

const CLOUDWATCH = page("cloudwatch");
const GUARDDUTY = page("guardduty");
const VPC = page("vpc");
const LOAD_BALANCER = page("elasticloadbalancing");
const DATABASE = page("rds/mysql");
const BACKUP = page("backup");
const CLOUDTRAIL = page("cloudtrail");
const FIREWALL = page("waf");

const of = (service: string, usage: string, times?: number): Query => ({
    ...{ service, filters: {}, usage },
    ...(times !== undefined && { times }),
});

/** Everything that has one price. Machines have one for each family; see {@link FAMILIES}. */
export const CATALOG = {
    "ebs/gp3": {
        per: "GB and month",
        page: page("ebs"),
        query: { service: "AmazonEC2", filters: { volumeApiName: "gp3", productFamily: "Storage" } },
    },
    "ipv4/address": { per: "hour", page: VPC, query: of("AmazonVPC", "PublicIPv4:InUseAddress") },
    "nat/hour": {
        per: "zone and hour",
        page: VPC,
        query: {
            service: "AmazonEC2",
            filters: { productFamily: "NAT Gateway" },
            usage: "NatGateway-Hours",
        },
    },
    "nat/data": {
        per: "GB",
        page: VPC,
        query: {
            service: "AmazonEC2",
            filters: { productFamily: "NAT Gateway" },
            usage: "NatGateway-Bytes",
        },
    },
    "endpoint/hour": {
        per: "zone and hour",
        page: page("privatelink"),
        query: of("AmazonVPC", "VpcEndpoint-Hours"),
    },
    "endpoint/data": { per: "GB", page: page("privatelink") },
    "load-balancer/hour": {
        per: "hour",
        page: LOAD_BALANCER,
        query: {
            service: "AWSELB",
            filters: { productFamily: "Load Balancer-Application" },
            usage: "LoadBalancerUsage",
        },
    },
    "load-balancer/capacity": {
        per: "capacity unit and hour",
        page: LOAD_BALANCER,
        query: {
            service: "AWSELB",
            filters: { productFamily: "Load Balancer-Application" },
            usage: "LCUUsage",
        },
    },
    "transfer/out": { per: "GB", page: "https://aws.amazon.com/ec2/pricing/on-demand/" },
    "transfer/zone": { per: "GB in one direction", page: "https://aws.amazon.com/ec2/pricing/on-demand/" },
    "transfer/region": { per: "GB", page: "https://aws.amazon.com/ec2/pricing/on-demand/" },
    "database/storage": {
        per: "GB and month",
        page: DATABASE,
        query: {
            service: "AmazonRDS",
            filters: {
                volumeType: "General Purpose-GP3",
                databaseEngine: "MySQL",
                deploymentOption: "Single-AZ",
            },
        },
    },
    "database/backup": { per: "GB and month", page: DATABASE },
    "database/proxy": { per: "vCPU and hour", page: page("rds/proxy") },
    "database/insights": { per: "vCPU and hour", page: CLOUDWATCH },
    "cache/backup": { per: "GB and month", page: page("elasticache") },
    "s3/storage": {
        per: "GB and month",
        page: page("s3"),
        query: {
            service: "AmazonS3",
            filters: { volumeType: "Standard", storageClass: "General Purpose" },
            usage: "TimedStorage-ByteHrs",
        },
    },
    "s3/writes": { per: "1,000 requests", page: page("s3") },
    "backup/files": { per: "GB and month", page: BACKUP },
    "key/month": { per: "key and month", page: page("kms") },
    "key/requests": { per: "10,000 requests", page: page("kms") },
    "secret/month": {
        per: "secret and month",
        page: page("secrets-manager"),
        query: { service: "AWSSecretsManager", filters: { productFamily: "Secret" } },
    },
    "parameter/advanced": { per: "parameter and month", page: page("systems-manager") },
    "metric/month": {
        per: "metric and month",
        page: CLOUDWATCH,
        query: of("AmazonCloudWatch", "CW:MetricMonitorUsage"),
    },
    "alarm/month": {
        per: "metric of an alarm and month",
        page: CLOUDWATCH,
        query: of("AmazonCloudWatch", "CW:AlarmMonitorUsage"),
    },
    "alarm/composite": {
        per: "alarm and month",
        page: CLOUDWATCH,
        query: of("AmazonCloudWatch", "CW:CompositeAlarmMonitorUsage"),
    },
    "dashboard/month": { per: "dashboard and month", page: CLOUDWATCH },
    "logs/ingested": { per: "GB", page: CLOUDWATCH, query: of("AmazonCloudWatch", "DataProcessing-Bytes") },
    "logs/stored": {
        per: "GB and month",
        page: CLOUDWATCH,
        query: of("AmazonCloudWatch", "TimedStorage-ByteHrs"),
    },
    "firewall/acl": { per: "web ACL and month", page: FIREWALL },
    "firewall/rule": { per: "rule and month", page: FIREWALL },
    "firewall/requests": { per: "million requests", page: FIREWALL },
    "cdn/data": { per: "GB beyond 1,000", page: page("cloudfront") },
    "cdn/requests": { per: "10,000 requests beyond 10 million", page: page("cloudfront") },
    "health-check/option": { per: "option and month", page: page("route53") },
    "dns-firewall/queries": { per: "million queries", page: page("route53") },
    "dns-firewall/domain": { per: "domain and month", page: page("route53") },
    "email/sent": { per: "1,000 messages", page: page("ses") },
    "trail/data-events": {
        per: "100,000 events",
        page: CLOUDTRAIL,
        query: of("AWSCloudTrail", "DataEventsRecorded", 100_000),
    },
    "trail/insights": { per: "100,000 events", page: CLOUDTRAIL },
    "threats/events": {
        per: "million events",
        page: GUARDDUTY,
        query: of("AmazonGuardDuty", "PaidEventsAnalyzed", 1_000_000),
    },
    "threats/logs": { per: "GB", page: GUARDDUTY, query: of("AmazonGuardDuty", "PaidEventsAnalyzed-Bytes") },
    "threats/file-events": {
        per: "million events",
        page: GUARDDUTY,
        query: of("AmazonGuardDuty", "PaidS3DataEventsAnalyzed", 1_000_000),
    },
    "threats/vcpu": {
        per: "vCPU and month",
        page: GUARDDUTY,
        query: of("AmazonGuardDuty", "PaidEC2vCPUMonitored"),
    },
    "threats/uploads": {
        per: "GB",
        page: GUARDDUTY,
        query: of("AmazonGuardDuty", "MalwareProtectionS3DataScanned"),
    },
    "threats/upload-scans": {
        per: "1,000 objects",
        page: GUARDDUTY,
        query: of("AmazonGuardDuty", "MalwareProtectionS3ScanRequest", 1000),
    },
    "config/item": {
        per: "change of a resource",
        page: page("config"),
        query: of("AWSConfig", "ConfigurationItemRecorded"),
    },
    "security-hub/check": { per: "check", page: page("security-hub") },
    "inspector/host": {
        per: "host and hour",
        page: page("inspector"),
        query: of("AmazonInspectorV2", "EC2-Scanning"),
    },
    "inspector/function": {
        per: "function and hour",
        page: page("inspector"),
        query: of("AmazonInspectorV2", "Lambda-Standard-Scanning"),
    },
    "inspector/function-code": {
        per: "function and hour",
        page: page("inspector"),
        query: of("AmazonInspectorV2", "Lambda-Code-Scanning"),
    },
    "commitment/host": { per: "share of the on-demand price", page: page("savingsplans/compute-pricing") },
    "commitment/database": { per: "share of the on-demand price", page: DATABASE },
    "commitment/cache": { per: "share of the on-demand price", page: page("elasticache") },
} as const satisfies Record<string, CatalogEntry>;

/**
 * Machines of a family cost in proportion to their size, so the table has the price of a `large` one for each family. AWS
 * rounds databases and cache nodes to a tenth of a cent, which makes the smallest ones differ by up to 3 %.
 */
const FAMILIES = {
    host: {
        page: "https://aws.amazon.com/ec2/pricing/on-demand/",
        query: (type: string): Query => ({
            service: "AmazonEC2",
            filters: {
                ...{ instanceType: type, operatingSystem: "Linux", tenancy: "Shared" },
                ...{ preInstalledSw: "NA", capacitystatus: "Used" },
            },
        }),
    },
    database: {
        page: DATABASE,
        query: (type: string): Query => ({
            service: "AmazonRDS",
            filters: { instanceType: `db.${type}`, databaseEngine: "MySQL", deploymentOption: "Single-AZ" },
            usage: "InstanceUsage:",
        }),
    },
    redis: {
        page: page("elasticache"),
        query: (type: string): Query => cacheQuery(type, "Redis"),
    },
    valkey: {
        page: page("elasticache"),
        query: (type: string): Query => cacheQuery(type, "Valkey"),
    },
} as const;

const cacheQuery = (type: string, cacheEngine: string): Query => ({
    ...{ service: "AmazonElastiCache", usage: "NodeUsage:" },
    filters: { instanceType: `cache.${type}`, cacheEngine, productFamily: "Cache Instance" },
});

export type Machine = keyof typeof FAMILIES;

/** Such as `host/m7g`: a large one, by the hour. */
export type MachineId = `${Machine}/${string}.large`;

export type PriceId = keyof typeof CATALOG | MachineId;

/** What an id of the table means. Undefined if there is none. */
export function entryOf(id: string): CatalogEntry | undefined {
    if (id in CATALOG) return CATALOG[id as keyof typeof CATALOG];
    const [machine = "", type = ""] = id.split("/");
    if (!(machine in FAMILIES) || !/^[a-z]\d[a-z]*\.large$/.test(type)) return undefined;
    const { page: address, query } = FAMILIES[machine as Machine];
    return { per: "hour", page: address, query: query(type) };
}

/** How many large ones a size is worth. */
const SIZES: Readonly<Record<string, number>> = {
    ...{ nano: 1 / 16, micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1 },
    ...{ xlarge: 2, "2xlarge": 4, "4xlarge": 8, "8xlarge": 16 },
};

/**
 * The price of a machine as a number of large ones of its family.
 * @param type - such as t4g.nano, without `db.` or `cache.`
 * @throws Error for a size that is not known
 */
export function inLargeOnes(
    machine: Machine,
    type: string,
): { readonly id: MachineId; readonly larges: number } {
    const [family = "", size = ""] = type.split(".");
    const larges = SIZES[size];
    if (larges === undefined) throw new Error(`cost/catalog.ts does not know the size of ${type}.`);
    return { id: `${machine}/${family}.large`, larges };
}
