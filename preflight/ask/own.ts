/** What the stack has already, by its tags. */
import { clientOf, once, pages, type Connection } from "./connection";
import type { Ec2Ask } from "./ec2";

export interface Own {
    readonly resourceArn: string;
    readonly tags: Readonly<Record<string, string>>;
}

export interface OwnAsk {
    /** Whether the stack exists: its VPC, which goes when the stack is destroyed. Keys and vaults stay. */
    readonly isThere: () => Promise<boolean>;
    /** What has the stack's tags in the region. */
    readonly resources: (region: string) => Promise<Own[]>;
}

export function askOwn(
    connectionTo: (region: string) => Connection,
    { region, stack, ec2 }: { readonly region: string; readonly stack: string; readonly ec2: Ec2Ask },
): OwnAsk {
    const tags = { Application: "hrms", Stack: stack };
    const hasTags = (given: Readonly<Record<string, string>>): boolean =>
        Object.entries(tags).every(([key, value]) => given[key] === value);
    const resources = async (where: string): Promise<Own[]> => {
        const sdk =
            require("@aws-sdk/client-resource-groups-tagging-api") as typeof import("@aws-sdk/client-resource-groups-tagging-api");
        const client = clientOf(sdk.ResourceGroupsTaggingAPIClient, connectionTo(where));
        const TagFilters = Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] }));
        const found = sdk.paginateGetResources({ client }, { TagFilters });
        const all = await pages(found, ({ ResourceTagMappingList }) => ResourceTagMappingList);
        return all.map(({ ResourceARN = "", Tags = [] }) => ({
            resourceArn: ResourceARN,
            tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
        }));
    };
    const here = once(() => resources(region));
    return {
        isThere: once(async () => (await ec2.vpcs()).some(hasTags)),
        resources: (where) => (where === region ? here() : resources(where)),
    };
}
