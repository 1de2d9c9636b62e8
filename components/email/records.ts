import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { isSharedName } from "../internal/shared-name";

/** One value of one name in DNS. */
export interface MailRecord {
    /** Distinguishes the record from the others. It is part of the logical name. */
    readonly purpose: string;
    readonly host: pulumi.Input<string>;
    readonly type: "CNAME" | "MX" | "TXT";
    readonly value: pulumi.Input<string>;
}

/** Only SES sends mail for this domain. Everything else is forged. */
const SPF = "v=spf1 include:amazonses.com -all";

/** The number of keys that Easy DKIM publishes for a domain. */
const DKIM_KEYS = 3;

/**
 * Regions whose DKIM keys are published under `dkim.<region>.amazonses.com`; the others share `dkim.amazonses.com`.
 * https://docs.aws.amazon.com/general/latest/gr/ses.html
 */
const REGIONS_WITH_OWN_DKIM_DOMAIN = [
    "af-south-1",
    "ap-northeast-3",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-5",
    "ca-west-1",
    "eu-central-2",
    "eu-south-1",
    "il-central-1",
    "me-central-1",
    "us-gov-east-1",
];

/** The domain of an address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** The envelope sender's domain. It is below the sender's domain, so that SPF aligns, as DMARC requires. */
export const envelopeOf = (domain: string): string => `bounce.${domain}`;

/** The records that prove the domain to SES and let receivers check its signatures. */
export function dkimRecords(
    domain: string,
    region: string,
    tokens: pulumi.Output<readonly string[]>,
): MailRecord[] {
    const keys = REGIONS_WITH_OWN_DKIM_DOMAIN.includes(region)
        ? `dkim.${region}.amazonses.com`
        : "dkim.amazonses.com";
    return Array.from({ length: DKIM_KEYS }, (_, index) => {
        const token = tokens.apply((all) => tokenAt(all, index));
        return {
            purpose: `dkim-${index}`,
            host: pulumi.interpolate`${token}._domainkey.${domain}`,
            type: "CNAME",
            value: pulumi.interpolate`${token}.${keys}`,
        };
    });
}

/** The records that return bounces to SES and name it as the only sender. */
export function envelopeRecords(domain: string, region: string): MailRecord[] {
    const host = envelopeOf(domain);
    return [
        { purpose: "envelope-mx", host, type: "MX", value: `10 feedback-smtp.${region}.amazonses.com` },
        { purpose: "envelope-spf", host, type: "TXT", value: SPF },
    ];
}

/** The record that tells receivers what to do with mail that SES did not send. None if the domain is not ours alone. */
export function policyRecords(
    settings: Pick<
        Settings,
        "dmarcPolicy" | "domain" | "emailFrom" | "emailUrl" | "hostedZone" | "warningContacts"
    >,
): MailRecord[] {
    const domain = domainOf(settings.emailFrom);
    return ownsMailPolicy(settings)
        ? [
              { purpose: "spf", host: domain, type: "TXT", value: SPF },
              { purpose: "dmarc", host: `_dmarc.${domain}`, type: "TXT", value: dmarc(settings) },
          ]
        : [];
}

/**
 * Whether only the HRMS sends mail for the sender's domain: if it is the HRMS's own name or a name below it. A company's
 * domain already has a policy for all its mail, even if the HRMS has the same name, and another mail server needs a policy
 * that names it.
 */
function ownsMailPolicy({
    domain,
    emailFrom,
    emailUrl,
    hostedZone,
}: Pick<Settings, "domain" | "emailFrom" | "emailUrl" | "hostedZone">): boolean {
    const sender = domainOf(emailFrom);
    const isOurs = sender === domain || sender.endsWith(`.${domain}`);
    return emailUrl === undefined && isOurs && !isSharedName(sender, { hostedZone });
}

/**
 * The text of the DMARC record. DKIM signs with the same domain, so its alignment is strict. The envelope is a subdomain,
 * which needs relaxed alignment of SPF. Receivers send their daily reports to the first warning contact.
 */
function dmarc({ dmarcPolicy, warningContacts }: Pick<Settings, "dmarcPolicy" | "warningContacts">): string {
    const reports = warningContacts.slice(0, 1).map((contact) => `rua=mailto:${inUri(contact)}`);
    return ["v=DMARC1", `p=${dmarcPolicy}`, "adkim=s", "aspf=r", ...reports].join("; ");
}

/** An address in a URI; in a DMARC record, "!" and "," have a meaning besides. RFC 7489, section 6.2. */
const inUri = (address: string): string =>
    address.replace(/[^\w@.+-]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

function tokenAt(tokens: readonly string[], index: number): string {
    const token = tokens[index];
    if (token === undefined) {
        throw new Error(`SES gave ${tokens.length} DKIM tokens where ${DKIM_KEYS} were expected`);
    }
    return token;
}
