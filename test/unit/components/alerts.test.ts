import * as aws from "@pulumi/aws";
import { Alerts } from "../../../components/alerts";
import { Keys } from "../../../components/keys";
import { record, statementsOf, valueOf, type Recording } from "./harness";
import { EXAMPLE_ACCOUNT, exampleSettings } from "../../../config/example";

type Overrides = Parameters<typeof exampleSettings>[0];

function alerts(overrides?: Overrides): Promise<Recording<Alerts>> {
    const settings = exampleSettings(overrides);
    return record(() => new Alerts("alerts", { ...settings, keys: new Keys("keys", settings) }));
}

const subscribers = (stack: Recording<Alerts>): string[] =>
    stack.all(aws.sns.TopicSubscription).map(({ name }) => name);

describe("Alerts", () => {
    it("encrypts every topic with a customer key of its own region and signs messages with SHA-256", async () => {
        const stack = await alerts();
        const topics = stack.all(aws.sns.Topic);
        expect(topics.map(({ name }) => name)).toEqual([
            "alerts-critical",
            "alerts-warning",
            "alerts-global-critical",
            "alerts-global-warning",
        ]);
        for (const { inputs } of topics) {
            const keyRegion = String(inputs.kmsMasterKeyId).split(":")[3];
            expect(keyRegion).toBe(inputs.region ?? "eu-central-1");
            expect(inputs.signatureVersion).toBe(2);
        }
        const key = stack.one(aws.kms.Key, "alerts-global-key");
        expect(key.inputs).toMatchObject({ region: "us-east-1", enableKeyRotation: true });
        expect(key.protect).toBe(true);
    });

    it("needs no second pair of topics in a stack that is in us-east-1 itself", async () => {
        const stack = await alerts({ region: "us-east-1" });
        expect(stack.all(aws.sns.Topic)).toHaveLength(2);
        expect(stack.result.inNorthVirginia.critical).toBe(stack.result.critical);
        expect(stack.all(aws.kms.Key).some(({ name }) => name.startsWith("alerts"))).toBe(false);
    });

    it("subscribes each contact by e-mail, by region, under a name that no other contact changes", async () => {
        const one = await alerts();
        const two = await alerts({ criticalContacts: ["boss@example.com", "oncall@example.com"] });
        expect(subscribers(one)).toEqual([
            "alerts-critical-oncall@example.com",
            "alerts-warning-ops@example.com",
            "alerts-global-critical-oncall@example.com",
            "alerts-global-warning-ops@example.com",
        ]);
        expect(subscribers(two)).toEqual(expect.arrayContaining(subscribers(one)));
        for (const { inputs } of one.all(aws.sns.TopicSubscription)) {
            expect(inputs.protocol).toBe("email");
            expect((inputs.topic as string).split(":")[3]).toBe(inputs.region ?? "eu-central-1");
        }
    });

    it("reaches critical contacts by SMS and webhook, and keeps the webhook's address secret", async () => {
        const endpoint = "https://events.pagerduty.com/integration/key/enqueue";
        const stack = await alerts({
            criticalContacts: ["+4915112345678"],
            criticalWebhooks: { pagerduty: endpoint },
        });
        const critical = stack
            .all(aws.sns.TopicSubscription)
            .filter(({ name }) => name.includes("critical"))
            .map(({ name, inputs: { protocol, endpoint: to, endpointAutoConfirms }, secretInputs }) => [
                name,
                { protocol, endpoint: to, ...(endpointAutoConfirms && { endpointAutoConfirms }) },
                secretInputs,
            ]);
        const sms = { protocol: "sms", endpoint: "+4915112345678" };
        const webhook = { protocol: "https", endpoint, endpointAutoConfirms: true };
        expect(critical).toEqual([
            ["alerts-critical-+4915112345678", sms, []],
            ["alerts-critical-webhook-pagerduty", webhook, ["endpoint"]],
            ["alerts-global-critical-+4915112345678", sms, []],
            ["alerts-global-critical-webhook-pagerduty", webhook, ["endpoint"]],
        ]);
    });

    it("lets exactly these services publish, for this account as far as they name it, over TLS", async () => {
        const stack = await alerts();
        const topicArn = await valueOf(stack.result.critical.arn);
        const policy = stack.one(aws.sns.TopicPolicy, "alerts-critical-policy").inputs.policy;
        const { RefuseWithoutTls, ...publish } = statementsOf(policy);
        const ofThisAccount = { StringEquals: { "aws:SourceAccount": EXAMPLE_ACCOUNT } };
        expect(Object.values(publish).map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
            [{ Service: ["cloudwatch.amazonaws.com"] }, ofThisAccount],
            // With a condition, EventBridge could not publish at all.
            [{ Service: ["events.amazonaws.com"] }, undefined],
            [{ Service: ["events.rds.amazonaws.com"] }, ofThisAccount],
            [{ Service: ["budgets.amazonaws.com"] }, ofThisAccount],
            [
                { Service: ["backup.amazonaws.com"] },
                { StringEqualsIfExists: { "aws:SourceAccount": EXAMPLE_ACCOUNT } },
            ],
        ]);
        for (const { Action, Resource } of Object.values(publish)) {
            expect({ Action, Resource }).toEqual({ Action: ["sns:Publish"], Resource: [topicArn] });
        }
        expect(RefuseWithoutTls).toMatchObject({
            Effect: "Deny",
            Principal: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        });
    });

    it("lets the topics' publishers use the key of us-east-1, for topics of that region only", async () => {
        const stack = await alerts();
        const { PublishersUse } = statementsOf(stack.one(aws.kms.Key, "alerts-global-key").inputs.policy);
        expect(PublishersUse?.Condition).toEqual({
            ArnLike: {
                "kms:EncryptionContext:aws:sns:topicArn": `arn:aws:sns:us-east-1:${EXAMPLE_ACCOUNT}:*`,
            },
        });
    });
});
