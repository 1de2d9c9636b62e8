import { isIPv4, isIPv6 } from "node:net";
import { Account, Fault, Properties, Refusal } from "../../resource-type";
import {
    blocksAt,
    fault,
    isSet,
    numberAt,
    refusal,
    refuseMissing,
    refuseOther,
    shown,
    textAt,
    valueAt,
    textsAt,
} from "../../checks";
import { isWithin, normal } from "./domains";

const GUIDE = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide";
const CHANGE = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html";
const FORMATS = `${GUIDE}/ResourceRecordTypes.html`;
const ZONE = "aws:route53/zone:Zone";
/** Hosted zone of every CloudFront distribution, for alias records. */
export const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

const batch = (property: string, problem: string): Fault =>
    fault(property, `InvalidChangeBatch: [${problem}]`);

/** The domain of the zone, or undefined if the zone is not known. */
function zoneNameOf(inputs: Properties, account: Account): string | undefined {
    const id = textAt(inputs, "zoneId");
    const zone = id === undefined ? undefined : account.find(id, ZONE);
    return zone && textAt(zone.inputs, "name");
}

/** The full name of a record. Like the provider, it adds the domain of the zone unless the name ends with it. */
export function fullName(inputs: Properties, account: Account): string | undefined {
    const name = textAt(inputs, "name");
    const zone = zoneNameOf(inputs, account);
    if (name === undefined || zone === undefined || isWithin(name, zone)) {
        return name === undefined ? undefined : normal(name);
    }
    return normal(name === "" ? zone : `${normal(name)}.${zone}`);
}

const isPlain = (inputs: Properties): boolean => !isSet(inputs, "setIdentifier");

/** Why a value does not fit its record type, in Route 53's words. */
const VALUE_RULES: Readonly<Record<string, (value: string) => string | undefined>> = {
    A: (value) =>
        isIPv4(value)
            ? undefined
            : `ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '${value}'`,
    AAAA: (value) =>
        isIPv6(value)
            ? undefined
            : `AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '${value}'`,
    CNAME: (value) =>
        /^[^\s/:@]+$/.test(value)
            ? undefined
            : `UnsupportedCharacter (Value contains unsupported characters) encountered with '${value}'`,
    MX: (value) =>
        /^\d{1,5}\s+\S+$/.test(value)
            ? undefined
            : `MXRRDATANotTwoFields (MX record doesn't have 2 fields) encountered with '${value}'`,
    CAA: (value) =>
        /^(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])\s+(issue|issuewild|iodef)\s+"[^"]*"$/.test(value)
            ? undefined
            : `CAARRDATAInvalid (Value must be flags 0-255, a tag issue, issuewild or iodef, and a value enclosed in quotation marks) encountered with '${value}'`,
};

/** A long TXT value is split into strings of 255 characters with `""` between them. The provider adds the outer quotes. */
const longestString = (value: string): number =>
    Math.max(
        ...value
            .replace(/^"|"$/g, "")
            .split(/"\s*"/)
            .map((part) => part.length),
    );

