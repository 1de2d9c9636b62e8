import { Account, DataSource, Properties } from "../resource-type";
import { blocksAt, textAt, textsAt } from "../checks";
import { isObject } from "../wire";

/** Everything with these tags. */
export const dataSources: readonly DataSource[] = [
    {
        token: "aws:resourcegroupstaggingapi/getResources:getResources",
        read: (args: Properties, account: Account): Properties => {
            const filters = blocksAt(args, "tagFilters");
            const isTagged = (tags: unknown): boolean =>
                isObject(tags) &&
                filters.every((filter) =>
                    textsAt(filter, "values").includes(String(tags[textAt(filter, "key") ?? ""])),
                );
            const found = account.every().filter(({ inputs }) => isTagged(inputs.tagsAll));
            return {
                id: account.region,
                region: account.region,
                resourceTagMappingLists: found.flatMap(({ inputs, outputs }) =>
                    typeof outputs.arn === "string"
                        ? [{ resourceArn: outputs.arn, tags: inputs.tagsAll }]
                        : [],
                ),
            };
        },
    },
];
