import { Account, DataSource, Properties, ResourceType } from "../resource-type";
import { shown } from "../rules";
import * as endpoints from "./ec2/endpoints";
import * as instances from "./ec2/instances";
import * as network from "./ec2/network";
import * as routing from "./ec2/routing";
import * as securityGroups from "./ec2/security-groups";

const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";

export const types: readonly ResourceType[] = [
    network,
    routing,
    securityGroups,
    endpoints,
    instances,
].flatMap((part): readonly ResourceType[] => part.types);

export const dataSources: readonly DataSource[] = [
    {
        token: "aws:ec2/getManagedPrefixList:getManagedPrefixList",
        read: ({ id, name }: Properties, account: Account): Properties => {
            const wanted = id ?? name;
            const found = typeof wanted === "string" ? account.find(wanted, PREFIX_LIST) : undefined;
            if (found === undefined) {
                throw new Error(
                    `no matching EC2 Managed Prefix List found: ${shown(wanted)}; extend simulator/account.json`,
                );
            }
            const arn = `arn:aws:ec2:${account.region}:aws:prefix-list/${found.id}`;
            return { id: found.id, arn, region: account.region, tags: {}, ...found.inputs, ...found.outputs };
        },
    },
];
