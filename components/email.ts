import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../checklist/items";
import type { Settings } from "../config";
import type { Alerts } from "./alerts";
import type { Tls } from "./tls";

export interface EmailArgs extends Pick<
    Settings,
    "dmarcPolicy" | "domain" | "emailFrom" | "emailUrl" | "region" | "stack" | "warningContacts"
> {
    readonly alerts: Alerts;
    readonly tls: Tls;
}

/** Easy DKIM always signs with three keys in turn. */
const DKIM_KEYS = [0, 1, 2] as const;

/**
 * Sending through SES for the domain of `emailFrom`: signed with DKIM, an envelope of its own for SPF, and DMARC that
 * tells receivers what to do with forgeries. Bounces and complaints go to the warning contacts, and SES sends such
 * addresses nothing more. Only this account may send, for an identity without a policy is open to nobody else.
 * A new account's SES starts in a sandbox; leaving it is a request to AWS.
 * Cost: 0.10 USD for a thousand messages.
 */
export class Email extends pulumi.ComponentResource {
    static readonly covers = [
        "preparation.environment.email-credentials",
    ] as const satisfies readonly ChecklistId[];

    /** Domain that mail is sent from. */
    readonly domain: string;
    readonly identityArn: pulumi.Output<string>;
    /** Name of the configuration set, which every message from the domain uses. */
    readonly configurationSetName: pulumi.Output<string>;

    constructor(name: string, args: EmailArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:email:Email", name, {}, opts);
        this.domain = domainOf(args.emailFrom);

        const rules = this.createConfigurationSet(name, args);
        const identity = new aws.sesv2.EmailIdentity(
            name,
            {
                emailIdentity: this.domain,
                configurationSetName: rules.configurationSetName,
                dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
            },
            { parent: this },
        );
        this.publishDkim(name, args, identity);
        this.useOwnEnvelope(name, args, identity);
        if (ownsMailPolicy(args)) {
            this.publishMailPolicy(name, args);
        }

        this.identityArn = identity.arn;
        this.configurationSetName = rules.configurationSetName;
        this.registerOutputs({
            domain: this.domain,
            identityArn: this.identityArn,
            configurationSetName: this.configurationSetName,
        });
    }

    private createConfigurationSet(name: string, { stack, alerts }: EmailArgs): aws.sesv2.ConfigurationSet {
        const rules = new aws.sesv2.ConfigurationSet(
            `${name}-rules`,
            {
                configurationSetName: `hrms-${stack}`,
                // A payslip waits or bounces rather than travel in the clear.
                deliveryOptions: { tlsPolicy: "REQUIRE" },
                reputationOptions: { reputationMetricsEnabled: true },
                suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
                sendingOptions: { sendingEnabled: true },
            },
            { parent: this },
        );
        new aws.sesv2.ConfigurationSetEventDestination(
            `${name}-bounces`,
            {
                configurationSetName: rules.configurationSetName,
                eventDestinationName: "bounces-and-complaints",
                eventDestination: {
                    enabled: true,
                    matchingEventTypes: ["BOUNCE", "COMPLAINT"],
                    snsDestination: { topicArn: alerts.warning.arn },
                },
            },
            // SES publishes a trial message, so the topic's policy must be there.
            { parent: this, dependsOn: [alerts] },
        );
        return rules;
    }

    private publishDkim(name: string, { tls }: EmailArgs, identity: aws.sesv2.EmailIdentity): void {
        for (const index of DKIM_KEYS) {
            const token = identity.dkimSigningAttributes.tokens[index];
            new aws.route53.Record(
                `${name}-dkim-${index}`,
                {
                    zoneId: tls.zoneId,
                    name: pulumi.interpolate`${token}._domainkey.${this.domain}`,
                    type: "CNAME",
                    ttl: 3600,
                    records: [pulumi.interpolate`${token}.dkim.amazonses.com`],
                },
                { parent: this },
            );
        }
    }

    /** An envelope sender below the domain makes SPF pass in the domain's own name, as DMARC wants it. */
    private useOwnEnvelope(
        name: string,
        { region, tls }: EmailArgs,
        identity: aws.sesv2.EmailIdentity,
    ): void {
        const child = { parent: this };
        const envelope = `bounce.${this.domain}`;
        const records = {
            MX: [`10 feedback-smtp.${region}.amazonses.com`],
            TXT: ["v=spf1 include:amazonses.com -all"],
        };
        for (const [type, values] of Object.entries(records)) {
            new aws.route53.Record(
                `${name}-envelope-${type.toLowerCase()}`,
                { zoneId: tls.zoneId, name: envelope, type, ttl: 3600, records: values },
                child,
            );
        }
        new aws.sesv2.EmailIdentityMailFromAttributes(
            `${name}-envelope`,
            {
                emailIdentity: identity.emailIdentity,
                mailFromDomain: envelope,
                // Should the MX record be missing, mail still goes out with DKIM, which DMARC is content with.
                behaviorOnMxFailure: "USE_DEFAULT_VALUE",
            },
            child,
        );
    }

    private publishMailPolicy(name: string, args: EmailArgs): void {
        const records = [
            { suffix: "spf", host: this.domain, value: "v=spf1 include:amazonses.com -all" },
            { suffix: "dmarc", host: `_dmarc.${this.domain}`, value: dmarc(args) },
        ];
        for (const { suffix, host, value } of records) {
            new aws.route53.Record(
                `${name}-${suffix}`,
                { zoneId: args.tls.zoneId, name: host, type: "TXT", ttl: 3600, records: [value] },
                { parent: this },
            );
        }
    }
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/**
 * Whether SPF and DMARC of the sender's domain are ours to write: it is the HRMS's own name or one below, and nobody
 * else sends for it. The company's domain has a policy for all its mail already; another mail server needs one that
 * names it.
 */
export function ownsMailPolicy({
    domain,
    emailFrom,
    emailUrl,
}: Pick<Settings, "domain" | "emailFrom" | "emailUrl">): boolean {
    const sender = domainOf(emailFrom);
    return emailUrl === undefined && (sender === domain || sender.endsWith(`.${domain}`));
}

/**
 * Text of the DMARC record. DKIM signs with the very domain, so its alignment is strict; the envelope is below it,
 * which only relaxed alignment of SPF takes. Receivers send their daily reports to the first warning contact.
 */
export function dmarc({
    dmarcPolicy,
    warningContacts,
}: Pick<Settings, "dmarcPolicy" | "warningContacts">): string {
    const reports = warningContacts.slice(0, 1).map((contact) => `rua=mailto:${contact}`);
    return ["v=DMARC1", `p=${dmarcPolicy}`, "adkim=s", "aspf=r", ...reports].join("; ");
}
