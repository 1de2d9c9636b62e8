/**
 * Sample events of AWS's documentation, read in November 2026, without the members that no pattern and no message uses. The
 * documented samples of Security Hub and Inspector are of severity MEDIUM; here they have the severity that the rule waits for.
 * A sample of another state (a copy job that failed) is the documented one of a completed job with the state of a failed one.
 */
export interface Sample {
    /** The rule's name in the stack. */
    readonly rule: string;
    readonly source: string;
    readonly event: object;
    /** What people read. */
    readonly message: string;
    /** Events that the rule must leave alone, as changes of the sample, by path. */
    readonly not: readonly Readonly<Record<string, unknown>>[];
}

const guide = (page: string): string => `https://docs.aws.amazon.com/${page}`;

/** The frame is from GuardDuty's page, the members of the finding from its API reference. */
const guardDuty = (severity: number, type: string): object => ({
    "detail-type": "GuardDuty Finding",
    source: "aws.guardduty",
    account: "111122223333",
    time: "1970-01-01T00:00:00Z",
    region: "us-east-1",
    resources: [],
    detail: {
        schemaVersion: "2.0",
        accountId: "111122223333",
        region: "us-east-1",
        id: "16afba5c5c43e07c9e3e5e2e544e95df",
        type,
        severity,
        title: "Suspicious activity.",
    },
});

const GUARD_DUTY = guide("guardduty/latest/ug/guardduty_findings_eventbridge.html");

/** Consolidated control findings, as `SECURITY_CONTROL` asks for. */
const securityHub = (label: string): object => ({
    "detail-type": "Security Hub Findings - Imported",
    source: "aws.securityhub",
    region: "us-east-2",
    detail: {
        findings: [
            {
                SchemaVersion: "2018-10-08",
                Id: "arn:aws:securityhub:us-east-2:123456789012:security-control/CloudTrail.2/finding/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111",
                ProductArn: "arn:aws:securityhub:us-east-2::product/aws/securityhub",
                ProductName: "Security Hub CSPM",
                CompanyName: "AWS",
                GeneratorId: "security-control/CloudTrail.2",
                Severity: { Label: label, Original: label },
                Title: "CloudTrail should have encryption at-rest enabled",
                Resources: [
                    {
                        Type: "AwsCloudTrailTrail",
                        Id: "arn:aws:cloudtrail:us-east-2:123456789012:trail/AWSMacieTrail-DO-NOT-EDIT",
                    },
                ],
                Compliance: { Status: "FAILED", SecurityControlId: "CloudTrail.2" },
                Workflow: { Status: "NEW" },
                RecordState: "ACTIVE",
            },
        ],
    },
});

const SECURITY_HUB = guide("securityhub/latest/userguide/sample-control-findings.html");
const FINDING = "detail.findings.0";

const control = (name: string, label: string, other: string): Sample => ({
    rule: `hrms-detection-${name}`,
    source: SECURITY_HUB,
    event: securityHub(label),
    message:
        `Security Hub, ${label}: CloudTrail should have encryption at-rest enabled Resource ` +
        "arn:aws:cloudtrail:us-east-2:123456789012:trail/AWSMacieTrail-DO-NOT-EDIT.",
    not: [
        { [`${FINDING}.Severity.Label`]: other },
        { [`${FINDING}.Workflow.Status`]: "SUPPRESSED" },
        // What the stack says of a finding once it has written (components/detection/told.ts).
        { [`${FINDING}.Workflow.Status`]: "NOTIFIED" },
        { [`${FINDING}.Compliance.Status`]: "PASSED" },
        { [`${FINDING}.RecordState`]: "ARCHIVED" },
        // GuardDuty's findings come from GuardDuty itself.
        { [`${FINDING}.ProductArn`]: "arn:aws:securityhub:us-east-2::product/aws/guardduty" },
    ],
});

const BACKUP = guide("aws-backup/latest/devguide/eventbridge.html");

