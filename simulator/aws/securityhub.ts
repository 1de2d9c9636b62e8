import { Account, DataSource, Properties, ResourceType } from "../resource-type";
import { isSet, refuseOther, refusal, textAt } from "../checks";

const API = "https://docs.aws.amazon.com/securityhub/1.0/APIReference";
const ACCOUNT = "aws:securityhub/account:Account";
const SUBSCRIPTION = "aws:securityhub/standardsSubscription:StandardsSubscription";

/** https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html */
const STANDARDS = [
    "standards/aws-foundational-security-best-practices/v/1.0.0",
    "standards/aws-resource-tagging-standard/v/1.0.0",
    "standards/cis-aws-foundations-benchmark/v/1.4.0",
    "standards/cis-aws-foundations-benchmark/v/3.0.0",
    "standards/cis-aws-foundations-benchmark/v/5.0.0",
    "standards/nist-800-53/v/5.0.0",
    "standards/nist-800-171/v/2.0.0",
    "standards/pci-dss/v/3.2.1",
    "standards/pci-dss/v/4.0.1",
];

const account: ResourceType = {
    token: ACCOUNT,
    replaceOn: ["enableDefaultStandards", "region"],
    defaults: {
        autoEnableControls: true,
        controlFindingGenerator: "SECURITY_CONTROL",
        enableDefaultStandards: true,
    },
    refusals: [
        refusal(
            "security-hub-twice",
            `${API}/API_EnableSecurityHub.html`,
            (_, existing, { token, region }) =>
                existing.all(token).some((other) => other.region === region)
                    ? {
                          property: "",
                          message: "ResourceConflictException: Account is already subscribed to Security Hub",
                      }
                    : undefined,
        ),
        refuseOther(
            "security-hub-finding-generator",
            `${API}/API_EnableSecurityHub.html`,
            "controlFindingGenerator",
            ["SECURITY_CONTROL", "STANDARD_CONTROL"],
        ),
    ],
    create: ({ accountId, arn }) => ({ id: accountId, outputs: { arn: arn("securityhub", "hub/default") } }),
};

const standardsSubscription: ResourceType = {
    token: SUBSCRIPTION,
    required: ["standardsArn"],
    replaceOn: ["standardsArn", "region"],
    refusals: [
        refusal(
            "security-hub-standard-unknown",
            `${API}/API_BatchEnableStandards.html`,
            (inputs, _, { region }) => {
                const arn = textAt(inputs, "standardsArn");
                const known = [
                    ...STANDARDS.map((path) => `arn:aws:securityhub:${region}::${path}`),
                    "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0",
                ];
                return arn === undefined || known.includes(arn)
                    ? undefined
                    : {
                          property: "standardsArn",
                          message: `InvalidInputException: Invalid parameter: 'StandardsArn' is not a standard of ${region}: ${arn}`,
                      };
            },
        ),
        refusal(
            "security-hub-not-enabled",
            `${API}/API_BatchEnableStandards.html`,
            (_, existing, { region }) =>
                existing.all(ACCOUNT).some((other) => other.region === region)
                    ? undefined
                    : {
                          property: "standardsArn",
                          message: `InvalidAccessException: Account ${existing.id} is not subscribed to AWS Security Hub`,
                      },
        ),
    ],
    create: ({ inputs, arn }) => {
        const path = String(inputs.standardsArn).replace(/^.*(?:standards|ruleset)\//, "");
        const subscription = arn("securityhub", `subscription/${path}`);
        return { id: subscription, outputs: { arn: subscription } };
    },
};

/** Nothing of its own: deleting it leaves the control as it is. */
const standardsControlAssociation: ResourceType = {
    token: "aws:securityhub/standardsControlAssociation:StandardsControlAssociation",
    required: ["associationStatus", "securityControlId", "standardsArn"],
    replaceOn: ["securityControlId", "standardsArn", "region"],
    refusals: [
        refuseOther(
            "security-hub-control-status",
            `${API}/API_StandardsControlAssociationUpdate.html`,
            "associationStatus",
            ["ENABLED", "DISABLED"],
        ),
        refusal(
            "security-hub-control-reason",
            "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/securityhub/standards_control_association.go",
            (inputs) =>
                textAt(inputs, "associationStatus") === "DISABLED" && !isSet(inputs, "updatedReason")
                    ? {
                          property: "updatedReason",
                          message:
                              'Invalid Attribute Combination: Attribute "updated_reason" must be specified when "association_status" is "DISABLED".',
                      }
                    : undefined,
        ),
        refusal(
            "security-hub-control-standard",
            `${API}/API_BatchUpdateStandardsControlAssociations.html`,
            (inputs, existing, { region }) => {
                const arn = textAt(inputs, "standardsArn");
                const subscribed = existing
                    .all(SUBSCRIPTION)
                    .some((other) => other.region === region && other.inputs.standardsArn === arn);
                return arn === undefined || subscribed
                    ? undefined
                    : {
                          property: "standardsArn",
                          message: `RESOURCE_NOT_FOUND: the account is not subscribed to ${arn}`,
                      };
            },
        ),
        refusal(
            "security-hub-control-region",
            "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-regions.html",
            (inputs, _, { region }) => {
                const control = textAt(inputs, "securityControlId") ?? "";
                return region === "us-east-1" || !control.startsWith("CloudFront.")
                    ? undefined
                    : {
                          property: "securityControlId",
                          message: `RESOURCE_NOT_FOUND: ${region} does not have the control ${control}`,
                      };
            },
        ),
    ],
    create: ({ inputs }) => ({
        id: `${String(inputs.securityControlId)},${String(inputs.standardsArn)}`,
        outputs: {},
    }),
};

export const types: readonly ResourceType[] = [account, standardsSubscription, standardsControlAssociation];

export const dataSources: readonly DataSource[] = [
    {
        token: "aws:securityhub/getEnabledStandards:getEnabledStandards",
        read: (_: Properties, existing: Account): Properties => {
            const { id, region } = existing;
            if (!existing.all(ACCOUNT).some((hub) => hub.region === region)) {
                throw new Error(
                    `InvalidAccessException: Account ${id} is not subscribed to AWS Security Hub CSPM`,
                );
            }
            return { region, standardsSubscriptions: [] };
        },
    },
];
