import { on, onEvery, resourcePolicy, stackPolicy, type Subject } from "../policy";
import { defaultTagsOf, providerSetting } from "../aws/provider";
import * as types from "../resource-types";
import { texts, type Values } from "../settings";
import { decide, faultIf, type Findings, known } from "../verdict";

type Properties = Readonly<Record<string, unknown>>;

const isOfAws = (token: string): boolean => token.startsWith("aws:");

const tags = {
    requiredTags: texts(
        "Tags that every resource carries, from the provider's default tags or its own",
        ["Application", "Stack", "Owner", "DataClass"],
        "^[^\\s].{0,127}$",
    ),
};

/** Names of the tags, in either form: a map, or the list of an Auto Scaling Group. */
function namesIn(own: unknown): string[] {
    if (Array.isArray(own)) return own.map(({ key }: { readonly key: string }) => key);
    return Object.keys(own ?? {});
}

/** Every type that takes tags has `tagsAll`, but a preview may know it later than the tags themselves. */
const takesTags = ({ provider, props }: Subject<Properties>): boolean =>
    "tagsAll" in props || ("tags" in props && provider !== undefined);

function judgeTags({ props, provider }: Subject<Properties>, required: readonly string[]): Findings {
    return decide(() => {
        const inherited = [
            ...namesIn(known(() => props.tagsAll)),
            // Default tags do not reach a type that takes its tags as a list.
            ...(provider && "tagsAll" in props ? defaultTagsOf(provider.props) : []),
        ];
        const others = required.filter((tag) => !inherited.includes(tag));
        const own = others.length > 0 ? namesIn(props.tags) : [];
        const missing = others.filter((tag) => !own.includes(tag));
        return missing.length === 0
            ? []
            : [{ outcome: "failed", fault: `It has no tag ${missing.join(", ")}` }];
    });
}

/** A policy on the stack, because only outputs show whether a type takes tags. */
export const resourcesCarryTags = stackPolicy({
    name: "resources-carry-required-tags",
    checklist: "documentation.documents.support-contacts",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "Tags say what every resource belongs to, who is responsible for it and how confidential it is.",
    otherwise: "In an incident, nobody knows whose bucket it is or whether payslips are in it.",
    remedy: "Set defaultTags of the provider, and give each Auto Scaling Group the same tags in its own list.",
    settings: tags,
    rules: [
        onEvery(
            (resource, _, { requiredTags }: Values<typeof tags>) =>
                takesTags(resource) ? judgeTags(resource, requiredTags) : [],
            isOfAws,
        ),
    ],
});

/** China's and GovCloud's regions have other ARNs and services, which no policy here knows. */
const REGION = "^[a-z]{2}-[a-z]+-\\d$";
const isCommercial = (region: string): boolean =>
    new RegExp(REGION).test(region) && !region.startsWith("cn-");

const allowed = {
    regions: texts(
        "Regions in which the stack may create resources. If empty, any region of the commercial partition",
        [],
        REGION,
    ),
};

const isAllowed = (region: string, regions: readonly string[]): boolean =>
    regions.length === 0 ? isCommercial(region) : regions.includes(region);

export const regionIsAllowed = resourcePolicy({
    name: "region-is-allowed",
    checklist: "setup.server.provisioned",
    severity: "medium",
    onUnknown: "deny",
    requires: "All resources are in regions that the company allows.",
    otherwise:
        "Personnel files end up in a country that the works council and the data protection officer never approved.",
    remedy:
        "Set the region of the provider or of the resource to one in this policy's setting regions. The list " +
        "needs us-east-1 for CloudFront.",
    settings: allowed,
    rules: [
        onEvery(
            ({ props, provider }, { regions }: Values<typeof allowed>) =>
                faultIf("region is not allowed", () => {
                    const { region } = props;
                    // The provider reports its own region once, so its resources do not report it again.
                    const inherited = provider && providerSetting(provider.props, "region");
                    return typeof region === "string" && region !== inherited && !isAllowed(region, regions);
                }),
            (token) => isOfAws(token) || types.awsProvider.tokens.includes(token),
        ),
    ],
});

/** Settings that make Pulumi connect to something other than AWS, or skip its checks. */
const OF_EMULATORS = [
    "skipCredentialsValidation",
    "skipRequestingAccountId",
    "skipMetadataApiCheck",
    "s3UsePathStyle",
    "insecure",
];

export const providerTalksToAws = resourcePolicy({
    name: "provider-talks-to-aws",
    checklist: "setup.server.provisioned",
    severity: "high",
    onUnknown: "deny",
    requires: "Pulumi connects to AWS itself, and verifies that it does.",
    otherwise: "Emulator settings left over from a test send the HRMS or its secrets to the wrong place.",
    remedy:
        "Remove endpoints and the skip settings from the provider and from the aws: part of the stack's configuration. " +
        "For a stack on an emulator, sign a deviation without a resource.",
    rules: [
        on(types.awsProvider, ({ props }) => [
            ...faultIf("endpoints is set", () => {
                const endpoints = providerSetting(props, "endpoints");
                return Array.isArray(endpoints) && endpoints.length > 0;
            }),
            ...OF_EMULATORS.flatMap((setting) =>
                faultIf(`${setting} is true`, () => providerSetting(props, setting) === true),
            ),
        ]),
    ],
});

export const noDefaultVpc = resourcePolicy({
    name: "no-default-vpc",
    checklist: "security.server.firewall",
    severity: "medium",
    onUnknown: "deny",
    requires: "No resource of the stack is in the default VPC that AWS creates in every account.",
    otherwise: "Its subnets are public, so a database in it is one flag away from the internet.",
    remedy: "Create a Vpc with private subnets, and do not use aws.ec2.DefaultVpc or DefaultSubnet.",
    equivalents: ["checkov:CKV_AWS_148"],
    rules: [
        on(types.defaultNetwork, () =>
            faultIf("The resource takes over the account's default network", () => true),
        ),
    ],
});
