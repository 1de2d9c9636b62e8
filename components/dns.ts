import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../checklist/items";
import type { Settings } from "../config";
import type { Cdn } from "./cdn";
import type { Edge } from "./edge";
import { isSharedName } from "./internal/shared-name";
import type { Tls } from "./tls";

export interface DnsArgs extends Pick<
    Settings,
    "domain" | "extraDomains" | "hostedZone" | "warningContacts"
> {
    readonly tls: Tls;
    readonly edge: Edge;
    readonly cdn: Cdn;
}

/**
 * The names under which ACM issues certificates. AWS asks for all four, because it can sign with any of them.
 * https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
 */
export const ISSUERS = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/**
 * The public names of the HRMS: the domains point to the load balancer, the static domain to CloudFront. CAA records let only
 * ACM issue certificates for them. A name without CAA records inherits those of its parent, so the apex of the zone gets none:
 * the company's other names would lose their certificates at the next renewal.
 * Cost: none; queries for aliases of AWS resources are free.
 */
export class Dns extends pulumi.ComponentResource {
    static readonly covers = [
        "go-live.pre-launch.dns",
        "go-live.launch.dns",
    ] as const satisfies readonly ChecklistId[];

    /** The address of the HRMS: `https://<domain>`. */
    readonly url: string;
    /** The address of static files: `https://static.<domain>`. */
    readonly staticUrl: string;

    constructor(
        name: string,
        { domain, extraDomains, hostedZone, warningContacts, tls, edge, cdn }: DnsArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("hrms:dns:Dns", name, {}, opts);
        this.url = `https://${domain}`;
        this.staticUrl = `https://${tls.staticDomain}`;

        const site = {
            name: edge.loadBalancer.dnsName,
            zoneId: edge.loadBalancer.zoneId,
            evaluateTargetHealth: true,
        };
        const files = {
            name: cdn.distribution.domainName,
            zoneId: cdn.distribution.hostedZoneId,
            // Route 53 cannot evaluate the health of a distribution.
            evaluateTargetHealth: false,
        };
        // The load balancer has IPv4 addresses only: an AAAA record would answer with nothing.
        const aliases = [
            // Named by their hosts, so that they stay when `domain` and `extraDomains` change places.
            ...[domain, ...extraDomains].map((host) => ({
                suffix: `-${host}`,
                host,
                type: "A",
                alias: site,
            })),
            { suffix: "-static", host: tls.staticDomain, type: "A", alias: files },
            { suffix: "-static-ipv6", host: tls.staticDomain, type: "AAAA", alias: files },
        ];
        const formerly = (former: string, host: string): pulumi.CustomResourceOptions =>
            host === domain ? { aliases: [{ name: former }] } : {};
        for (const { suffix, host, type, alias } of aliases) {
            new aws.route53.Record(
                `${name}${suffix}`,
                { zoneId: tls.zoneId, name: host, type, aliases: [alias] },
                // The name must not point to a load balancer that has no WAF yet.
                { parent: this, dependsOn: [edge, cdn], ...formerly(name, host) },
            );
        }
        const names = [domain, ...extraDomains, tls.staticDomain];
        for (const host of names.filter((one) => !isSharedName(one, { hostedZone }))) {
            new aws.route53.Record(
                `${name}-caa-${host}`,
                {
                    zoneId: tls.zoneId,
                    name: host,
                    type: "CAA",
                    ttl: 3600,
                    records: caaRecords(warningContacts[0]),
                },
                { parent: this, ...formerly(`${name}-caa`, host) },
            );
        }
        this.registerOutputs({ url: this.url, staticUrl: this.staticUrl });
    }
}

/** Only ACM can issue certificates, nobody can issue wildcards, and a CA that refuses a request can tell the contact. */
export function caaRecords(contact: string | undefined): string[] {
    return [
        ...ISSUERS.map((issuer) => `0 issue "${issuer}"`),
        '0 issuewild ";"',
        ...(contact ? [`0 iodef "mailto:${contact}"`] : []),
    ];
}
