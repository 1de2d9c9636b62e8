import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Cdn } from "../../../components/cdn";
import { caaRecords, Dns } from "../../../components/dns";
import type { Edge } from "../../../components/edge";
import type { Tls } from "../../../components/tls";
import { record } from "./harness";
import { exampleSettings, type Changes } from "../../../config/example";

/** Stands for the edge, so that what waits for its firewall can be seen. */
class FakeEdge extends pulumi.ComponentResource {
    readonly loadBalancer = {
        dnsName: pulumi.output("alb.elb.amazonaws.com"),
        zoneId: pulumi.output("ZALB"),
    };
    constructor() {
        super("test:Edge", "edge");
        new aws.wafv2.WebAclAssociation("firewall", { resourceArn: "a", webAclArn: "b" }, { parent: this });
    }
}

class FakeCdn extends pulumi.ComponentResource {
    readonly distribution = {
        domainName: pulumi.output("d1.cloudfront.net"),
        hostedZoneId: pulumi.output("ZCLOUDFRONT"),
    };
    constructor() {
        super("test:Cdn", "cdn");
    }
}

function dns(changes: Changes = {}) {
    return record(() => {
        const tls = {
            zoneId: pulumi.output("ZONE"),
            staticDomain: "static.hrms.example.com",
        } as unknown as Tls;
        const edge = new FakeEdge() as unknown as Edge;
        const cdn = new FakeCdn() as unknown as Cdn;
        return new Dns("dns", { ...exampleSettings(changes), tls, edge, cdn });
    });
}

const site = { name: "alb.elb.amazonaws.com", zoneId: "ZALB", evaluateTargetHealth: true };
const files = { name: "d1.cloudfront.net", zoneId: "ZCLOUDFRONT", evaluateTargetHealth: false };

test("more domains lead to the load balancer too, and only ACM issues certificates for them", async () => {
    const records = (await dns({ extraDomains: ["people.example.com"] })).all(aws.route53.Record);
    const own = records.map(({ inputs }) => inputs).filter(({ name }) => name === "people.example.com");
    expect(own).toHaveLength(2);
    expect(own).toEqual(
        expect.arrayContaining([
            { zoneId: "ZONE", name: "people.example.com", type: "A", aliases: [site] },
            expect.objectContaining({ type: "CAA", records: caaRecords("ops@example.com") }),
        ]),
    );
});

test("the domain leads to the load balancer by IPv4, the static domain to CloudFront by both", async () => {
    const records = (await dns()).all(aws.route53.Record).map(({ inputs }) => inputs);
    const addresses = records.filter(({ type }) => type !== "CAA");
    expect(addresses).toHaveLength(3);
    expect(addresses).toEqual(
        expect.arrayContaining([
            { zoneId: "ZONE", name: "hrms.example.com", type: "A", aliases: [site] },
            { zoneId: "ZONE", name: "static.hrms.example.com", type: "A", aliases: [files] },
            { zoneId: "ZONE", name: "static.hrms.example.com", type: "AAAA", aliases: [files] },
        ]),
    );
});

test("nobody is led to the load balancer before its firewall is there", async () => {
    const stack = await dns();
    const { urn } = stack.one(aws.wafv2.WebAclAssociation);
    expect(stack.one(aws.route53.Record, "dns-hrms.example.com").dependencies).toContain(urn);
});

test("only ACM may issue certificates for the domain and the names below it", async () => {
    const { inputs } = (await dns()).one(aws.route53.Record, "dns-caa-hrms.example.com");
    expect(inputs).toEqual({
        zoneId: "ZONE",
        name: "hrms.example.com",
        type: "CAA",
        ttl: 3600,
        records: [
            '0 issue "amazon.com"',
            '0 issue "amazontrust.com"',
            '0 issue "awstrust.com"',
            '0 issue "amazonaws.com"',
            '0 issuewild ";"',
            '0 iodef "mailto:ops@example.com"',
        ],
    });
});

test("the apex of the zone has no CAA records, because the company's other names would inherit them", async () => {
    const stack = await dns({
        domain: "example.com",
        hostedZone: "example.com",
        extraDomains: ["people.example.com"],
    });
    const guarded = stack
        .all(aws.route53.Record)
        .map(({ inputs }) => inputs)
        .filter(({ type }) => type === "CAA")
        .map(({ name }) => name);
    expect(guarded).toEqual(["people.example.com", "static.hrms.example.com"]);
});

test("without a contact nobody is told of refused requests", () => {
    expect(caaRecords(undefined).filter((entry) => entry.includes("iodef"))).toEqual([]);
});

test("no record overwrites one that somebody else made", async () => {
    for (const { inputs } of (await dns()).all(aws.route53.Record)) {
        expect(inputs.allowOverwrite).toBeUndefined();
    }
});

test("it tells where the HRMS and its static files are", async () => {
    const { result } = await dns();
    expect([result.url, result.staticUrl]).toEqual([
        "https://hrms.example.com",
        "https://static.hrms.example.com",
    ]);
});
