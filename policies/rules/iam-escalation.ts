import { covers, isWholeService } from "../aws/iam-actions";
import type { Statement } from "../aws/iam-document";
import { ESCALATIONS } from "../aws/iam-escalation";
import { resourcePolicy } from "../policy";
import { faultIf, type Findings } from "../verdict";
import { onGrants } from "../aws/iam-documents";

export const noEscalation = resourcePolicy({
    name: "iam-policy-no-escalation",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "defer",
    requires: "Nobody can give themselves more rights.",
    otherwise:
        "An attacker who takes over one host, function or pipeline becomes an administrator with a single call.",
    remedy:
        "Leave the action to people. If a pipeline needs it, limit iam:PassRole by iam:PassedToService, and policies on " +
        "roles by iam:PermissionsBoundary or iam:PolicyARN, each with exact values.",
    equivalents: ["checkov:CKV_AWS_286"],
    rules: onGrants({ statement: judgeStatement }),
});

function judgeStatement(statement: Statement, place: string): Findings {
    if (!statement.allows) return [];
    // `iam-policy-no-wildcard` reports `*` and `iam:*`.
    const patterns = statement.actions.filter((pattern) => !isWholeService(pattern));
    return ESCALATIONS.flatMap(({ actions, can, unless }) =>
        faultIf(
            `${place} lets its holder ${can}`,
            () =>
                actions.some((action) => patterns.some((pattern) => covers(pattern, action))) &&
                !unless(statement),
        ),
    );
}
