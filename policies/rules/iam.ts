import { isWholeService, needsEveryResource } from "../aws/iam-actions";
import { isNarrowed } from "../aws/iam-conditions";
import type { Statement } from "../aws/iam-document";
import { onGrants } from "../aws/iam-documents";
import { isEveryResource } from "../aws/iam-resources";
import { resourcePolicy } from "../policy";
import { faultIf, type Findings } from "../verdict";

export const noWildcard = resourcePolicy({
    name: "iam-policy-no-wildcard",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "defer",
    requires: "IAM policies name the actions and the resources that they allow.",
    otherwise: "An attacker who takes over one host or function takes over the account.",
    remedy:
        "List the actions and the ARNs. If you can't name an ARN, add a condition that limits the " +
        "resources, such as aws:ResourceTag or kms:ViaService.",
    equivalents: [
        "checkov:CKV_AWS_62",
        "fsbp:IAM.1",
        "fsbp:IAM.21",
        "fsbp:KMS.1",
        "fsbp:KMS.2",
        "cis-aws-7.0:2.14",
        "cdk-nag:IAM5",
        "trivy:AWS-0057",
    ],
    rules: onGrants({ statement: judgeStatement, refusesUnreadable: true }),
});

function judgeStatement(statement: Statement, place: string): Findings {
    if (!statement.allows) return [];
    const { actions, resources, isNegated } = statement;
    return [
        ...faultIf(`${place} allows everything that it does not name`, () => isNegated),
        ...faultIf(`${place} allows every action of a service`, () => actions.some(isWholeService)),
        ...faultIf(
            `${place} allows its actions on every resource`,
            () =>
                resources.some(isEveryResource) &&
                !actions.every(needsEveryResource) &&
                !isNarrowed(statement, "resource"),
        ),
    ];
}
