import { PlannedResource, Properties, ResourceType } from "../resource-type";
import {
    fault,
    isSet,
    refusal,
    refuseMissing,
    refuseOther,
    refuseTaken,
    refuseText,
    textAt,
    valueAt,
} from "../checks";
import { isObject } from "../wire";
import { DOMAIN, EMAIL, isWithin } from "./checks/domains";
import { CREATED_AT, lowerToken } from "./checks/ids";

const API = "https://docs.aws.amazon.com/ses/latest/APIReference-V2";
const IDENTITY = "aws:sesv2/emailIdentity:EmailIdentity";
const SET = "aws:sesv2/configurationSet:ConfigurationSet";
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

const isDomain = (identity: string): boolean => !identity.includes("@");

/** The three names under `_domainkey` that DKIM needs in DNS. */
function dkim(resource: PlannedResource): Properties {
    const given = valueAt(resource.inputs, "dkimSigningAttributes");
    return {
        currentSigningKeyLength: "RSA_2048_BIT",
        nextSigningKeyLength: "RSA_2048_BIT",
        lastKeyGenerationTimestamp: CREATED_AT,
        signingAttributesOrigin: "AWS_SES",
        status: "PENDING",
        tokens: [1, 2, 3].map((each) => lowerToken(resource, 32, `dkim ${each}`)),
        ...(isObject(given) ? given : {}),
    };
}

const emailIdentity: ResourceType = {
    token: IDENTITY,
    required: ["emailIdentity"],
    completed: ["dkimSigningAttributes"],
    replaceOn: ["emailIdentity", "region"],
    refusals: [
        refuseText("ses-identity-form", `${API}/API_CreateEmailIdentity.html`, "emailIdentity", {
            pattern: new RegExp(`${DOMAIN.source.replace("(\\*\\.)?", "")}|${EMAIL.source}`),
            message: "BadRequestException: Invalid domain name or e-mail address",
        }),
        refuseTaken("ses-identity-taken", `${API}/API_CreateEmailIdentity.html`, "emailIdentity", {
            code: "AlreadyExistsException",
            what: "Email identity",
        }),
        refuseMissing(
            "ses-identity-configuration-set",
            `${API}/API_CreateEmailIdentity.html`,
            "configurationSetName",
            {
                tokens: [SET],
                code: "NotFoundException",
                what: "configuration set",
            },
        ),
    ],
    create: (resource) => {
        const identity = String(resource.inputs.emailIdentity);
        return {
            id: identity,
            outputs: {
                arn: resource.arn("ses", `identity/${identity}`),
                identityType: isDomain(identity) ? "DOMAIN" : "EMAIL_ADDRESS",
                verificationStatus: "PENDING",
                verifiedForSendingStatus: false,
                dkimSigningAttributes: dkim(resource),
            },
        };
    },
};

const mailFrom: ResourceType = {
    token: "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
    required: ["emailIdentity"],
    replaceOn: ["emailIdentity", "region"],
    defaults: { behaviorOnMxFailure: "USE_DEFAULT_VALUE" },
    refusals: [
        refusal(
            "ses-mail-from-subdomain",
            "https://docs.aws.amazon.com/ses/latest/dg/mail-from.html",
            (inputs) => {
                const identity = textAt(inputs, "emailIdentity")?.split("@").at(-1);
                const domain = textAt(inputs, "mailFromDomain");
                return identity === undefined ||
                    domain === undefined ||
                    (isWithin(domain, identity) && domain !== identity)
                    ? undefined
                    : fault(
                          "mailFromDomain",
                          `BadRequestException: Provided MAIL-FROM domain <${domain}> is not subdomain of the domain of the identity <${identity}>.`,
                      );
            },
        ),
        refuseOther(
            "ses-mail-from-behavior",
            `${API}/API_PutEmailIdentityMailFromAttributes.html`,
            "behaviorOnMxFailure",
            ["USE_DEFAULT_VALUE", "REJECT_MESSAGE"],
        ),
    ],
    create: ({ inputs }) => ({ id: String(inputs.emailIdentity), outputs: {} }),
};

const configurationSet: ResourceType = {
    token: SET,
    required: ["configurationSetName"],
    replaceOn: ["configurationSetName", "region"],
    refusals: [
        refuseText(
            "ses-configuration-set-name",
            `${API}/API_CreateConfigurationSet.html`,
            "configurationSetName",
            {
                pattern: NAME,
                message:
                    "BadRequestException: Invalid configuration set name. It must have at most 64 letters, digits, hyphens and underscores",
            },
        ),
        refuseTaken(
            "ses-configuration-set-taken",
            `${API}/API_CreateConfigurationSet.html`,
            "configurationSetName",
            { code: "AlreadyExistsException", what: "Configuration set" },
        ),
        refuseOther("ses-tls-policy", `${API}/API_DeliveryOptions.html`, "deliveryOptions.tlsPolicy", [
            "REQUIRE",
            "OPTIONAL",
        ]),
        refuseOther(
            "ses-suppression-reason",
            `${API}/API_SuppressionOptions.html`,
            "suppressionOptions.suppressedReasons",
            ["BOUNCE", "COMPLAINT"],
        ),
    ],
    create: ({ inputs, arn }) => {
        const name = String(inputs.configurationSetName);
        return { id: name, outputs: { arn: arn("ses", `configuration-set/${name}`) } };
    },
};

const DESTINATIONS = [
    "cloudWatchDestination",
    "eventBridgeDestination",
    "kinesisFirehoseDestination",
    "pinpointDestination",
    "snsDestination",
];
const EVENTS = [
    "SEND",
    "REJECT",
    "BOUNCE",
    "COMPLAINT",
    "DELIVERY",
    "OPEN",
    "CLICK",
    "RENDERING_FAILURE",
    "DELIVERY_DELAY",
    "SUBSCRIPTION",
];

const eventDestination: ResourceType = {
    token: "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
    required: ["configurationSetName", "eventDestination", "eventDestinationName"],
    replaceOn: ["configurationSetName", "eventDestinationName", "region"],
    refusals: [
        refuseText(
            "ses-event-destination-name",
            `${API}/API_CreateConfigurationSetEventDestination.html`,
            "eventDestinationName",
            {
                pattern: NAME,
                message:
                    "BadRequestException: Invalid event destination name. It must have at most 64 letters, digits, hyphens and underscores",
            },
        ),
        refusal("ses-event-destination-count", `${API}/API_EventDestinationDefinition.html`, (inputs) => {
            const given = DESTINATIONS.filter((name) => isSet(inputs, `eventDestination.${name}`));
            return given.length === 1
                ? undefined
                : fault(
                      "eventDestination",
                      `BadRequestException: An event destination must have exactly one destination, got ${given.join(" and ") || "none"}`,
                  );
        }),
        refuseOther(
            "ses-event-type",
            `${API}/API_EventDestinationDefinition.html`,
            "eventDestination.matchingEventTypes",
            EVENTS,
        ),
        refuseMissing(
            "ses-event-destination-set",
            `${API}/API_CreateConfigurationSetEventDestination.html`,
            "configurationSetName",
            {
                tokens: [SET],
                code: "NotFoundException",
                what: "configuration set",
            },
        ),
    ],
    create: ({ inputs }) => ({
        id: `${String(inputs.configurationSetName)}|${String(inputs.eventDestinationName)}`,
        outputs: {},
    }),
};

export const types: readonly ResourceType[] = [emailIdentity, mailFrom, configurationSet, eventDestination];
