import { clientOf, once, pages, unless, type Connection } from "./connection";

export interface Ec2Ask {
    /** All regions, and whether the account can use them. */
    readonly regions: () => Promise<ReadonlyMap<string, boolean>>;
    /** Names of the region's zones, without local and Wavelength zones. */
    readonly zones: () => Promise<string[]>;
    /** Instance type → the zones that have it. */
    readonly offerings: (types: readonly string[]) => Promise<Readonly<Record<string, readonly string[]>>>;
    /** The tags of each Elastic address. */
    readonly addresses: () => Promise<Readonly<Record<string, string>>[]>;
    /** The tags of each VPC. */
    readonly vpcs: () => Promise<Readonly<Record<string, string>>[]>;
    readonly internetGateways: () => Promise<number>;
    readonly securityGroups: () => Promise<number>;
    /** Zone → its NAT gateways. */
    readonly natGateways: () => Promise<ReadonlyMap<string, number>>;
    /** The processor of an image. Undefined if the account has no such image. */
    readonly architectureOf: (image: string) => Promise<string | undefined>;
}

interface Tagged {
    readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

const tagsOf = ({ Tags = [] }: Tagged): Record<string, string> =>
    Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));

export function askEc2(connection: Connection): Ec2Ask {
    const open = once(() => {
        const sdk = require("@aws-sdk/client-ec2") as typeof import("@aws-sdk/client-ec2");
        return { sdk, client: clientOf(sdk.EC2Client, connection) };
    });
    return {
        regions: async () => {
            const { sdk, client } = open();
            const { Regions = [] } = await client.send(new sdk.DescribeRegionsCommand({ AllRegions: true }));
            return new Map(
                Regions.map(({ RegionName = "", OptInStatus }) => [
                    RegionName,
                    OptInStatus !== "not-opted-in",
                ]),
            );
        },
        zones: async () => {
            const { sdk, client } = open();
            const Filters = [
                { Name: "zone-type", Values: ["availability-zone"] },
                { Name: "state", Values: ["available"] },
            ];
            const { AvailabilityZones = [] } = await client.send(
                new sdk.DescribeAvailabilityZonesCommand({ Filters }),
            );
            return AvailabilityZones.flatMap(({ ZoneName }) => ZoneName ?? []);
        },
        offerings: async (types) => {
            const { sdk, client } = open();
            const found = await pages(
                sdk.paginateDescribeInstanceTypeOfferings(
                    { client },
                    {
                        LocationType: "availability-zone",
                        Filters: [{ Name: "instance-type", Values: [...new Set(types)] }],
                    },
                ),
                ({ InstanceTypeOfferings }) => InstanceTypeOfferings,
            );
            const zonesOf = (type: string): string[] =>
                found.flatMap(({ InstanceType, Location }) =>
                    InstanceType === type ? (Location ?? []) : [],
                );
            return Object.fromEntries(types.map((type) => [type, zonesOf(type)]));
        },
        addresses: async () => {
            const { sdk, client } = open();
            const { Addresses = [] } = await client.send(new sdk.DescribeAddressesCommand({}));
            return Addresses.map(tagsOf);
        },
        vpcs: once(async () => {
            const { sdk, client } = open();
            return (await pages(sdk.paginateDescribeVpcs({ client }, {}), ({ Vpcs }) => Vpcs)).map(tagsOf);
        }),
        internetGateways: async () => {
            const { sdk, client } = open();
            const found = sdk.paginateDescribeInternetGateways({ client }, {});
            return (await pages(found, ({ InternetGateways }) => InternetGateways)).length;
        },
        securityGroups: async () => {
            const { sdk, client } = open();
            const found = sdk.paginateDescribeSecurityGroups({ client }, {});
            return (await pages(found, ({ SecurityGroups }) => SecurityGroups)).length;
        },
        natGateways: async () => {
            const { sdk, client } = open();
            const [gateways, subnets] = await Promise.all([
                pages(sdk.paginateDescribeNatGateways({ client }, {}), ({ NatGateways }) => NatGateways),
                pages(sdk.paginateDescribeSubnets({ client }, {}), ({ Subnets }) => Subnets),
            ]);
            const zones = new Map(
                subnets.map(({ SubnetId, AvailabilityZone }) => [SubnetId, AvailabilityZone]),
            );
            const used = new Map<string, number>();
            for (const { SubnetId, State } of gateways) {
                const zone = zones.get(SubnetId);
                if (zone === undefined || State === "deleted" || State === "failed") continue;
                used.set(zone, (used.get(zone) ?? 0) + 1);
            }
            return used;
        },
        architectureOf: async (image) => {
            const { sdk, client } = open();
            const found = await unless(
                ["InvalidAMIID.NotFound", "InvalidAMIID.Unavailable", "InvalidAMIID.Malformed"],
                client.send(new sdk.DescribeImagesCommand({ ImageIds: [image] })),
            );
            return found?.Images?.[0]?.Architecture;
        },
    };
}
