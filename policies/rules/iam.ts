import { judgeDocument, type Statement } from "../aws/iam-document";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { each, faultIf, type Findings } from "../verdict";

/** AWS's own policies that allow everything, or to give oneself everything. */
const ALL_POWERFUL = /:iam::aws:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

/**
 * Actions that AWS lets nobody narrow to a resource, among those that a Django host needs.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const UNSCOPABLE = [
    /^[a-z0-9-]+:(List|Describe)[A-Za-z]*\*?$/,
    /^cloudwatch:(PutMetricData|GetMetricData|GetMetricStatistics)$/,
    /^ec2:(CreateNetworkInterface|DeleteNetworkInterface|AssignPrivateIpAddresses|UnassignPrivateIpAddresses)$/,
    /^ecr:GetAuthorizationToken$/,
    /^(ssmmessages|ec2messages):[A-Za-z]+$/,
    /^ssm:GetCommandInvocation$/,
    // What the agent of Systems Manager asks and reports for the instance that it runs on; AWS's own
    // AmazonSSMManagedInstanceCore names no resource for these either.
    /^ssm:(GetDocument|GetManifest|PutComplianceItems|PutConfigurePackageResult|PutInventory)$/,
    /^ssm:Update(Association|InstanceAssociation)Status$/,
    /^ssm:UpdateInstanceInformation$/,
    /^sts:GetCallerIdentity$/,
    /^tag:GetResources$/,
    /^xray:(Put|GetSampling)[A-Za-z]+$/,
];

const EVERY_RESOURCE = [
    // *, arn:aws:s3:::*, arn:aws:s3:::*/*
    /^(\*|arn(:[^:]*){4}:\*([:/]\*)?)$/,
    // Every one of a kind: arn:aws:kms:*:*:key/*. An ARN without an account is S3's, with a bucket's name there; SNS has
    // a topic's name there, before the colon of its subscriptions.
    /^arn:[^:]*:(?!sns(:[^:]*){3}:)[^:]*:[^:]*:[^:]+:[A-Za-z-]+[:/]\*([:/]\*)?$/,
];

export const noWildcard = resourcePolicy({
    name: "iam-policy-no-wildcard",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "defer",
    requires: "Policies name the actions and the resources that they allow.",
    otherwise: "Whoever takes over one host or function takes over the account.",
    remedy: "List the actions, and the ARNs they are for; where AWS knows no resource, add a condition.",
    equivalents: [
        "checkov:CKV_AWS_62",
        "fsbp:IAM.1",
        "fsbp:IAM.21",
        "cis-aws-7.0:2.14",
        "cdk-nag:IAM5",
        "trivy:AWS-0057",
    ],
    rules: [
        on(types.policyDocuments, ({ props }) => judgeDocument("policy", () => props.policy, judgeStatement)),
        on(types.role, ({ props }) => [
            ...each(
                () => props.inlinePolicies,
                (inline, index) =>
                    judgeDocument(`inlinePolicies[${index}].policy`, () => inline.policy, judgeStatement),
            ),
            ...each(
                () => props.managedPolicyArns,
                (arn, index) => judgeManaged(`managedPolicyArns[${index}]`, () => arn),
            ),
        ]),
        on(types.policyAttachment, ({ props }) => judgeManaged("policyArn", () => props.policyArn)),
    ],
});

function judgeManaged(place: string, arn: () => string): Findings {
    return faultIf(`${place} is a policy of AWS that allows everything`, () => ALL_POWERFUL.test(arn()));
}

function judgeStatement(statement: Statement, place: string): Findings {
    if (!statement.allows) return [];
    const { actions, resources, isNegated, isConditional } = statement;
    return [
        ...faultIf(`${place} allows what it does not name`, () => isNegated),
        ...faultIf(`${place} allows every action of a service`, () =>
            actions.some((action) => /^(\*|[^:]+:\*)$/.test(action)),
        ),
        ...faultIf(
            `${place} allows its actions on every resource`,
            () =>
                resources.some((resource) => EVERY_RESOURCE.some((every) => every.test(resource))) &&
                !isConditional &&
                !actions.every((action) => UNSCOPABLE.some((pattern) => pattern.test(action))),
        ),
    ];
}
