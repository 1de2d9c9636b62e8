import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Alerts } from "../alerts";
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
    "dmarcPolicy" | "domain" | "emailFrom" | "emailUrl" | "region" | "stack" | "warningContacts"
> {
    readonly alerts: Alerts;
    readonly tls: Tls;
}

/**
 * Sending through SES for the domain of `emailFrom`: signed with DKIM, an envelope of its own for SPF, and DMARC that
 * tells receivers what to do with forgeries. Bounces and complaints go to the warning contacts, and SES sends such
 * addresses nothing more. Only roles of this account can send: an identity without a policy is open to nobody else.
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
        const { alerts, emailFrom, region, stack, tls } = args;
        this.domain = domainOf(emailFrom);

        this.configurationSetName = this.createConfigurationSet(name, stack, alerts);
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

    private createConfigurationSet(name: string, stack: string, alerts: Alerts): pulumi.Output<string> {
        const { configurationSetName } = new aws.sesv2.ConfigurationSet(
            `${name}-rules`,
            {
                configurationSetName: `hrms-${stack}`,
                // A payslip bounces rather than travel in the clear.
                deliveryOptions: { tlsPolicy: "REQUIRE" },
                reputationOptions: { reputationMetricsEnabled: true },
                sendingOptions: { sendingEnabled: true },
                suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
            },
            { parent: this },
        );
        new aws.sesv2.ConfigurationSetEventDestination(
            `${name}-bounces`,
            {
                configurationSetName,
                eventDestinationName: "bounces-and-complaints",
                eventDestination: {
                    enabled: true,
                    matchingEventTypes: ["BOUNCE", "COMPLAINT"],
                    snsDestination: { topicArn: alerts.warning.arn },
                },
            },
            // SES refuses a topic whose policy does not admit it yet.
            { parent: this, dependsOn: [alerts] },
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
                // Should the MX record be missing, mail still goes out with DKIM, which DMARC is content with.
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
