import { DataSource } from "../resource-type";
import { zoneIdsOf, zonesOf } from "../regions";

/** The data sources at the top level of @pulumi/aws. */
export const dataSources: readonly DataSource[] = [
    {
        token: "aws:index/getCallerIdentity:getCallerIdentity",
        read: (_, { id }) => ({
            id,
            accountId: id,
            arn: `arn:aws:iam::${id}:user/simulator`,
            userId: "AIDASIMULATEDACCOUNT",
        }),
    },
    {
        token: "aws:index/getPartition:getPartition",
        read: () => ({
            id: "aws",
            partition: "aws",
            dnsSuffix: "amazonaws.com",
            reverseDnsPrefix: "com.amazonaws",
        }),
    },
    {
        token: "aws:index/getRegion:getRegion",
        read: (_, { region }) => ({
            id: region,
            name: region,
            region,
            description: region,
            endpoint: `ec2.${region}.amazonaws.com`,
        }),
    },
    {
        token: "aws:index/getAvailabilityZones:getAvailabilityZones",
        read: (args, { region }) => ({
            id: region,
            region,
            state: args.state,
            names: zonesOf(region),
            zoneIds: zoneIdsOf(region),
            groupNames: [`${region}-zg-1`],
        }),
    },
];
