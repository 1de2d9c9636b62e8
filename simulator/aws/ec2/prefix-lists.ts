import { Account, DataSource, Properties } from "../../resource-type";
import { shown } from "../../checks";

const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";

export const dataSources: readonly DataSource[] = [
    {
        token: "aws:ec2/getManagedPrefixList:getManagedPrefixList",
        read: ({ id, name }: Properties, account: Account): Properties => {
            const wanted = id ?? name;
            const found = typeof wanted === "string" ? account.find(wanted, PREFIX_LIST) : undefined;
            if (found === undefined) {
                throw new Error(
                    `no matching EC2 Managed Prefix List found: ${shown(wanted)}. Add it to simulator/account.json`,
                );
            }
            const arn = `arn:aws:ec2:${account.region}:aws:prefix-list/${found.id}`;
            return { id: found.id, arn, region: account.region, tags: {}, ...found.inputs, ...found.outputs };
        },
    },
];
