import type { Asks } from "../ask";
import type { Caa } from "../ask/dns";
import type { Zone, ZoneRecord } from "../ask/route53";
import { ISSUERS } from "../../components/dns";
import { check, found, type Check, type Finding } from "../check";
import type { Wanted } from "../wanted";

export function zoneFindings(zones: readonly Zone[], { settings: { hostedZone } }: Wanted): Finding[] {
    const [first] = zones;
    if (first === undefined) {
        return [
            found(
                "zone-absent",
                `Route 53 has no public zone ${hostedZone} in this account.`,
                `aws route53 create-hosted-zone --name ${hostedZone} --caller-reference "$(date +%s)", then enter its name servers at the registrar`,
            ),
        ];
    }
    if (zones.length === 1) return [];
    return [
        found(
            "zone-twice",
            `Route 53 has ${zones.length} public zones ${hostedZone}: ${zones.map(({ id }) => id).join(", ")}.`,
            `delete the one that is not in use: aws route53 delete-hosted-zone --id ${zones.at(-1)?.id ?? ""}`,
        ),
    ];
}

interface Delegation {
    readonly zone: Zone;
    readonly seen: readonly string[];
}

export function delegationFindings(
    { zone, seen }: Delegation,
    { settings: { hostedZone } }: Wanted,
): Finding[] {
    const own = seen.filter((server) => zone.nameServers.includes(server));
    const others = seen.filter((server) => !zone.nameServers.includes(server));
    const fix = `enter these name servers at the registrar of ${hostedZone}, and no others: ${zone.nameServers.join(", ")}`;
    if (own.length === 0) {
        const answer = seen.length === 0 ? "names no name servers" : `names ${seen.join(", ")}`;
        return [
            found(
                "zone-not-delegated",
                `The public DNS ${answer} for ${hostedZone}, none of Route 53's zone.`,
                fix,
            ),
        ];
    }
    if (others.length === 0) return [];
    return [
        found(
            "zone-partly-delegated",
            `The public DNS also names ${others.join(", ")} for ${hostedZone}.`,
            fix,
        ),
    ];
}

const RECORD = "aws:route53/record:Record";

const withoutDot = (name: unknown): string =>
    (typeof name === "string" ? name : "").replace(/\.$/, "").toLowerCase();

/** The records whose names are known before ACM and SES answer, and which Route 53 must not have yet. */
export const plannedRecords = (wanted: Wanted): ZoneRecord[] =>
    wanted
        .planned()
        .filter(
            ({ type, inputs, known }) => type === RECORD && "name" in known && inputs.allowOverwrite !== true,
        )
        .map(({ inputs }) => ({ name: withoutDot(inputs.name), type: String(inputs.type) }));

interface Records {
    readonly zone: Zone;
    readonly there: readonly ZoneRecord[];
}

export function recordFindings({ zone, there }: Records, wanted: Wanted): Finding[] {
    const planned = plannedRecords(wanted);
    const has = (name: string, type: string): boolean =>
        there.some((record) => record.name === name && record.type === type);
    const remove = (name: string, type: string): string =>
        `if nothing needs it: aws route53 list-resource-record-sets --hosted-zone-id ${zone.id} ` +
        `--query "ResourceRecordSets[?Name=='${name}.' && Type=='${type}']", and delete what it shows with ` +
        "aws route53 change-resource-record-sets";
    const cnames = [...new Set(planned.map(({ name }) => name))].filter(
        (name) => has(name, "CNAME") && !planned.some((one) => one.name === name && one.type === "CNAME"),
    );
    return [
        ...planned
            .filter(({ name, type }) => has(name, type))
            .map(({ name, type }) =>
                found(
                    "record-exists",
                    `The zone has a record ${type} of ${name} already.`,
                    remove(name, type),
                ),
            ),
        ...cnames.map((name) =>
            found("record-is-cname", `${name} is a CNAME in the zone.`, remove(name, "CNAME")),
        ),
    ];
}

/** A name, and the CAA records that hold for it: its own, or those of the nearest name above it. RFC 8659, section 3. */
interface Rules {
    readonly name: string;
    readonly from: string;
    readonly records: readonly Caa[];
}

export function caaFindings(rules: readonly Rules[]): Finding[] {
    return rules
        .filter(({ records }) => {
            const issuers = records.flatMap(({ issue }) => (issue === undefined ? [] : [issue]));
            // Without a record that restricts who issues, anybody can.
            return (
                issuers.length > 0 &&
                !issuers.some((issuer) => ISSUERS.includes(issuer.split(";")[0]?.trim() ?? ""))
            );
        })
        .map(({ name, from }) =>
            found(
                "caa-forbids",
                `The CAA records of ${from} do not allow Amazon to issue a certificate for ${name}.`,
                `add a CAA record to ${from}: 0 issue "amazon.com"`,
            ),
        );
}

async function askRules(asks: Asks, { settings }: Wanted): Promise<Rules[]> {
    const { domain, extraDomains } = settings;
    const names = [domain, ...extraDomains, `static.${domain}`];
    return Promise.all(
        names.map(async (name): Promise<Rules> => {
            const labels = name.split(".");
            for (const at of labels.keys()) {
                const from = labels.slice(at).join(".");
                const records = await asks.dns.caa(from);
                if (records.length > 0) return { name, from, records };
            }
            return { name, from: name, records: [] };
        }),
    );
}

/** The zone, if there is exactly one: otherwise {@link zoneFindings} says what is wrong. */
async function askZone(asks: Asks, { settings }: Wanted): Promise<Zone | undefined> {
    const zones = await asks.route53.zones(settings.hostedZone);
    return zones.length === 1 ? zones[0] : undefined;
}

export const DNS: readonly Check[] = [
    check({
        subject: "dns",
        fine: "Route 53 has the zone.",
        ask: ({ route53 }, { settings }) => route53.zones(settings.hostedZone),
        judge: zoneFindings,
    }),
    check({
        subject: "dns",
        fine: "The public DNS names the zone's name servers.",
        ask: async (asks, wanted) => {
            const zone = await askZone(asks, wanted);
            return zone && { zone, seen: await asks.dns.nameServers(wanted.settings.hostedZone) };
        },
        judge: delegationFindings,
    }),
    check({
        subject: "dns",
        fine: "The zone has none of the records that the stack creates.",
        isFirst: true,
        ask: async (asks, wanted) => {
            const zone = await askZone(asks, wanted);
            return zone && { zone, there: await asks.route53.records(zone.id) };
        },
        judge: (facts, wanted) => recordFindings(facts, wanted),
    }),
    check({
        subject: "dns",
        fine: "Amazon can issue the certificates.",
        ask: askRules,
        judge: caaFindings,
    }),
];
