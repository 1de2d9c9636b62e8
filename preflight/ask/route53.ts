import type { ListResourceRecordSetsCommandOutput, ResourceRecordSet } from "@aws-sdk/client-route-53";
import { clientOf, once, type Connection } from "./connection";

export interface Zone {
    readonly id: string;
    readonly nameServers: readonly string[];
}

export interface ZoneRecord {
    /** Without the dot at the end. */
    readonly name: string;
    readonly type: string;
}

export interface Route53Ask {
    /** The public zones of this name. */
    readonly zones: (name: string) => Promise<Zone[]>;
    readonly records: (zoneId: string) => Promise<ZoneRecord[]>;
}

/** Route 53 writes characters other than letters, digits, hyphens and underscores as octal numbers. */
const plain = (name: string): string =>
    name
        .replace(/\.$/, "")
        .replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
        .toLowerCase();

export function askRoute53(connection: Connection): Route53Ask {
    const open = once(() => {
        const sdk = require("@aws-sdk/client-route-53") as typeof import("@aws-sdk/client-route-53");
        return { sdk, client: clientOf(sdk.Route53Client, connection) };
    });
    return {
        zones: async (name) => {
            const { sdk, client } = open();
            // In the order of the names, from this one on.
            const { HostedZones = [] } = await client.send(
                new sdk.ListHostedZonesByNameCommand({ DNSName: name }),
            );
            const own = HostedZones.filter(
                ({ Name = "", Config }) => plain(Name) === name && Config?.PrivateZone !== true,
            );
            return Promise.all(
                own.map(async ({ Id = "" }) => {
                    const { DelegationSet } = await client.send(new sdk.GetHostedZoneCommand({ Id }));
                    const nameServers = (DelegationSet?.NameServers ?? []).map(plain);
                    return { id: Id.replace("/hostedzone/", ""), nameServers };
                }),
            );
        },
        records: async (HostedZoneId) => {
            const { sdk, client } = open();
            const records: ResourceRecordSet[] = [];
            let next: Partial<ListResourceRecordSetsCommandOutput> | undefined = {};
            // The SDK has no pages here: three values say where the next one begins.
            while (next !== undefined) {
                const answer: ListResourceRecordSetsCommandOutput = await client.send(
                    new sdk.ListResourceRecordSetsCommand({
                        HostedZoneId,
                        StartRecordName: next.NextRecordName,
                        StartRecordType: next.NextRecordType,
                        StartRecordIdentifier: next.NextRecordIdentifier,
                    }),
                );
                records.push(...(answer.ResourceRecordSets ?? []));
                next = answer.IsTruncated ? answer : undefined;
            }
            return records.map(({ Name = "", Type = "" }) => ({ name: plain(Name), type: Type }));
        },
    };
}
