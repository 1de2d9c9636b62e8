import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Tls } from "../tls";
import {
    dkimRecords,
    domainOf,
    envelopeOf,
    envelopeRecords,
    policyRecords,
    type MailRecord,
} from "./records";

export interface EmailArgs extends Pick<
    Settings,
    | "dmarcPolicy"
    | "domain"
    | "emailFrom"
    | "emailUrl"
    | "hostedZone"
    | "region"
    | "stack"
    | "warningContacts"
> {
    readonly tls: Tls;
}

/**
 * Sends mail through SES for the domain of `emailFrom`: signed with DKIM, with its own envelope domain for SPF, and with
 * DMARC, which tells receivers what to do with forged mail. Bounces and complaints are counted, and SES sends nothing more to
 * those addresses. Only roles of this account can send, because the identity has no policy that allows
 * others. A new account's SES starts in a sandbox; ask AWS to leave it.
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
        const { emailFrom, region, stack, tls } = args;
        this.domain = domainOf(emailFrom);

        this.configurationSetName = this.createConfigurationSet(name, stack);
        const identity = this.createIdentity(name);
        this.identityArn = identity.arn;
        this.publish(name, tls, [
            ...dkimRecords(this.domain, region, identity.dkimSigningAttributes.tokens),
            ...envelopeRecords(this.domain, region),
            ...policyRecords(args),
        ]);
        this.registerOutputs({
            domain: this.domain,
            identityArn: this.identityArn,
            configurationSetName: this.configurationSetName,
        });
    }

    private createConfigurationSet(name: string, stack: string): pulumi.Output<string> {
        const { configurationSetName } = new aws.sesv2.ConfigurationSet(
            `${name}-rules`,
            {
                configurationSetName: `hrms-${stack}`,
                // A payslip must bounce rather than be sent without TLS.
                deliveryOptions: { tlsPolicy: "REQUIRE" },
                reputationOptions: { reputationMetricsEnabled: true },
                sendingOptions: { sendingEnabled: true },
                suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
            },
            { parent: this },
        );
        // Counted, not sent to people: SES's notifications contain the receiver's address, the headers and the subject.
        // https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
        new aws.sesv2.ConfigurationSetEventDestination(
            `${name}-bounces`,
            {
                configurationSetName,
                eventDestinationName: "bounces-and-complaints",
                eventDestination: {
                    enabled: true,
                    matchingEventTypes: ["BOUNCE", "COMPLAINT"],
                    cloudWatchDestination: {
                        dimensionConfigurations: [
                            {
                                dimensionName: "ses:configuration-set",
                                dimensionValueSource: "MESSAGE_TAG",
                                defaultDimensionValue: `hrms-${stack}`,
                            },
                        ],
                    },
                },
            },
            { parent: this },
        );
        return configurationSetName;
    }

    private createIdentity(name: string): aws.sesv2.EmailIdentity {
        const child = { parent: this };
        const identity = new aws.sesv2.EmailIdentity(
            name,
            {
                emailIdentity: this.domain,
                configurationSetName: this.configurationSetName,
                dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
            },
            child,
        );
        new aws.sesv2.EmailIdentityMailFromAttributes(
            `${name}-envelope`,
            {
                emailIdentity: identity.emailIdentity,
                mailFromDomain: envelopeOf(this.domain),
                // If the MX record is missing, SES still sends mail with DKIM, which is enough for DMARC.
                behaviorOnMxFailure: "USE_DEFAULT_VALUE",
            },
            child,
        );
        return identity;
    }

    private publish(name: string, { zoneId }: Tls, records: readonly MailRecord[]): void {
        for (const { purpose, host, type, value } of records) {
            new aws.route53.Record(
                `${name}-${purpose}`,
                { zoneId, name: host, type, ttl: 3600, records: [value] },
                { parent: this },
            );
        }
    }
}
