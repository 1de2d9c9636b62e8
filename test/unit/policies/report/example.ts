/** A small report in which every outcome occurs, made of messages as the pack writes them. */
import { findingOf } from "../../../../policies/baseline";
import type { Deviation } from "../../../../policies/deviations/register";
import { messageOf, underBaseline, underDeviation } from "../../../../policies/message";
import type { Level } from "../../../../policies/outcomes";
import type { Finding } from "../../../../policies/verdict";
import type { PolicyInfo } from "../../../../policies/report/describe";
import type { PolicyReport } from "../../../../policies/report/model";
import { reported, type Verdict } from "../../../../policies/report/verdict";

export function policyNamed(name: string, changes: Partial<PolicyInfo> = {}): PolicyInfo {
    return {
        name,
        severity: "high",
        level: "mandatory",
        requires: `What ${name} wants holds.`,
        otherwise: `Without it ${name} is in vain.`,
        remedy: `Mend ${name}.`,
        checklist: {
            id: "security.database.restricted-access",
            text: "Database access is restricted to application server",
            section: "Security Configuration",
            subsection: "Database Security",
        },
        equivalents: ["checkov:CKV_AWS_17", "fsbp:RDS.2"],
        onUnknown: "deny",
        deviable: true,
        source: { file: "policies/rules/database.ts", line: 12 },
        ...changes,
    };
}

export const database = policyNamed("database-not-public", { severity: "critical" });
export const cache = policyNamed("cache-encrypted", { severity: "high", deviable: false });
export const storage = policyNamed("storage-logged", {
    severity: "medium",
    level: "advisory",
    onUnknown: "defer",
    checklist: {
        id: "monitoring.logging.rotation",
        text: "Log rotation is set up",
        section: "Monitoring and Logging",
        subsection: "Logging",
    },
});
export const unused = policyNamed("cdn-uses-tls", { severity: "low" });

export const urnOf = (type: string, name: string): string =>
    `urn:pulumi:prod::hrms::hrms:data:Parent$${type}::${name}`;
export const DATABASE = urnOf("aws:rds/instance:Instance", "hrms-database");
export const CACHE = urnOf("aws:elasticache/replicationGroup:ReplicationGroup", "hrms-cache");
export const BUCKET = urnOf("aws:s3/bucket:Bucket", "hrms-media");

const UNKNOWN: Finding = { outcome: "undetermined", property: "policy.document" };
const faultIn = (policy: PolicyInfo, fault: string): string =>
    messageOf({ outcome: "failed", fault }, policy);

export const passed = ({ name: policy }: PolicyInfo, urn: string): Verdict => ({
    policy,
    urn,
    outcome: "passed",
});

export function failed(policy: PolicyInfo, urn: string, fault: string, level: Level = "mandatory"): Verdict {
    return reported(policy.name, urn, level, faultIn(policy, fault));
}

export function unknown(policy: PolicyInfo, urn: string, consequence: "denied" | "deferred"): Verdict {
    const onUnknown = consequence === "denied" ? "deny" : "defer";
    const message = messageOf(UNKNOWN, { ...policy, onUnknown });
    return reported(policy.name, urn, consequence === "denied" ? "mandatory" : "advisory", message);
}

export function deviated(
    policy: PolicyInfo,
    urn: string,
    fault: string,
    signed: Deviation = DEVIATION,
): Verdict {
    return reported(policy.name, urn, "advisory", underDeviation(faultIn(policy, fault), signed, 8));
}

/** As the pack reports what its baseline lists. */
export function inBaseline(policy: PolicyInfo, urn: string, fault: string): Verdict {
    return reported(policy.name, urn, "advisory", underBaseline(faultIn(policy, fault)));
}

export const DEVIATION: Deviation = {
    id: "DEV-007",
    policy: "database-not-public",
    resource: { type: "aws:rds/instance:Instance", name: "hrms-replica" },
    stacks: ["prod"],
    checklist: "security.database.restricted-access",
    reason: "The auditors' tool reads the replica from outside until the quarter is closed.",
    compensatingControl: "Their two addresses alone are admitted, with TLS and a user that can only read.",
    requestedBy: "Ada Example",
    approvedBy: "Grace Example",
    approvedOn: "2026-10-01",
    expiresOn: "2026-12-01",
    ticket: "OPS-42",
};

export const VERDICTS: readonly Verdict[] = [
    failed(database, DATABASE, "publiclyAccessible is not false"),
    failed(database, DATABASE, "The subnet is public"),
    unknown(cache, CACHE, "denied"),
    failed(storage, BUCKET, "No access log", "advisory"),
    unknown(storage, urnOf("aws:s3/bucket:Bucket", "hrms-static"), "deferred"),
    deviated(database, urnOf("aws:rds/instance:Instance", "hrms-replica"), "publiclyAccessible is not false"),
    passed(database, urnOf("aws:rds/instance:Instance", "hrms-archive")),
    passed(cache, urnOf("aws:elasticache/replicationGroup:ReplicationGroup", "hrms-queue")),
    passed(storage, urnOf("aws:s3/bucket:Bucket", "hrms-backup")),
];

export const SETTING = {
    policy: "database-not-public",
    setting: "openTo",
    default: "[]",
    value: '["198.51.100.0/24"]',
};

const OLD = urnOf("aws:elasticache/replicationGroup:ReplicationGroup", "hrms-old");
export const EXISTING = inBaseline(cache, OLD, "transitEncryptionEnabled is not true");
const BASELINE = findingOf({ name: cache.name, displayName: cache.requires }, OLD, EXISTING.message ?? "");
/** An entry of the baseline that no policy finds any more. */
const STALE = { ...BASELINE, name: "hrms-older" };

export function exampleReport(changes: Partial<PolicyReport> = {}): PolicyReport {
    return {
        title: "Policies of the HRMS",
        stack: "prod",
        date: "2026-11-23",
        judgedAt: "2026-11-23T14:05:59Z",
        versions: { engine: "3.250.0", pack: "0.1.0" },
        commit: "0123456789abcdef0123456789abcdef01234567",
        stage: "preview",
        verdicts: [...VERDICTS, EXISTING],
        policies: [database, cache, storage, unused],
        settings: [SETTING],
        baseline: [BASELINE, STALE],
        coverage: "2 resources of 1 type have no rule of their own.",
        deviations: [DEVIATION, { ...DEVIATION, id: "DEV-008", stacks: ["starter"] }],
        locationOf: (urn) =>
            urn === DATABASE ? { file: "components/database/instance.ts", line: 42 } : undefined,
        ...changes,
    };
}

const hostile = (nul: string, escape: string, surrogate: string): string =>
    `"'</script><script>alert(1)</script><!-- <b>x</b> &amp; ]]> | **bold** [a](/b) http://c \`code\` @everyone #1 ` +
    `{0} {{title}} $& ${nul}${escape}[31m${surrogate} first\nsecond <details>`;

/** What a fault must not be able to break out of, in any of the formats. */
export const HOSTILE = hostile("\u0000", "\u001b", "\ud800");
/** How it looks where characters that can't be written become marks. */
export const HOSTILE_MARKED = hostile("\ufffd", "\ufffd", "\ufffd");
/** How it looks in one line. */
export const HOSTILE_LINE = hostile(" ", " ", "\ud800").replace(/\s+/g, " ");

/** The same report with the verdicts, policies and deviations the other way round. */
export function backwards(report: PolicyReport): PolicyReport {
    return {
        ...report,
        verdicts: [...report.verdicts].reverse(),
        policies: [...report.policies].reverse(),
        deviations: [...report.deviations].reverse(),
    };
}
