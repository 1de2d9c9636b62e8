/** What AWS says about the account and the region, asked with data sources, which a preview can do. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { maxWorkerHosts } from "../../config/background";
import { equalDatabases, equalHosts } from "../../config/instance-types";
import { stackTags, STORAGE_TAG } from "../internal/tags";

export type AccountSettings = Pick<
    Settings,
    | "availabilityZones"
    | "awsAccountId"
    | "awsConfig"
    | "backgroundTasks"
    | "databaseInstanceClass"
    | "databaseMultiAz"
    | "databaseStorageGib"
    | "guardDuty"
    | "nat"
    | "owner"
    | "region"
    | "securityHub"
    | "stack"
    | "webInstanceType"
    | "webMaxHosts"
    | "webMinHosts"
    | "workerInstanceType"
    | "workerMaxHosts"
    | "workerMinHosts"
>;

export interface Facts {
    /** The region's zones, in AWS's order. */
    readonly zones: readonly string[];
    /** Instance type → the zones that have it; of the types in the settings and of those that could take their place. */
    readonly hosts: Readonly<Record<string, readonly string[]>>;
    /** The best class that RDS has, and its zones. Undefined if RDS has none of that size. */
    readonly database: { readonly instanceClass: string; readonly zones: readonly string[] } | undefined;
    /** The `databaseStorageGib` of the last `up`. Undefined without a database, and for one that is older than its tag. */
    readonly databaseStorageGib: number | undefined;
    /** vCPUs of running hosts that AWS allows. */
    readonly vcpus: number;
    /** Elastic addresses that AWS allows, and those that are in use without belonging to the stack. */
    readonly addresses: { readonly allowed: number; readonly others: number };
    /** The settings of services that are on although the stack does not exist yet. */
    readonly leftovers: readonly ("guardDuty" | "securityHub")[];
    /** Whether AWS Config has its role. */
    readonly configRole: boolean;
}

/** The instance types of the hosts, by the setting that names them. */
export function hostTypes(settings: AccountSettings): {
    readonly setting: "webInstanceType" | "workerInstanceType";
    readonly type: string;
    readonly atLeast: number;
    readonly atMost: number;
}[] {
    const { webInstanceType, webMaxHosts, webMinHosts, workerInstanceType, workerMinHosts } = settings;
    const workers = maxWorkerHosts(settings);
    return [
        {
            setting: "webInstanceType" as const,
            type: webInstanceType,
            atLeast: webMinHosts,
            atMost: webMaxHosts,
        },
        {
            setting: "workerInstanceType" as const,
            type: workerInstanceType,
            atLeast: workerMinHosts,
            atMost: workers,
        },
    ].filter(({ atMost }) => atMost > 0);
}

/** Quotas that a new account lacks. https://docs.aws.amazon.com/general/latest/gr/ec2-service.html#limits_ec2 */
export const QUOTAS = {
    /** Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs. */
    vcpus: { serviceCode: "ec2", quotaCode: "L-1216C47A" },
    /** EC2-VPC Elastic IPs. */
    addresses: { serviceCode: "ec2", quotaCode: "L-0263D0A3" },
} as const;

/** Asks everything. Rejects if AWS does not answer, because then nothing is known. */
export async function askAccount(settings: AccountSettings, opts: pulumi.InvokeOptions): Promise<Facts> {
    const quota = async (name: keyof typeof QUOTAS): Promise<number> =>
        (await aws.servicequotas.getServiceQuota(QUOTAS[name], opts)).value;
    const [zones, hosts, database, own, vcpus, allowed, others, configRole] = await Promise.all([
        askZones(opts),
        askHosts(
            hostTypes(settings).flatMap(({ type }) => [type, ...equalHosts(type)]),
            opts,
        ),
        askDatabase(settings, opts),
        askOwnResources(settings, opts),
        quota("vcpus"),
        quota("addresses"),
        askOtherAddresses(settings, opts),
        askConfigRole(opts),
    ]);
    // Only a stack that does not exist yet is asked about: afterwards, the services are its own.
    const leftovers = own.length > 0 ? [] : await askLeftovers(opts);
    const databaseStorageGib = recordedStorage(settings.stack, own);
    const addresses = { allowed, others };
    return { zones, hosts, database, databaseStorageGib, vcpus, addresses, leftovers, configRole };
}

/** Without local and Wavelength zones, which lack most services. */
async function askZones(opts: pulumi.InvokeOptions): Promise<string[]> {
    const filters = [{ name: "zone-type", values: ["availability-zone"] }];
    return (await aws.getAvailabilityZones({ state: "available", filters }, opts)).names;
}

