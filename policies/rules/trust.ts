import { isNarrowed } from "../aws/iam-conditions";
import type { Statement } from "../aws/iam-document";
import { onResourcePolicies, onTrust } from "../aws/iam-documents";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, type Findings } from "../verdict";

/** `arn:aws:iam::*:role/deploy` counts too, because everybody can create a role with that name in their own account. */
const admitsAnyone = ({ principals }: Statement): boolean =>
    principals.some((principal) => principal === "*" || /^arn:[^:]*:[^:]*:[^:]*:[^:]*[*?]/.test(principal));

function judgeStatement(statement: Statement, place: string): Findings {
    if (!statement.allows) return [];
    return [
        ...faultIf(
            `${place} admits everyone, without a condition on the caller`,
            () => admitsAnyone(statement) && !isNarrowed(statement, "caller"),
        ),
        ...faultIf(`${place} admits everyone except those whom it names`, () => statement.isForOthers),
        ...faultIf(`${place} allows everything that it does not name`, () => statement.isNegated),
    ];
}

const judge = { statement: judgeStatement, refusesUnreadable: true };

export const trustScoped = resourcePolicy({
    name: "iam-trust-is-scoped",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "defer",
    requires: "Roles, keys, buckets, queues, topics, secrets and similar resources name who may use them.",
    otherwise:
        "Otherwise anyone, even without an AWS account, can use the storage of the payroll or the key that encrypts it.",
    remedy:
        "Name the principals, or narrow * with a condition on the caller: aws:PrincipalOrgID, aws:SourceAccount, " +
        "aws:SourceArn or a similar key, with exact values.",
    equivalents: [
        "checkov:CKV_AWS_60",
        "checkov:CKV_AWS_33",
        "fsbp:KMS.5",
        "fsbp:Lambda.1",
        "fsbp:SNS.4",
        "cis-aws-7.0:2.21",
    ],
    rules: [onTrust(judge), ...onResourcePolicies(judge)],
});

export const noLongLivedAccessKey = resourcePolicy({
    name: "no-long-lived-access-key",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "The stack does not create access keys.",
    otherwise: "A key never expires, and works for anyone who finds it in a backup, a log or a chat.",
    remedy:
        "Give hosts and functions a role, and let CI assume a role with OpenID Connect. For SES, use its API with " +
        "the host's role, or sign a deviation for the one SMTP user.",
    equivalents: ["fsbp:IAM.3", "cis-aws-7.0:2.12"],
    rules: [
        on(types.accessKey, () => [{ outcome: "failed", fault: "An access key is a resource of the stack" }]),
    ],
});
