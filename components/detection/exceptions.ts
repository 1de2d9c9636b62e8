import type { Settings } from "../../config";

/** The settings that decide whether an exception holds. */
export type ExceptionSettings = Pick<
    Settings,
    "cacheReplicas" | "databaseMultiAz" | "deletionProtection" | "logRetentionDays" | "nat" | "region"
>;

/** The standards that the stack subscribes to, by the first part of their names. */
export type Standard = "fsbp" | "cis";

/** What an auditor asks for and the stack does not do. */
export interface Exception {
    /** Ids of controls, by standard. Security Hub switches them off for the whole account in the region. */
    readonly controls?: Readonly<Partial<Record<Standard, readonly string[]>>>;
    /** Ids of Checkov's checks that ask for the same. */
    readonly checkov?: readonly string[];
    /** One sentence, which Security Hub shows beside the control. */
    readonly reason: string;
    /** @defaultValue - in every stack */
    readonly when?: (settings: ExceptionSettings) => boolean;
}

const fsbp = (...ids: readonly string[]): Exception["controls"] => ({ fsbp: ids });
const cis = (...ids: readonly string[]): Exception["controls"] => ({ cis: ids });

/**
 * Every control of the subscribed standards, and every check of Checkov, that the stack fails on purpose. Tests hold the
 * rendered stacks against both lists: what fails has a row, and what passes has none. A row that is no longer needed gets
 * `when: () => false` for one `pulumi up`, because deleting it leaves the control off.
 */