async function askHosts(types: readonly string[], opts: pulumi.InvokeOptions): Promise<Facts["hosts"]> {
    const filters = [{ name: "instance-type", values: [...new Set(types)] }];
    const found = await aws.ec2.getInstanceTypeOfferings(
        { locationType: "availability-zone", filters },
        opts,
    );
    const zonesOf = (type: string): string[] =>
        found.locations.filter((_, index) => found.instanceTypes[index] === type);
    return Object.fromEntries(types.map((type) => [type, zonesOf(type)]));
}

/** For the newest version of MySQL, because RDS finds nothing for a version without its last part, such as 8.4. */
async function askDatabase(
    { databaseInstanceClass: wanted }: AccountSettings,
    opts: pulumi.InvokeOptions,
): Promise<Facts["database"]> {
    const found = await unlessMissing(
        aws.rds.getOrderableDbInstance(
            {
                engine: "mysql",
                engineLatestVersion: true,
                preferredInstanceClasses: [wanted, ...equalDatabases(wanted)],
                storageType: "gp3",
                vpc: true,
            },
            opts,
        ),
    );
    return found && { instanceClass: found.instanceClass, zones: found.availabilityZones };
}

const ownTags = (settings: AccountSettings): Record<string, string> => {
    const { Application = "", Stack = "" } = stackTags(settings);
    return { Application, Stack };
};

async function askOtherAddresses(settings: AccountSettings, opts: pulumi.InvokeOptions): Promise<number> {
    const [all, own] = await Promise.all([
        aws.ec2.getEips({}, opts),
        aws.ec2.getEips({ tags: ownTags(settings) }, opts),
    ]);
    return all.allocationIds.length - own.allocationIds.length;
}

/** A resource of the stack, by its tags. */
type Own = Pick<
    aws.types.output.resourcegroupstaggingapi.GetResourcesResourceTagMappingList,
    "resourceArn" | "tags"
>;

async function askOwnResources(
    settings: AccountSettings,
    opts: pulumi.InvokeOptions,
): Promise<readonly Own[]> {
    const tagFilters = Object.entries(ownTags(settings)).map(([key, value]) => ({ key, values: [value] }));
    return (await aws.resourcegroupstaggingapi.getResources({ tagFilters }, opts)).resourceTagMappingLists;
}

/**
 * The storage in the tag of the stack's own instance. Restored copies have the tags of what they were restored from, but
 * other names.
 */
export function recordedStorage(stack: string, own: readonly Own[]): number | undefined {
    const isDatabase = new RegExp(`:db:hrms-${stack}-[0-9a-f]{8}$`);
    const tags = own.find(({ resourceArn }) => isDatabase.test(resourceArn))?.tags;
    const recorded = Number(tags?.[STORAGE_TAG]);
    return Number.isInteger(recorded) ? recorded : undefined;
}

async function askLeftovers(opts: pulumi.InvokeOptions): Promise<Facts["leftovers"]> {
    const [detector, hub] = await Promise.all([
        unlessMissing(aws.guardduty.getDetector({}, opts)),
        unlessMissing(aws.securityhub.getEnabledStandards({}, opts)),
    ]);
    return [...(detector ? (["guardDuty"] as const) : []), ...(hub ? (["securityHub"] as const) : [])];
}

/** The role is linked to the service, and an account has it once. A list of roles can be empty; one role must exist. */
async function askConfigRole(opts: pulumi.InvokeOptions): Promise<boolean> {
    const { names } = await aws.iam.getRoles({ pathPrefix: "/aws-service-role/config.amazonaws.com/" }, opts);
    return names.length > 0;
}

/**
 * What the provider says of something that does not exist: there is no other way to ask. Its sources have these words:
 * https://github.com/hashicorp/terraform-provider-aws (internal/service/rds/orderable_instance_data_source.go, "no RDS DB
 * Instance Classes match"; guardduty/detector_data_source.go, "no GuardDuty Detectors found", since version 6 "empty result";
 * securityhub/standards_subscription.go, "couldn't find resource" for AWS's "not subscribed to AWS Security Hub").
 */
const MISSING =
    /no (matching )?(RDS|GuardDuty)|not subscribed to AWS Security Hub|couldn't find|not found|empty result/i;

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
    try {
        return await asked;
    } catch (error) {
        if (error instanceof Error && MISSING.test(error.message)) return undefined;
        throw error;
    }
}
