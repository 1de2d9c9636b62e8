/** Services that watch the account itself, apart from its records of calls and changes. */
import { PUBLIC_ACCESS_SWITCHES } from "../aws/public-access";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { missing, RUN_ELSEWHERE, runElsewhere, type RunElsewhere } from "../run-elsewhere";
import { faultIf } from "../verdict";

/** Advisory by default, because another stack can create these for the account. A stack that creates them raises the level. */
const ACCOUNT = {
    severity: "medium",
    level: "advisory",
    onUnknown: "deny",
    settings: runElsewhere,
} as const;

/** The part of the standard's ARN before its version. */
const FOUNDATIONAL = "aws-foundational-security-best-practices";

export const accountChecksStandards = stackPolicy({
    ...ACCOUNT,
    name: "account-checks-security-standards",
    checklist: "monitoring.security.intrusion-detection",
    requires: "Security Hub checks the account against AWS's foundational standard.",
    otherwise:
        "These policies judge only what Pulumi manages, so anything that somebody opens in the console stays open.",
    remedy:
        "Create an aws.securityhub.Account, and a StandardsSubscription for aws-foundational-security-best-practices. " +
        RUN_ELSEWHERE,
    rules: [
        on(types.rootStack, (_, stack, elsewhere: RunElsewhere) =>
            missing("The stack has no Security Hub with the foundational standard", elsewhere, () => {
                const hubs = stack.all(types.securityHub);
                const hasStandard = () =>
                    // AWS subscribes a new hub to it by default.
                    hubs.some(({ props }) => props.enableDefaultStandards !== false) ||
                    stack
                        .all(types.securityStandard)
                        .some(({ props }) => props.standardsArn.includes(FOUNDATIONAL));
                return hubs.length === 0 || !hasStandard();
            }),
        ),
    ],
});

export const accountHasAccessAnalyzer = stackPolicy({
    ...ACCOUNT,
    name: "account-has-access-analyzer",
    checklist: "testing.security.access-controls",
    requires: "IAM Access Analyzer looks for what can be reached from outside the account.",
    otherwise: "Otherwise the other account is the first to notice a bucket or a role that it can use.",
    remedy: `Create an aws.accessanalyzer.Analyzer of type ACCOUNT or ORGANIZATION. ${RUN_ELSEWHERE}`,
    rules: [
        on(types.rootStack, (_, stack, elsewhere: RunElsewhere) =>
            missing(
                "The stack has no analyzer of external access",
                elsewhere,
                () =>
                    !stack
                        .all(types.accessAnalyzer)
                        .some(({ props }) => ["ACCOUNT", "ORGANIZATION"].includes(props.type ?? "ACCOUNT")),
            ),
        ),
    ],
});

export const accountScansForVulnerabilities = stackPolicy({
    ...ACCOUNT,
    name: "account-scans-for-vulnerabilities",
    checklist: "monitoring.security.intrusion-detection",
    requires: "Inspector looks for known vulnerabilities on the account's hosts.",
    otherwise: "A package with a known vulnerability runs for months, and nobody notices.",
    remedy: `Create an aws.inspector2.Enabler with EC2 among its resourceTypes. ${RUN_ELSEWHERE}`,
    rules: [
        on(types.rootStack, (_, stack, elsewhere: RunElsewhere) =>
            missing(
                "The stack has no Inspector that scans hosts",
                elsewhere,
                () =>
                    !stack
                        .all(types.vulnerabilityScan)
                        .some(({ props }) => props.resourceTypes.includes("EC2")),
            ),
        ),
    ],
});

export const accountBlocksPublicBuckets = stackPolicy({
    ...ACCOUNT,
    name: "account-blocks-public-buckets",
    checklist: "testing.security.access-controls",
    requires: "The account blocks public access to every bucket in it.",
    otherwise: "A bucket that somebody creates by hand can be public, even if this stack's buckets are not.",
    remedy: `Create an aws.s3.AccountPublicAccessBlock with all four settings true. ${RUN_ELSEWHERE}`,
    equivalents: ["fsbp:S3.1"],
    rules: [
        on(types.rootStack, (_, stack, elsewhere: RunElsewhere) =>
            missing(
                "The stack has no AccountPublicAccessBlock",
                elsewhere,
                () => stack.all(types.accountPublicAccessBlock).length === 0,
            ),
        ),
        on(types.accountPublicAccessBlock, ({ props }) =>
            PUBLIC_ACCESS_SWITCHES.flatMap((property) =>
                faultIf(`${property} is not true`, () => props[property] !== true),
            ),
        ),
    ],
});
