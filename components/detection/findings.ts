import type { Severity } from "../alerts";
import type { EventAlert } from "../internal/event-alert";

/** The services that run either here or, with a reason, elsewhere. The names are those of the settings. */
export const SERVICES = [
    "cloudTrail",
    "guardDuty",
    "awsConfig",
    "securityHub",
    "inspector",
    "accessAnalyzer",
] as const;
export type Service = (typeof SERVICES)[number];

/** A kind of finding that becomes an alert. */
export interface Finding extends EventAlert {
    readonly name: string;
    readonly from: Service;
    readonly severity: Severity;
}

const guardDuty = (name: string, severity: Severity, description: string, range: unknown[]): Finding => ({
    name,
    from: "guardDuty",
    severity,
    description,
    pattern: {
        source: ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        detail: { severity: [{ numeric: range }] },
    },
    message: "GuardDuty, severity <severity>: <title> Type <type>, finding <id> in <region>.",
    parts: {
        severity: "$.detail.severity",
        title: "$.detail.title",
        type: "$.detail.type",
        id: "$.detail.id",
        region: "$.region",
    },
});

const securityHub = (name: string, severity: Severity, label: string): Finding => ({
    name,
    from: "securityHub",
    severity,
    description: `Security Hub: a control of severity ${label} failed. Workflow status NOTIFIED or SUPPRESSED silences it`,
    pattern: {
        source: ["aws.securityhub"],
        "detail-type": ["Security Hub Findings - Imported"],
        detail: {
            findings: {
                // The other services send their findings directly. AWS renames products ("Security Hub" became "Security Hub
                // CSPM"), but not their ARNs: https://docs.aws.amazon.com/securityhub/latest/userguide/sample-control-findings.html
                ProductArn: [{ suffix: "::product/aws/securityhub" }],
                Severity: { Label: [label] },
                Compliance: { Status: ["FAILED"] },
                Workflow: { Status: ["NEW"] },
                RecordState: ["ACTIVE"],
            },
        },
    },
    message: `Security Hub, ${label}: <title> Resource <resource>.`,
    parts: { title: "$.detail.findings[0].Title", resource: "$.detail.findings[0].Resources[0].Id" },
});

/** GuardDuty: 7 to 8.9 is high, 9 and above critical. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
export const FINDINGS: readonly Finding[] = [
    guardDuty("threat", "critical", "GuardDuty: a finding of high or critical severity", [">=", 7]),
    guardDuty("suspicion", "warning", "GuardDuty: a finding of medium severity", [">=", 4, "<", 7]),
    {
        name: "malware",
        from: "guardDuty",
        severity: "critical",
        description: "GuardDuty: an upload contains malware",
        pattern: {
            source: ["aws.guardduty"],
            "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
            detail: { scanResultDetails: { scanResultStatus: ["THREATS_FOUND"] } },
        },
        // Without the object's key, because names of uploads are personal data and do not belong in e-mail.
        message: "Malware in an upload: version <version> of an object in bucket <bucket>. It is tagged.",
        parts: {
            version: "$.detail.s3ObjectDetails.versionId",
            bucket: "$.detail.s3ObjectDetails.bucketName",
        },
    },
    securityHub("control-critical", "critical", "CRITICAL"),
    securityHub("control-high", "warning", "HIGH"),
    {
        name: "vulnerability",
        from: "inspector",
        severity: "warning",
        description: "Inspector: a vulnerability of high or critical severity",
        pattern: {
            source: ["aws.inspector2"],
            "detail-type": ["Inspector2 Finding"],
            detail: { severity: ["HIGH", "CRITICAL"], status: ["ACTIVE"] },
        },
        message: "Inspector, <severity>: <title> on <resource>.",
        parts: {
            severity: "$.detail.severity",
            title: "$.detail.title",
            resource: "$.detail.resources[0].id",
        },
    },
    {
        name: "exposure",
        from: "accessAnalyzer",
        severity: "critical",
        description: "IAM Access Analyzer: a resource can be reached from outside the account",
        pattern: {
            source: ["aws.access-analyzer"],
            "detail-type": ["Access Analyzer Finding"],
            // A deleted finding keeps its status.
            detail: { status: ["ACTIVE"], isDeleted: [false] },
        },
        message: "Access Analyzer: <resource> can be reached from outside the account. Finding <id>.",
        parts: { resource: "$.detail.resource", id: "$.detail.id" },
    },
];
