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

/** `tagsAll` is there of every type that takes tags, and known later than what goes into it. */
const takesTags = ({ provider, props }: Subject<Properties>): boolean =>
    "tagsAll" in props || ("tags" in props && provider !== undefined);

function judgeTags({ props, provider }: Subject<Properties>, required: readonly string[]): Findings {
    return decide(() => {
        const inherited = [
            ...namesIn(known(() => props.tagsAll)),
            // No default tag reaches what takes its tags as a list.
            ...(provider && "tagsAll" in props ? defaultTagsOf(provider.props) : []),
        ];
        const others = required.filter((tag) => !inherited.includes(tag));
        const own = others.length > 0 ? namesIn(props.tags) : [];
        const missing = others.filter((tag) => !own.includes(tag));
        return missing.length === 0
            ? []
            : [{ outcome: "fail", fault: `It has no tag ${missing.join(", ")}` }];
    });
}

/** A stack policy, since only what a resource puts out tells whether its type takes tags. */
export const resourcesCarryTags = stackPolicy({
    name: "resources-carry-required-tags",
    checklist: "documentation.documents.support-contacts",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "Every resource says by its tags what it belongs to, who answers for it and how confidential it is.",
    otherwise: "In an incident nobody knows whose bucket it is, and whether payslips are in it.",
    remedy: "Set defaultTags of the provider; give an Auto Scaling Group the same tags in its own list.",
    settings: tags,
    rules: [
        onEvery(
            (resource, _, { requiredTags }: Values<typeof tags>) =>
                takesTags(resource) ? judgeTags(resource, requiredTags) : [],
            isOfAws,
        ),
    ],
});

/** China's regions, and by their longer names GovCloud's, have other ARNs and services, which no policy here knows. */
const REGION = "^[a-z]{2}-[a-z]+-\\d$";
const isCommercial = (region: string): boolean =>
    new RegExp(REGION).test(region) && !region.startsWith("cn-");

const allowed = {
    regions: texts(
        "Regions in which the stack may have anything; where empty, in any of the commercial partition",
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
    requires: "Everything is in the regions that the company has decided for.",
    otherwise:
        "Personnel files lie in a country that the works council and the data protection officer never heard of.",
    remedy:
        "Set the region of the provider, or of the resource, to one that the policy's setting regions lists; us-east-1 " +
        "has to be among them for CloudFront.",
    settings: allowed,
    rules: [
        onEvery(
            ({ props, provider }, { regions }: Values<typeof allowed>) =>
                faultIf("region is not an allowed one", () => {
                    const { region } = props;
                    // Of the provider's own region it is said once, and not of everything that it makes.
                    const inherited = provider && providerSetting(provider.props, "region");
                    return typeof region === "string" && region !== inherited && !isAllowed(region, regions);
                }),
            (token) => isOfAws(token) || types.awsProvider.tokens.includes(token),
        ),
    ],
});

/** What makes Pulumi talk to something else than AWS, or without looking who it is. */
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
    requires: "Pulumi talks to AWS itself, and checks whom it talks to.",
    otherwise:
        "Settings of an emulator are left over from a test: the HRMS is set up where nobody is, or its secrets go elsewhere.",
    remedy:
        "Remove endpoints and the skip settings from the provider and from the aws: part of the stack's configuration. " +
        "A stack that is for an emulator sets this policy to disabled in its own file.",
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
    requires: "Nothing of the stack is in the network that AWS puts into every account.",
    otherwise: "Its subnets are public, so that a database in it is one flag away from the internet.",
    remedy: "Make a Vpc with private subnets, and leave aws.ec2.DefaultVpc and DefaultSubnet alone.",
    equivalents: ["checkov:CKV_AWS_148"],
    rules: [
        on(types.defaultNetwork, () => faultIf("It takes over the account's default network", () => true)),
    ],
});
