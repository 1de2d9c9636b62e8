import { attachmentsOf, isRoleOfWorkload } from "../aws/host-grants";
import { excessOf, TOO_BROAD, TOO_BROAD_FOR_WORKLOADS } from "../aws/iam-managed-policies";
import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { decide, each, type Findings } from "../verdict";

/** What is wrong with an attached AWS managed policy. */
function judgeArn(place: string, arn: () => string, table = TOO_BROAD): Findings {
    return decide(() => {
        const excess = excessOf(arn(), table);
        return excess === undefined
            ? []
            : [{ outcome: "failed", fault: `${place} is an AWS managed policy that ${excess}` }];
    });
}

function judgeArns(property: string, arns: () => readonly string[] | undefined, table = TOO_BROAD): Findings {
    return each(arns, (arn, index) => judgeArn(`${property}[${index}]`, () => arn, table));
}

export const managedPoliciesAreNarrow = resourcePolicy({
    name: "iam-managed-policy-is-narrow",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "defer",
    requires:
        "No role, user or group has an AWS managed policy that opens the whole account or every resource of a service.",
    otherwise:
        "AWS writes these policies for people who administer a service. With one of them, a host can read every secret, file or " +
        "table of the account.",
    remedy: "Attach your own policy that names the actions and the resources.",
    equivalents: ["checkov:CKV_AWS_274", "checkov:CKV2_AWS_56", "cdk-nag:IAM4"],
    rules: [
        on(types.policyAttachment, ({ props }) => judgeArn("policyArn", () => props.policyArn)),
        on(types.exclusivePolicyAttachments, ({ props }) => judgeArns("policyArns", () => props.policyArns)),
        on(types.role, ({ props }) => judgeArns("managedPolicyArns", () => props.managedPolicyArns)),
    ],
});

export const workloadsReadNotEverything = stackPolicy({
    name: "workload-role-reads-not-everything",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "defer",
    requires: "No host, function or container has an AWS managed policy that reads all data of the account.",
    otherwise:
        "An auditor may read everything. But a host answers requests from the internet, and an attacker who takes it over can read every file " +
        "and every table.",
    remedy: "Attach your own policy that names what the workload reads.",
    equivalents: ["cdk-nag:IAM4"],
    rules: [
        on(types.role, (role, stack) => {
            if (!isRoleOfWorkload(role, stack)) return [];
            // If the program leaves it out, AWS fills it in with the attached policies.
            const own = stack.gives(role, "managedPolicyArns") ? [role] : [];
            return [
                ...own.flatMap(({ props }) =>
                    judgeArns("managedPolicyArns", () => props.managedPolicyArns, TOO_BROAD_FOR_WORKLOADS),
                ),
                ...stack
                    .referring(types.exclusivePolicyAttachments, "roleName", role)
                    .flatMap(({ props }) =>
                        judgeArns("policyArns", () => props.policyArns, TOO_BROAD_FOR_WORKLOADS),
                    ),
                ...attachmentsOf(role, stack).flatMap(({ props }) =>
                    judgeArn("policyArn", () => props.policyArn, TOO_BROAD_FOR_WORKLOADS),
                ),
            ];
        }),
    ],
});
