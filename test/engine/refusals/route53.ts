import * as aws from "@pulumi/aws";
import { casesOf, clash } from "./support/table";

const ZONE = "Z0EXAMPLECOM00000001";

const record = (name: string): aws.route53.RecordArgs => ({
    zoneId: ZONE,
    name: `${name}.example.com`,
    type: "A",
    ttl: 300,
    records: ["192.0.2.1"],
});

const alias = { name: "lb.example.com", zoneId: "Z215JYRZR1TBD5", evaluateTargetHealth: true };
const values = (type: string, ...records: string[]): Partial<aws.route53.RecordArgs> => ({ type, records });
const noValues = { records: undefined, ttl: undefined };

const check = (): aws.route53.HealthCheckArgs => ({
    type: "HTTPS",
    fqdn: "hr.example.com",
    port: 443,
    resourcePath: "/healthz",
    requestInterval: 30,
    failureThreshold: 3,
});

export const cases = [
    ...casesOf(aws.route53.Record, record, [
        [
            "route53-zone-missing",
            { zoneId: "Z0NOTTHERE" },
            "NoSuchHostedZone: The hosted zone 'Z0NOTTHERE' does not exist",
        ],
        ["route53-record-type", { type: "ALIAS" }, "got ALIAS"],
        ["route53-record-values-or-alias", noValues, "one of `alias,records` must be specified, got none"],
        ["route53-alias-ttl", { records: undefined, aliases: [alias] }, '"alias": conflicts with ttl'],
        ["route53-record-ttl", { ttl: undefined }, "TTL must be a number from 0 to 2147483647"],
        [
            "route53-alias-health-of-cloudfront",
            { ...noValues, aliases: [{ ...alias, zoneId: "Z2FDTNDATAQYW2" }] },
            "EvaluateTargetHealth can't be true",
        ],
        [
            "route53-cname-at-apex",
            { name: "example.com", ...values("CNAME", "lb.example.net") },
            "RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.",
        ],
        [
            "route53-record-value",
            values("A", "192.0.2.256"),
            "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '192.0.2.256'",
        ],
        ["route53-record-value", values("MX", "mail.example.com"), "MXRRDATANotTwoFields"],
        ["route53-record-value", values("CAA", "0 issue amazon.com"), "enclosed in quotation marks"],
        [
            "route53-txt-too-long",
            values("TXT", "x".repeat(256)),
            "CharacterStringTooLong (Value is too long)",
        ],
    ]),
    ...casesOf(
        aws.route53.Record,
        (name) => ({ ...record(name), ...values("TXT", `${"x".repeat(255)}""${"y".repeat(100)}`) }),
        [
            [
                "route53-txt-too-long",
                values("TXT", `${"x".repeat(255)}""${"y".repeat(256)}`),
                "CharacterStringTooLong",
            ],
        ],
    ),
    clash("route53-record-taken", aws.route53.Record, record, "but it already exists"),
    clash(
        "route53-cname-beside-others",
        aws.route53.Record,
        record,
        "is not permitted as it conflicts with other records with the same DNS name in zone example.com.",
        () => values("CNAME", "lb.example.net"),
    ),
    ...casesOf(aws.route53.HealthCheck, check, [
        ["route53-health-check-type", { type: "PING" }, "got PING"],
        [
            "route53-health-check-interval",
            { requestInterval: 60 },
            "expected request_interval to be one of [10 30], got 60",
        ],
        ["route53-health-check-threshold", { failureThreshold: 11 }, "range (1 - 10), got 11"],
        [
            "route53-health-check-target",
            { fqdn: undefined },
            "At least one of IP address and Fully Qualified Domain Name must be specified",
        ],
        [
            "route53-health-check-search-string",
            { type: "HTTPS_STR_MATCH" },
            "SearchString is required for HTTP_STR_MATCH and HTTPS_STR_MATCH",
        ],
        ["route53-health-check-path", { resourcePath: "/health check" }, "no spaces"],
        [
            "route53-health-check-alarm",
            { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "alarm" },
            "AlarmIdentifier must be specified",
        ],
        ["route53-health-check-regions", { regions: ["eu-west-1", "us-east-1"] }, "at least three"],
    ]),
];
