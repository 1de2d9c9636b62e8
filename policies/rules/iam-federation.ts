import { covers } from "../aws/iam-actions";
import { isExact } from "../aws/iam-condition-keys";
import { demands } from "../aws/iam-conditions";
import type { Statement } from "../aws/iam-document";
import { onTrust } from "../aws/iam-documents";
import { issuerOf, namesWorkload } from "../aws/iam-federation";
import { resourcePolicy } from "../policy";
import { faultIf, type Findings } from "../verdict";

export const federationNamesWorkload = resourcePolicy({
    name: "iam-federation-names-workload",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "defer",
    requires:
        "A role for an identity provider names the branch, the environment or the service account that may assume it.",
    otherwise:
        "The provider gives a token to everyone who has an account there. A condition on the audience alone admits every " +
        "repository of GitHub. repo:org/repo:* admits every branch and every pull request, before anybody has reviewed it.",
    remedy:
        "Require an exact subject with StringEquals, such as repo:org/repo:environment:production for GitHub, " +
        "project_path:group/project:ref_type:branch:ref:main for GitLab, or system:serviceaccount:namespace:name for EKS. " +
        "For SAML, require SAML:aud.",
    equivalents: ["checkov:CKV_AWS_358"],
    rules: [onTrust({ statement: judgeStatement })],
});

/** The conditions that limit a SAML provider, beyond the groups that the provider maps to the role. */
const SAML_KEYS = ["SAML:aud", "SAML:iss", "SAML:sub"];

function judgeStatement(statement: Statement, place: string): Findings {
    const { allows, actions, principalsByKind } = statement;
    const allowsTo = (action: string) => actions.some((pattern) => covers(pattern, action));
    const principals = allows ? (principalsByKind.Federated ?? []) : [];
    const isSaml = (principal: string) => principal.includes(":saml-provider/");
    return [
        ...faultIf(
            `${place} admits more than one workload of an identity provider`,
            () =>
                allowsTo("sts:AssumeRoleWithWebIdentity") &&
                principals
                    .filter((principal) => !isSaml(principal))
                    .some((principal) => !namesWorkload(statement, issuerOf(principal))),
        ),
        ...faultIf(
            `${place} accepts every assertion of a SAML provider`,
            () =>
                allowsTo("sts:AssumeRoleWithSAML") &&
                principals.some(isSaml) &&
                !SAML_KEYS.some((key) => demands(statement, key, isExact)),
        ),
    ];
}
