import { hostTypes, recordedStorage } from "../../components/account/facts";
import { databaseFaults, hostFaults, storageFaults, zoneFaults } from "../../components/account/faults";
import { newestDebian } from "../../components/internal/debian-image";
import { set, unset } from "../../config/fault";
import { equalDatabases, equalHosts } from "../../config/instance-types";
import { commandLine } from "../../config/message";
import type { Asks } from "../ask";
import { asFinding, check, found, type Check, type Finding } from "../check";
import type { Wanted } from "../wanted";

interface Offers {
    readonly zones: readonly string[];
    readonly hosts: Readonly<Record<string, readonly string[]>>;
    readonly database: { readonly instanceClass: string; readonly zones: readonly string[] } | undefined;
}

/** In the words of the program's own check (components/account/faults.ts), which asks again when it runs. */
export const offerFindings = (offers: Offers, { settings }: Wanted): Finding[] => [
    ...zoneFaults(settings, offers).map(asFinding("zones-few")),
    ...hostFaults(settings, offers).map(asFinding("host-type-absent")),
    ...databaseFaults(settings, offers).map(asFinding("database-class-absent")),
];

async function askOffers(asks: Asks, { settings }: Wanted): Promise<Offers> {
    const { ec2, rds } = asks.in(settings.region);
    const types = hostTypes(settings).flatMap(({ type }) => [type, ...equalHosts(type)]);
    const wanted = settings.databaseInstanceClass;
    const [zones, hosts, classes] = await Promise.all([
        ec2.zones(),
        ec2.offerings(types),
        rds.classes([wanted, ...equalDatabases(wanted)]),
    ]);
    // The wanted class first, then those that can take its place.
    const best = [...classes].find(([, where]) => where.length > 0);
    return { zones, hosts, database: best && { instanceClass: best[0], zones: best[1] } };
}

interface Image {
    readonly source: string;
    /** Undefined if there is none. */
    readonly id: string | undefined;
    readonly architecture: string | undefined;
}

export function imageFindings({ source, id, architecture }: Image, { settings }: Wanted): Finding[] {
    const instead =
        settings.amiId === undefined
            ? "choose another region, or name an image of your own with hrms:amiId"
            : commandLine([unset("amiId")]);
    if (id === undefined || architecture === undefined) {
        return [
            found(
                "image-absent",
                `The image of the hosts (${source}${id === undefined || id === source ? "" : `, ${id}`}) does not exist in ${settings.region} for this account.`,
                instead,
            ),
        ];
    }
    if (architecture === settings.architecture) return [];
    return [
        found(
            "image-architecture",
            `The image ${id} is for ${architecture}, and hrms:architecture is ${JSON.stringify(settings.architecture)}.`,
            instead,
        ),
    ];
}

async function askImage(asks: Asks, { settings }: Wanted): Promise<Image> {
    const { ssm, ec2 } = asks.in(settings.region);
    const source = settings.amiId ?? newestDebian(settings.architecture);
    const id = settings.amiId ?? (await ssm.parameters([source])).get(source);
    return { source, id, architecture: id === undefined ? undefined : await ec2.architectureOf(id) };
}

/** A type of the family before or after, of the same size: what is new comes to some regions late. */
const otherNode = (type: string): string =>
    type.includes("7g.") ? type.replace("7g.", "6g.") : type.replace("6g.", "7g.").replace("t3.", "t4g.");

export const cacheFindings = (
    isOffered: boolean,
    { settings: { cacheNodeType, region } }: Wanted,
): Finding[] =>
    isOffered
        ? []
        : [
              found(
                  "cache-type-absent",
                  `hrms:cacheNodeType is ${JSON.stringify(cacheNodeType)}, but ElastiCache does not have it in ${region}.`,
                  `${commandLine([set("cacheNodeType", otherNode(cacheNodeType))])}, or choose another region`,
              ),
          ];

export const CAPACITY: readonly Check[] = [
    check({
        subject: "capacity",
        fine: "The region has the zones, the hosts' types and the database's class.",
        ask: askOffers,
        judge: offerFindings,
    }),
    check({
        subject: "capacity",
        fine: "ElastiCache has the node type.",
        ask: (asks, { settings }) => asks.in(settings.region).elastiCache.hasNodeType(settings.cacheNodeType),
        judge: cacheFindings,
    }),
    check({
        subject: "capacity",
        fine: "The image of the hosts exists and is for their processor.",
        ask: askImage,
        judge: imageFindings,
    }),
    check({
        subject: "capacity",
        fine: "The database's storage does not shrink.",
        ask: async (asks, { settings }) => ({
            databaseStorageGib: recordedStorage(settings.stack, await asks.own.resources(settings.region)),
        }),
        judge: (facts, { settings }) => storageFaults(settings, facts).map(asFinding("storage-shrinks")),
    }),
];
