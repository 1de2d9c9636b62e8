import { Refusal, ResourceType } from "../resource-type";
import { fault, refusal, refuseMissing, refuseOther, refuseText, textAt, valueAt } from "../checks";
import { EMAIL } from "./checks/domains";
import { uuid } from "./checks/ids";
import { statementsOf } from "./checks/policy-document";

const API = "https://docs.aws.amazon.com/sns/latest/api";
const TOPIC = "aws:sns/topic:Topic";

const INVALID = "InvalidParameter: Invalid parameter:";

const topic: ResourceType = {
    token: TOPIC,
    replaceOn: ["name", "namePrefix", "fifoTopic", "region"],
    autoName: { property: "name", maxLength: 256 },
    defaults: { fifoTopic: false, signatureVersion: 1 },
    refusals: [
        refuseText("sns-topic-name", `${API}/API_CreateTopic.html`, "name", {
            max: 256,
            pattern: /^[A-Za-z0-9_-]+(\.fifo)?$/,
            message: `${INVALID} Topic Name. It must have at most 256 letters, digits, hyphens and underscores`,
        }),
        refusal("sns-topic-fifo-name", `${API}/API_CreateTopic.html`, (inputs) => {
            const name = textAt(inputs, "name");
            const isFifo = valueAt(inputs, "fifoTopic") === true;
            return name === undefined || name.endsWith(".fifo") === isFifo
                ? undefined
                : fault(
                      "name",
                      `${INVALID} Topic Name. The name of a FIFO topic must end with .fifo, any other name must not: "${name}"`,
                  );
        }),
        refuseText("sns-topic-display-name", `${API}/API_SetTopicAttributes.html`, "displayName", {
            max: 100,
            message: `${INVALID} DisplayName must have at most 100 characters`,
        }),
    ],
    create: ({ inputs, accountId, arn }) => {
        const topicArn = arn("sns", String(inputs.name));
        return { id: topicArn, outputs: { arn: topicArn, owner: accountId, beginningArchiveTime: "" } };
    },
};

const topicPolicy: ResourceType = {
    token: "aws:sns/topicPolicy:TopicPolicy",
    required: ["arn", "policy"],
    replaceOn: ["arn", "region"],
    refusals: [
        refuseMissing("sns-policy-topic", `${API}/API_SetTopicAttributes.html`, "arn", {
            tokens: [TOPIC],
            code: "NotFound",
            what: "topic",
        }),
        refusal("sns-policy-json", `${API}/API_SetTopicAttributes.html`, (inputs) => {
            const policy = textAt(inputs, "policy");
            return policy === undefined || statementsOf(policy)
                ? undefined
                : fault("policy", `${INVALID} Policy is not valid JSON`);
        }),
        refusal(
            "sns-policy-action",
            "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html",
            (inputs) => {
                const actions = (statementsOf(textAt(inputs, "policy") ?? "") ?? []).flatMap(
                    (statement) => statement.actions,
                );
                const foreign = actions.find((action) => !/^sns:/i.test(action));
                return foreign === undefined
                    ? undefined
                    : fault(
                          "policy",
                          `${INVALID} Policy statement action out of service scope! (${foreign})`,
                      );
            },
        ),
    ],
    create: ({ inputs, accountId }) => ({ id: String(inputs.arn), outputs: { owner: accountId } }),
};

/** The form of the endpoints of each protocol, and SNS's message if an endpoint has another form. */
const ENDPOINTS: Readonly<Record<string, readonly [pattern: RegExp, message: string]>> = {
    email: [EMAIL, "Email address"],
    "email-json": [EMAIL, "Email address"],
    http: [/^http:\/\/\S+$/, "Endpoint must match the specified protocol"],
    https: [/^https:\/\/\S+$/, "Endpoint must match the specified protocol"],
    lambda: [/^arn:aws:lambda:/, "Lambda endpoint ARN"],
    sms: [/^\+[1-9]\d{6,14}$/, "Invalid SMS endpoint"],
    sqs: [/^arn:aws:sqs:/, "SQS endpoint ARN"],
    application: [/^arn:aws:sns:/, "Application endpoint arn invalid"],
    firehose: [/^arn:aws:firehose:/, "Firehose endpoint ARN"],
};

const subscriptionRefusals: readonly Refusal[] = [
    refusal("sns-subscription-protocol", `${API}/API_Subscribe.html`, (inputs) => {
        const protocol = textAt(inputs, "protocol");
        return protocol === undefined || protocol in ENDPOINTS
            ? undefined
            : fault("protocol", `${INVALID} Does not support this protocol string: ${protocol}`);
    }),
    refusal("sns-subscription-endpoint", `${API}/API_Subscribe.html`, (inputs) => {
        const endpoint = textAt(inputs, "endpoint");
        const [pattern, problem] = ENDPOINTS[textAt(inputs, "protocol") ?? ""] ?? [];
        return endpoint === undefined || pattern === undefined || pattern.test(endpoint)
            ? undefined
            : fault("endpoint", `${INVALID} ${problem}: ${endpoint}`);
    }),
    refuseMissing("sns-subscription-topic", `${API}/API_Subscribe.html`, "topic", {
        tokens: [TOPIC],
        code: "NotFound",
        what: "topic",
    }),
    refuseOther("sns-subscription-filter-scope", `${API}/API_Subscribe.html`, "filterPolicyScope", [
        "MessageAttributes",
        "MessageBody",
    ]),
];

const topicSubscription: ResourceType = {
    token: "aws:sns/topicSubscription:TopicSubscription",
    required: ["endpoint", "protocol", "topic"],
    replaceOn: ["endpoint", "protocol", "topic", "region"],
    defaults: { rawMessageDelivery: false, endpointAutoConfirms: false, confirmationTimeoutInMinutes: 1 },
    refusals: subscriptionRefusals,
    create: (resource) => {
        const arn = `${String(resource.inputs.topic)}:${uuid(resource)}`;
        // A person or an endpoint must confirm within three days. SNS itself confirms for AWS services and telephones. The
        // provider waits for an endpoint that confirms by itself.
        // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic_subscription
        const needsConfirmation =
            ["email", "email-json", "http", "https"].includes(String(resource.inputs.protocol)) &&
            resource.inputs.endpointAutoConfirms !== true;
        return {
            id: arn,
            outputs: {
                arn,
                ownerId: resource.accountId,
                pendingConfirmation: needsConfirmation,
                confirmationWasAuthenticated: !needsConfirmation,
            },
        };
    },
};

export const types: readonly ResourceType[] = [topic, topicPolicy, topicSubscription];
