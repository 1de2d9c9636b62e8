import { judgeDocument, type Statement } from "../aws/iam-document";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { decide, type Findings } from "../verdict";

/**
 * Conditions that say who asks, or for whom. Others, such as the one for TLS, let the whole world in.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const NARROWING_KEYS = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
];

/** Without `Not…`, and without `…IfExists` and `ForAllValues:`, which hold where the key is missing. */
const NARROWING_OPERATORS =
    /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress)$/i;

const EVERYTHING = ["*", "arn:*", "0.0.0.0/0", "::/0"];

function isNarrowed({ conditions }: Statement): boolean {
    return Object.entries(conditions)
        .filter(([operator]) => NARROWING_OPERATORS.test(operator))
        .flatMap(([, keys]) => Object.entries(keys))
        .some(
            ([key, values]) =>
                NARROWING_KEYS.includes(key.toLowerCase()) &&
                values.length > 0 &&
                !values.some((value) => EVERYTHING.includes(value)),
        );
}

const admitsAnyone = ({ principals, isForOthers }: Statement) => isForOthers || principals.includes("*");

/** Whoever has an account at that identity provider, GitHub's say, gets a token from it. */
const admitsAnyAccount = ({ actions, isConditional }: Statement) =>
    !isConditional && actions.some((action) => /^sts:AssumeRoleWithWebIdentity$/i.test(action));

function judgeStatement(statement: Statement, place: string): Findings {
    if (!statement.allows) return [];
    if (admitsAnyone(statement) && !isNarrowed(statement))
        return [{ outcome: "fail", fault: `${place} lets in everyone, without a condition on who it is` }];
    if (admitsAnyAccount(statement))
        return [{ outcome: "fail", fault: `${place} lets in every account of an identity provider` }];
    return [];
}

function judgeTrust(property: string, document: () => unknown): Findings {
    return decide(() => {
        const given = document();
        // Left out, AWS's own document lets in the account that the resource is in.
        if (given === undefined || given === "") return [];
        return judgeDocument(property, () => given, judgeStatement);
    });
}

export const trustScoped = resourcePolicy({
    name: "iam-trust-is-scoped",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "defer",
    requires: "Roles, keys, buckets, queues, topics, secrets and vaults name who may use them.",
    otherwise:
        "Everyone with an AWS account, or with none, may use what the payroll is kept in or encrypted with.",
    remedy:
        "Name the principals, or narrow * by a condition on who asks: aws:PrincipalOrgID, aws:SourceAccount, " +
        "aws:SourceArn and the like.",
    equivalents: [
        "checkov:CKV_AWS_60",
        "checkov:CKV_AWS_61",
        "checkov:CKV_AWS_33",
        "fsbp:KMS.5",
        "cis-aws-7.0:2.21",
    ],
    rules: [
        on(types.role, ({ props }) => judgeTrust("assumeRolePolicy", () => props.assumeRolePolicy)),
        on(types.resourcePolicyDocuments, ({ props }) => judgeTrust("policy", () => props.policy)),
        on(types.holdersOfPolicy, ({ props }) => judgeTrust("policy", () => props.policy)),
    ],
});

export const noLongLivedAccessKey = resourcePolicy({
    name: "no-long-lived-access-key",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "The stack makes no access keys.",
    otherwise: "A key never expires, and works for whoever finds it in a backup, a log or a chat.",
    remedy:
        "Give hosts and functions a role, and CI one that it assumes by OpenID Connect. For SES, send by its API with " +
        "the host's role, or sign a deviation for the one SMTP user.",
    equivalents: ["fsbp:IAM.3", "cis-aws-7.0:2.12"],
    rules: [
        on(types.accessKey, () => [{ outcome: "fail", fault: "An access key is a resource of the stack" }]),
    ],
});