export const SAMPLES: readonly Sample[] = [
    {
        rule: "hrms-detection-threat",
        source: GUARD_DUTY,
        event: guardDuty(8, "CryptoCurrency:EC2/BitcoinTool.B!DNS"),
        message:
            "GuardDuty, severity 8: Suspicious activity. Type CryptoCurrency:EC2/BitcoinTool.B!DNS, finding " +
            "16afba5c5c43e07c9e3e5e2e544e95df in us-east-1.",
        not: [{ "detail.severity": 6.9 }, { source: "aws.inspector2" }],
    },
    {
        rule: "hrms-detection-suspicion",
        source: GUARD_DUTY,
        event: guardDuty(5, "Recon:EC2/Portscan"),
        message:
            "GuardDuty, severity 5: Suspicious activity. Type Recon:EC2/Portscan, finding " +
            "16afba5c5c43e07c9e3e5e2e544e95df in us-east-1.",
        not: [{ "detail.severity": 7 }, { "detail.severity": 3.9 }],
    },
    {
        rule: "hrms-detection-malware",
        source: guide("guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html"),
        event: {
            "detail-type": "GuardDuty Malware Protection Object Scan Result",
            source: "aws.guardduty",
            region: "us-east-1",
            resources: [
                "arn:aws:guardduty:us-east-1:111122223333:malware-protection-plan/b4c7f464ab3a4EXAMPLE",
            ],
            detail: {
                schemaVersion: "1.0",
                scanStatus: "COMPLETED",
                resourceType: "S3_OBJECT",
                s3ObjectDetails: {
                    bucketName: "amzn-s3-demo-bucket",
                    objectKey: "APKAEIBAERJR2EXAMPLE",
                    versionId: "d41d8cd98f00b204e9800998eEXAMPLE",
                },
                scanResultDetails: {
                    scanResultStatus: "THREATS_FOUND",
                    threats: [{ name: "EICAR-Test-File (not a virus)" }],
                },
            },
        },
        message:
            "Malware in an upload: version d41d8cd98f00b204e9800998eEXAMPLE of an object in bucket " +
            "amzn-s3-demo-bucket. It is tagged.",
        not: [{ "detail.scanResultDetails.scanResultStatus": "NO_THREATS_FOUND" }],
    },
    control("control-critical", "CRITICAL", "HIGH"),
    control("control-high", "HIGH", "MEDIUM"),
    {
        rule: "hrms-detection-vulnerability",
        source: guide("inspector/latest/user/eventbridge-integration.html"),
        event: {
            "detail-type": "Inspector2 Finding",
            source: "aws.inspector2",
            region: "us-east-1",
            resources: ["i-0c2a343f1948d5205"],
            detail: {
                resources: [{ id: "i-0c2a343f1948d5205", region: "us-east-1", type: "AWS_EC2_INSTANCE" }],
                severity: "HIGH",
                status: "ACTIVE",
                title: "CVE-2022-3303 - linux-image-aws",
                type: "PACKAGE_VULNERABILITY",
            },
        },
        message: "Inspector, HIGH: CVE-2022-3303 - linux-image-aws on i-0c2a343f1948d5205.",
        not: [{ "detail.severity": "MEDIUM" }, { "detail.status": "CLOSED" }],
    },
    {
        rule: "hrms-detection-exposure",
        source: guide("IAM/latest/UserGuide/access-analyzer-eventbridge.html"),
        event: {
            "detail-type": "Access Analyzer Finding",
            source: "aws.access-analyzer",
            region: "us-west-2",
            resources: ["arn:aws:access-analyzer:us-west-2:111122223333:analyzer/MyAnalyzer"],
            detail: {
                id: "22222222-dcba-4444-dcba-333333333333",
                isDeleted: false,
                isPublic: false,
                principal: { AWS: "999988887777" },
                resource: "arn:aws:s3:::my-bucket",
                resourceType: "AWS::S3::Bucket",
                status: "ACTIVE",
            },
        },
        message:
            "Access Analyzer: arn:aws:s3:::my-bucket can be reached from outside the account. Finding " +
            "22222222-dcba-4444-dcba-333333333333.",
        not: [{ "detail.status": "RESOLVED" }, { "detail.isDeleted": true }],
    },
    {
        rule: "hrms-backup-failed",
        source: BACKUP,
        event: {
            "detail-type": "Backup Job State Change",
            source: "aws.backup",
            region: "us-west-2",
            resources: [],
            detail: {
                backupJobId: "34176239-e96d-4e1d-9fad-529dbb3c3556",
                resourceArn: "arn:aws:service:us-west-2:1112233445566:resource-type/resource-id",
                state: "FAILED",
                statusMessage: "Backup job failed because the backup vault does not exist.",
            },
        },
        message:
            "Backup Job State Change in us-west-2 failed for " +
            "arn:aws:service:us-west-2:1112233445566:resource-type/resource-id: Backup job failed because the " +
            "backup vault does not exist.",
        not: [{ "detail.state": "COMPLETED" }, { "detail-type": "Recovery Point State Change" }],
    },
    {
        rule: "hrms-backup-failed",
        source: BACKUP,
        event: {
            "detail-type": "Copy Job State Change",
            source: "aws.backup",
            region: "us-west-2",
            resources: ["arn:aws:ec2:us-west-2::snapshot/snap-03886bc8d6ef3a1f9"],
            detail: {
                copyJobId: "0175DE71-5784-589F-D8AC-541ACCB4CAC8",
                resourceArn: "arn:aws:ec2:us-west-2:1112233445566:volume/vol-050eba21ee4d3c001",
                state: "FAILED",
                statusMessage: "Access denied exception while trying to list recovery points",
            },
        },
        message:
            "Copy Job State Change in us-west-2 failed for " +
            "arn:aws:ec2:us-west-2:1112233445566:volume/vol-050eba21ee4d3c001: Access denied exception while " +
            "trying to list recovery points",
        not: [{ "detail.state": "COMPLETED" }],
    },
    {
        rule: "hrms-backup-restore-failed",
        source: BACKUP,
        event: {
            "detail-type": "Restore Job State Change",
            source: "aws.backup",
            region: "us-west-2",
            resources: ["arn:aws:ec2:us-west-2::image/ami-12b3456dfb7f8cf90"],
            detail: {
                restoreJobId: "1B234A56-789B-01CD-2A34-4567A08901FD",
                resourceType: "EC2",
                status: "FAILED",
                statusMessage:
                    "AWS Backup does not permit attaching a new instance profile to an EC2 instance.",
            },
        },
        message:
            "A restore in us-west-2 failed for recovery point arn:aws:ec2:us-west-2::image/ami-12b3456dfb7f8cf90: " +
            "AWS Backup does not permit attaching a new instance profile to an EC2 instance.",
        not: [{ "detail.status": "COMPLETED" }],
    },
    {
        rule: "hrms-patching-failed",
        source: guide("systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html"),
        event: {
            "detail-type": "Maintenance Window Execution State-change Notification",
            source: "aws.ssm",
            time: "2016-11-16T01:00:57Z",
            region: "us-east-2",
            resources: ["arn:aws:ssm:us-east-2:123456789012:maintenancewindow/mw-123456789012345678"],
            detail: {
                "start-time": "2016-11-16T01:00:56.427Z",
                "end-time": "2016-11-16T01:00:57.070Z",
                "window-id": "mw-0ed7251d3fcf6e0c2",
                "window-execution-id": "b60fb56e-776c-4e5c-84ee-123456789012",
                status: "TIMED_OUT",
            },
        },
        message:
            "Patching of the HRMS hosts ended with TIMED_OUT at 2016-11-16T01:00:57Z (maintenance window " +
            "mw-0ed7251d3fcf6e0c2). The output of each host is in the log group of the system.",
        not: [
            { "detail.status": "SUCCESS" },
            { "detail.window-id": "mw-00000000000000000" },
            { "detail-type": "Maintenance Window Task Execution State-change Notification" },
        ],
    },
];
