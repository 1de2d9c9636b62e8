import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Email } from "../../../components/email";
import { dkimRecords } from "../../../components/email/records";
import type { Tls } from "../../../components/tls";
import { record, valueOf, type Fakes } from "./harness";
import { exampleSettings } from "../../../config/example";

const fakes: Fakes = {
    outputs: {
        "aws:sesv2/emailIdentity:EmailIdentity": ({ inputs }) => ({
            dkimSigningAttributes: {
                ...(inputs.dkimSigningAttributes as object),
                tokens: ["one", "two", "three"],
            },
        }),
    },
};

const APEX = { domain: "example.com", hostedZone: "example.com" };

function email(overrides: Parameters<typeof exampleSettings>[0] = {}) {
    return record(() => {
        const tls = { zoneId: pulumi.output("ZONE") } as unknown as Tls;
        return new Email("email", { ...exampleSettings(overrides), tls });
    }, fakes);
}

type Sent = Awaited<ReturnType<typeof email>>;
/** Name, type and values, in the order of the alphabet: those of DKIM are only known when SES has given its keys. */
const records = (stack: Sent) =>
    stack
        .all(aws.route53.Record)
        .map(({ inputs }) => [inputs.name, inputs.type, ...(inputs.records ?? [])].join(" "))
        .sort();

test("the domain of the sender is verified with DKIM keys of 2,048 bits and sends by our rules", async () => {
    const stack = await email();
    expect(stack.one(aws.sesv2.EmailIdentity).inputs).toEqual({
        emailIdentity: "hrms.example.com",
        configurationSetName: "hrms-prod",
        dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    });
    expect(stack.result.domain).toBe("hrms.example.com");
    expect(await valueOf(stack.result.configurationSetName)).toBe("hrms-prod");
    expect(await valueOf(stack.result.identityArn)).toBe(
        "arn:aws:sesv2:eu-central-1:123456789012:emailidentity/email",
    );
});

test("everything that receivers look up", async () => {
    expect(records(await email())).toEqual([
        "_dmarc.hrms.example.com TXT v=DMARC1; p=quarantine; adkim=s; aspf=r; rua=mailto:ops@example.com",
        "bounce.hrms.example.com MX 10 feedback-smtp.eu-central-1.amazonses.com",
        "bounce.hrms.example.com TXT v=spf1 include:amazonses.com -all",
        "hrms.example.com TXT v=spf1 include:amazonses.com -all",
        "one._domainkey.hrms.example.com CNAME one.dkim.amazonses.com",
        "three._domainkey.hrms.example.com CNAME three.dkim.amazonses.com",
        "two._domainkey.hrms.example.com CNAME two.dkim.amazonses.com",
    ]);
});

test("a region with DKIM keys of its own", async () => {
    const [first] = dkimRecords("hrms.example.com", "eu-south-1", pulumi.output(["one", "two", "three"]));
    expect(await valueOf(pulumi.output(first?.value))).toBe("one.dkim.eu-south-1.amazonses.com");
});

test("the DMARC policy is the setting's", async () => {
    expect(records(await email({ dmarcPolicy: "reject" }))).toContain(
        "_dmarc.hrms.example.com TXT v=DMARC1; p=reject; adkim=s; aspf=r; rua=mailto:ops@example.com",
    );
});

test("an address for reports is written as a URI has it", async () => {
    expect(records(await email({ warningContacts: ["r&d!50%@example.com"] }))).toContain(
        "_dmarc.hrms.example.com TXT v=DMARC1; p=quarantine; adkim=s; aspf=r; rua=mailto:r%26d%2150%25@example.com",
    );
});

test.each([
    ["the company's own domain, which has a policy already", { emailFrom: "hr@example.com" }],
    ["the company's own domain when the HRMS has the same name", { ...APEX, emailFrom: "hr@example.com" }],
    ["a domain that another mail server sends for", { emailUrl: "smtp+tls://user:secret@mail.example.com" }],
])("SPF and DMARC are left alone for %s", async (_, overrides) => {
    const all = records(await email(overrides));
    expect(all).toHaveLength(5);
    expect(all.filter((text) => !/^bounce\.| CNAME /.test(text))).toEqual([]);
});

test("a name below the HRMS's own has its policy", async () => {
    const all = records(await email({ emailFrom: "hr@mail.hrms.example.com" }));
    expect(all.some((text) => text.startsWith("_dmarc.mail.hrms.example.com TXT v=DMARC1"))).toBe(true);
});

test("bounces come back to the domain's own envelope, and a missing MX record stops no mail", async () => {
    expect((await email()).one(aws.sesv2.EmailIdentityMailFromAttributes).inputs).toEqual({
        emailIdentity: "hrms.example.com",
        mailFromDomain: "bounce.hrms.example.com",
        behaviorOnMxFailure: "USE_DEFAULT_VALUE",
    });
});

test("mail travels by TLS or not at all, and never again to addresses that bounced or complained", async () => {
    expect((await email()).one(aws.sesv2.ConfigurationSet).inputs).toEqual({
        configurationSetName: "hrms-prod",
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        reputationOptions: { reputationMetricsEnabled: true },
        sendingOptions: { sendingEnabled: true },
        suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
});

test("bounces and complaints are counted, and nobody is sent an address or a subject", async () => {
    const { inputs } = (await email()).one(aws.sesv2.ConfigurationSetEventDestination);
    expect(inputs).toEqual({
        configurationSetName: "hrms-prod",
        eventDestinationName: "bounces-and-complaints",
        eventDestination: {
            enabled: true,
            matchingEventTypes: ["BOUNCE", "COMPLAINT"],
            cloudWatchDestination: {
                dimensionConfigurations: [
                    {
                        dimensionName: "ses:configuration-set",
                        dimensionValueSource: "MESSAGE_TAG",
                        defaultDimensionValue: "hrms-prod",
                    },
                ],
            },
        },
    });
});
