import { isOffered, zonesOf } from "../../regions";
import { Account, DataSource, Properties } from "../../resource-type";
import { blocksAt, textsAt } from "../../checks";
import { isObject } from "../../wire";

const EIP = "aws:ec2/eip:Eip";

/** The values of a filter. */
const filtered = (args: Properties, name: string): readonly string[] =>
    blocksAt(args, "filters").flatMap((filter) => (filter.name === name ? textsAt(filter, "values") : []));

export const dataSources: readonly DataSource[] = [
    {
        token: "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings",
        read: (args: Properties, { region }: Account): Properties => {
            const found = filtered(args, "instance-type").flatMap((type) =>
                zonesOf(region)
                    .filter((zone) => isOffered(type, zone))
                    .map((zone) => ({ type, zone })),
            );
            return {
                id: region,
                region,
                instanceTypes: found.map(({ type }) => type),
                locations: found.map(({ zone }) => zone),
                locationTypes: found.map(() => "availability-zone"),
            };
        },
    },
    {
        token: "aws:ec2/getEips:getEips",
        read: (args: Properties, account: Account): Properties => {
            const wanted = isObject(args.tags) ? Object.entries(args.tags) : [];
            const found = account.all(EIP).filter(({ inputs, region }) => {
                const tags = isObject(inputs.tagsAll) ? inputs.tagsAll : {};
                return region === account.region && wanted.every(([key, value]) => tags[key] === value);
            });
            return {
                id: account.region,
                region: account.region,
                allocationIds: found.map(({ id }) => id),
                publicIps: found.map(({ outputs }) => String(outputs.publicIp)),
            };
        },
    },
];
