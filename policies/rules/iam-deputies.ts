import { isNarrowed } from "../aws/iam-conditions";
import { needsNoSource } from "../aws/iam-deputies";
import type { Statement } from "../aws/iam-document";
import { onResourcePolicies } from "../aws/iam-documents";
import { resourcePolicy } from "../policy";
import { faultIf, type Findings } from "../verdict";

/**
 * The policy skips roles: a service acts for the account that passes it a role, and nobody can pass another account's role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const servicesNameTheirSource = resourcePolicy({
    name: "service-access-names-source",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "defer",
    requires: "An AWS service may use a resource only on behalf of one account or of one of its resources.",
    otherwise:
        "Otherwise every AWS customer can make CloudTrail, SNS or S3 send to your bucket, queue or function.",
    remedy:
        "Add a condition on aws:SourceArn or aws:SourceAccount. In a key policy, a condition on kms:EncryptionContext is enough. On a " +
        "Lambda permission, set sourceArn, and also sourceAccount if the ARN has no account.",
    equivalents: ["checkov:CKV_AWS_364"],
    rules: onResourcePolicies({ statement: judgeStatement }),
});

function judgeStatement(statement: Statement, place: string): Findings {
    const services = statement.allows ? (statement.principalsByKind.Service ?? []) : [];
    return faultIf(
        `${place} lets an AWS service act for every customer`,
        () =>
            !isNarrowed(statement, "source") &&
            services.some((service) => !needsNoSource(statement, service)),
    );
}