export const recordRefusals: readonly Refusal[] = [
    refuseMissing("route53-zone-missing", CHANGE, "zoneId", {
        tokens: [ZONE],
        code: "NoSuchHostedZone",
        what: "hosted zone",
    }),
    refuseOther("route53-record-type", FORMATS, "type", [
        "A",
        "AAAA",
        "CAA",
        "CNAME",
        "DS",
        "HTTPS",
        "MX",
        "NAPTR",
        "NS",
        "PTR",
        "SOA",
        "SPF",
        "SRV",
        "SSHFP",
        "SVCB",
        "TLSA",
        "TXT",
    ]),
    refusal("route53-record-values-or-alias", CHANGE, (inputs) => {
        const given = ["records", "aliases"].filter((property) => isSet(inputs, property));
        return given.length === 1
            ? undefined
            : fault(
                  "records",
                  `"records": one of \`alias,records\` must be specified, got ${given.join(" and ") || "none"}`,
              );
    }),
    refusal("route53-alias-ttl", `${GUIDE}/resource-record-sets-values-alias.html`, (inputs) =>
        isSet(inputs, "aliases") && isSet(inputs, "ttl")
            ? fault("ttl", '"alias": conflicts with ttl')
            : undefined,
    ),
    refusal("route53-record-ttl", CHANGE, (inputs) => {
        const ttl = numberAt(inputs, "ttl") ?? 0;
        return (isSet(inputs, "records") && !isSet(inputs, "ttl")) || ttl < 0 || ttl > 2147483647
            ? fault(
                  "ttl",
                  `InvalidInput: TTL must be a number from 0 to 2147483647 for a record with values, got ${shown(inputs.ttl)}`,
              )
            : undefined;
    }),
    refusal(
        "route53-alias-health-of-cloudfront",
        `${GUIDE}/resource-record-sets-values-alias-common.html`,
        (inputs) =>
            blocksAt(inputs, "aliases").some(
                (alias) => alias.zoneId === CLOUDFRONT_ZONE && alias.evaluateTargetHealth === true,
            )
                ? fault(
                      "aliases",
                      "InvalidInput: EvaluateTargetHealth can't be true when the alias target is a CloudFront distribution",
                  )
                : undefined,
    ),
    refusal("route53-record-taken", CHANGE, (inputs, account, { token }) => {
        const name = fullName(inputs, account);
        const taken = account
            .all(token)
            .some(
                ({ inputs: other }) =>
                    isPlain(inputs) &&
                    isPlain(other) &&
                    other.zoneId === inputs.zoneId &&
                    other.type === inputs.type &&
                    fullName(other, account) === name,
            );
        return name !== undefined && taken && valueAt(inputs, "allowOverwrite") !== true
            ? batch(
                  "name",
                  `Tried to create resource record set [name='${name}.', type='${String(inputs.type)}'] but it already exists`,
              )
            : undefined;
    }),
    refusal(
        "route53-cname-beside-others",
        `${GUIDE}/ResourceRecordTypes.html#CNAMEFormat`,
        (inputs, account, { token }) => {
            const name = fullName(inputs, account);
            const conflicts = account
                .all(token)
                .some(
                    ({ inputs: other }) =>
                        (other.type === "CNAME") !== (inputs.type === "CNAME") &&
                        other.zoneId === inputs.zoneId &&
                        fullName(other, account) === name,
                );
            return name !== undefined && conflicts
                ? batch(
                      "type",
                      `RRSet of type ${String(inputs.type)} with DNS name ${name}. is not permitted as it conflicts with other records with the same DNS name in zone ${String(zoneNameOf(inputs, account))}.`,
                  )
                : undefined;
        },
    ),
    refusal("route53-cname-at-apex", `${GUIDE}/ResourceRecordTypes.html#CNAMEFormat`, (inputs, account) => {
        const zone = zoneNameOf(inputs, account);
        return inputs.type === "CNAME" && zone !== undefined && fullName(inputs, account) === normal(zone)
            ? batch(
                  "name",
                  `RRSet of type CNAME with DNS name ${zone}. is not permitted at apex in zone ${zone}.`,
              )
            : undefined;
    }),
    refusal("route53-record-value", FORMATS, (inputs) => {
        const rule = VALUE_RULES[textAt(inputs, "type") ?? ""];
        const problem = textsAt(inputs, "records")
            .map((value) => rule?.(value))
            .find((found) => found !== undefined);
        return problem === undefined
            ? undefined
            : batch("records", `Invalid Resource Record: 'FATAL problem: ${problem}'`);
    }),
    refusal("route53-txt-too-long", `${FORMATS}#TXTFormat`, (inputs) => {
        const long = textsAt(inputs, "records").find(
            (value) => inputs.type === "TXT" && longestString(value) > 255,
        );
        return long === undefined
            ? undefined
            : batch(
                  "records",
                  `Invalid Resource Record: 'FATAL problem: CharacterStringTooLong (Value is too long) encountered with '"${long.slice(0, 40)}…"''`,
              );
    }),
];