export const EXCEPTIONS: readonly Exception[] = [
    {
        controls: fsbp("AutoScaling.6"),
        reason: "A group has one instance type, because the number of processes and connections follows from it.",
    },
    {
        controls: fsbp("CloudFront.1"),
        checkov: ["CKV_AWS_305"],
        reason: "The distribution has static files only and no page at its root.",
    },
    {
        controls: fsbp("CloudFront.4"),
        checkov: ["CKV_AWS_310"],
        reason: "S3 spreads the one origin over zones; the application does not run without its region either.",
    },
    {
        controls: fsbp("CloudFront.5"),
        checkov: ["CKV_AWS_86"],
        reason: "The access log goes through a log delivery, and the check knows the older kind of log only.",
    },
    {
        controls: fsbp("CloudFront.6"),
        checkov: ["CKV_AWS_68", "CKV2_AWS_47"],
        reason: "The distribution has public static files only; the firewall stands before the application.",
    },
    {
        controls: fsbp("EC2.10"),
        reason: "Nothing in the network calls EC2's API.",
    },
    {
        controls: { fsbp: ["EC2.21"], cis: ["EC2.21"] },
        reason: "Security groups decide about every connection, and none opens port 22 or 3389 to the world.",
    },
    {
        controls: fsbp("EC2.55", "EC2.56", "EC2.58", "EC2.60"),
        reason: "The stack uses neither container registries nor Incident Manager.",
    },
    {
        controls: fsbp("EC2.57"),
        reason: "Hosts reach Systems Manager over TLS through the NAT, which is there anyway.",
        when: ({ nat }) => nat !== "none",
    },
    {
        controls: fsbp("EC2.172"),
        reason: "People reach the load balancer from the Internet.",
    },
    {
        controls: fsbp("EC2.9", "EC2.180"),
        reason: "The NAT instance has a public address and forwards what others send; the other hosts have neither.",
        when: ({ nat }) => nat === "instance",
    },
    {
        checkov: ["CKV_AWS_126", "CKV_AWS_135", "CKV2_AWS_41"],
        reason: "The NAT instance keeps no data and calls no AWS API, and its type is always EBS-optimised.",
        when: ({ nat }) => nat === "instance",
    },
    {
        controls: fsbp("ELB.6", "RDS.8"),
        checkov: ["CKV_AWS_150", "CKV_AWS_293"],
        reason: "hrms:deletionProtection is off, because the stack is to be deleted.",
        when: ({ deletionProtection }) => !deletionProtection,
    },
    {
        controls: fsbp("ElastiCache.3"),
        checkov: ["CKV2_AWS_50"],
        reason: "hrms:cacheReplicas is 0: a starter stack saves the second node and can be without its cache for minutes.",
        when: ({ cacheReplicas }) => cacheReplicas === 0,
    },
    {
        controls: fsbp("GuardDuty.5", "GuardDuty.7", "GuardDuty.12"),
        reason: "The stack has no containers, and agents in other people's clusters are theirs to decide.",
    },
    {
        controls: fsbp("GuardDuty.9"),
        reason: "GuardDuty watches logins to Aurora and not to RDS for MySQL.",
    },
    {
        controls: fsbp("Macie.1", "Macie.2"),
        reason: "All uploads are treated as personal data, so nothing is learnt from reading each of them for 1 USD a GiB.",
    },
    {
        controls: fsbp("RDS.5"),
        checkov: ["CKV_AWS_157"],
        reason: "hrms:databaseMultiAz is off: a starter stack saves the second database and can wait for a restart.",
        when: ({ databaseMultiAz }) => !databaseMultiAz,
    },
    {
        controls: fsbp("RDS.10"),
        checkov: ["CKV_AWS_161"],
        reason: "Connections last longer than the 15 minutes of IAM's tokens; passwords are in Secrets Manager.",
    },
    {
        controls: fsbp("RDS.20"),
        reason: "The database's events go to two topics by severity, and the control wants all in one subscription.",
    },
    {
        controls: fsbp("RDS.21", "RDS.22"),
        reason: "Only pulumi up changes the parameter group, and security groups of RDS itself no longer exist.",
    },
    {
        controls: fsbp("RDS.23"),
        reason: "Only the hosts and one function reach the database; another port would hide it from nobody else.",
    },
    {
        controls: fsbp("Route53.2"),
        reason: "The zone is not the stack's, and its owner decides about its logs.",
    },
    {
        controls: { fsbp: ["S3.1"], cis: ["S3.1"] },
        reason: "The owner of the account decides for all its buckets; each of the stack's blocks public access itself.",
    },
    {
        controls: { fsbp: ["S3.9"], cis: ["CloudTrail.7"] },
        reason: "The bucket for logs would log its own log, without end; the trail's files are signed.",
    },
    {
        controls: cis("S3.20"),
        reason: "Only the root user can switch on deletion with a second factor; backups are in a locked vault.",
    },
    {
        controls: cis("S3.22", "S3.23"),
        reason: "The trail has who read or wrote uploads; for all other buckets the access log has it, at a tenth of the price.",
    },
    {
        controls: fsbp("SecretsManager.1", "SecretsManager.3", "SecretsManager.4"),
        checkov: ["CKV2_AWS_57"],
        reason: "A person rotates secrets, because programs read them at start only, some for the last time months ago.",
    },
    {
        checkov: ["CKV2_AWS_3"],
        reason: "The detector is the account's own; the check wants an organisation's.",
    },
    {
        checkov: ["CKV2_AWS_34"],
        reason: "The parameters have the environment without its secrets, which are in Secrets Manager, and the id of an image.",
    },
    {
        checkov: ["CKV2_AWS_5"],
        reason: "The database proxy's group is there before the proxy, so that turning it on cuts off no host.",
    },
    {
        checkov: ["CKV2_AWS_62"],
        reason: "GuardDuty sets the notifications of the bucket with uploads itself; nothing waits for the others' objects.",
    },
    {
        checkov: ["CKV_AWS_112"],
        reason: "TLS encrypts sessions; a key of KMS beside it would need a right for every operator.",
    },
    {
        checkov: ["CKV_AWS_50", "CKV_AWS_115", "CKV_AWS_116", "CKV_AWS_272"],
        reason: "The one function runs during pulumi up only, which waits for its answer and brings its code.",
    },
    {
        checkov: ["CKV_AWS_173"],
        reason: "The function's variables have names and ARNs; it reads the secrets itself.",
    },
    {
        checkov: ["CKV_AWS_144"],
        reason: "AWS Backup copies uploads to the second region; the rest can be made again or is a log.",
    },
    {
        checkov: ["CKV_AWS_145"],
        reason: "Load balancers write logs into buckets with S3's own keys only, and static files are public.",
    },
    {
        checkov: ["CKV_AWS_233"],
        reason: "Pulumi creates the new certificate before it deletes the old one, unless it is told otherwise.",
    },
    {
        checkov: ["CKV_AWS_252"],
        reason: "Alarms read the trail's log group; a message for each file would tell nobody anything.",
    },
    {
        checkov: ["CKV_AWS_259"],
        reason: "The check wants the preload list, which only the owner of the whole domain may ask for.",
    },
    {
        controls: fsbp("ELB.18"),
        checkov: ["CKV_AWS_260"],
        reason: "Port 80 of the load balancer only redirects to HTTPS.",
    },
    {
        checkov: ["CKV_AWS_290", "CKV_AWS_355"],
        reason: "The actions on every resource are those for which IAM knows no resource.",
    },
    {
        checkov: ["CKV_AWS_338"],
        reason: "hrms:logRetentionDays is less than a year; the trail's files in S3 stay longer.",
        when: ({ logRetentionDays }) => logRetentionDays < 365,
    },
    {
        checkov: ["CKV_AWS_374"],
        reason: "Staff travel, and static files are no secret.",
    },
];

/** A control of one standard, on or off. */
export interface ControlChoice {
    readonly standard: Standard;
    readonly control: string;
    readonly off: boolean;
    readonly reason: string;
}

/**
 * The choice about each control in the table: off while its exception holds, otherwise on again. CloudFront's controls exist
 * in us-east-1 only: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-regions.html
 */
export const controlChoices = (settings: ExceptionSettings): ControlChoice[] =>
    EXCEPTIONS.flatMap(({ controls = {}, reason, when = () => true }) =>
        (["fsbp", "cis"] as const).flatMap((standard) =>
            (controls[standard] ?? [])
                .filter((control) => settings.region === "us-east-1" || !control.startsWith("CloudFront."))
                .map((control) => ({ standard, control, off: when(settings), reason })),
        ),
    );
