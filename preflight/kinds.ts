/** Every kind of finding: what it is, how much it matters, why, and what to do in general. docs/preflight.md is made from it. */

export const SUBJECTS = {
    tools: "This machine",
    identity: "Credentials and account",
    capacity: "What the region has",
    quotas: "Quotas",
    dns: "DNS",
    email: "E-mail",
    "account-services": "Services that exist once",
    names: "Names",
    backup: "Backups",
    contacts: "Contacts",
} as const;

export type Subject = keyof typeof SUBJECTS;

/** `blocks`: `pulumi up` fails. `warns`: it succeeds, but something does not work then. `unknown`: AWS was not able to say. */
export type Severity = "blocks" | "warns" | "unknown";

export interface Kind {
    readonly subject: Subject;
    readonly severity: Severity;
    /** What is found, in general. A finding says it with its values. */
    readonly what: string;
    readonly why: string;
    /** What to do, in general. A finding has the command or the setting. */
    readonly fix: string;
}

const kinds = <Id extends string>(
    subject: Subject,
    rows: Readonly<Record<Id, Omit<Kind, "subject">>>,
): Readonly<Record<Id, Kind>> =>
    Object.fromEntries(
        Object.entries<Omit<Kind, "subject">>(rows).map(([id, row]) => [id, { subject, ...row }]),
    ) as Record<Id, Kind>;

const blocks = (what: string, why: string, fix: string) => ({ severity: "blocks", what, why, fix }) as const;
const warns = (what: string, why: string, fix: string) => ({ severity: "warns", what, why, fix }) as const;

const TOOLS = kinds("tools", {
    "pulumi-unsuitable": blocks(
        "There is no Pulumi CLI on PATH, or it is too old.",
        "The program and its policy pack need it.",
        "Install a newer Pulumi.",
    ),
    "node-old": blocks(
        "Node.js is older than the program needs.",
        "Pulumi runs the program with it.",
        "Install a newer Node.js.",
    ),
    "plugin-missing": warns(
        "A provider plugin is not installed in the version that the program needs.",
        "Pulumi downloads it during the first preview, which fails on a machine that cannot reach it.",
        "Install the plugin.",
    ),
    "plan-rejected": blocks(
        "The stack cannot be planned.",
        "Pulumi would stop with the same error, and what the stack needs is not known.",
        "Do what the message says.",
    ),
});

const IDENTITY = kinds("identity", {
    "credentials-missing": blocks(
        "There are no credentials that AWS accepts.",
        "Nothing can be asked or created.",
        "Sign in, or set AWS_PROFILE.",
    ),
    "account-differs": blocks(
        "The credentials belong to another account than hrms:awsAccountId.",
        "The stack's provider accepts no other account.",
        "Take the other credentials, or change the setting.",
    ),
    "root-user": warns(
        "The credentials are the root user's.",
        "Nothing limits the root user, and the stack's own alarm sounds when somebody uses it.",
        "Use a role.",
    ),
    "credentials-expire": warns(
        "The credentials expire within an hour.",
        "The first `pulumi up` takes most of an hour. A session that ends in between leaves a half-made stack.",
        "Renew the session first.",
    ),
    "clock-differs": warns(
        "The clock of this machine differs from AWS's by five minutes or more.",
        "AWS rejects signatures that are older than five minutes.",
        "Set the clock.",
    ),
    "account-not-active": blocks(
        "AWS has not activated the account for a service yet.",
        "A new account is activated within a day, once it has a valid payment method.",
        "Complete the sign-up.",
    ),
    "region-off": blocks(
        "A region that the stack uses is not enabled in the account.",
        "Regions that opened after March 2019 are off until you enable them.",
        "Enable the region, or choose another one.",
    ),
});

const CAPACITY = kinds("capacity", {
    "zones-few": blocks(
        "The account has fewer zones in the region than hrms:availabilityZones.",
        "Each zone gets its subnets.",
        "Use fewer zones, or another region.",
    ),
    "host-type-absent": blocks(
        "EC2 lacks an instance type in zones of the stack.",
        "The Auto Scaling group would fail to start hosts there.",
        "Take a type of the same size.",
    ),
    "database-class-absent": blocks(
        "RDS lacks the instance class in the region or in zones of the stack.",
        "RDS rejects the database.",
        "Take a class of the same size.",
    ),
    "cache-type-absent": blocks(
        "ElastiCache lacks the node type in the region.",
        "ElastiCache rejects the cache.",
        "Take another node type.",
    ),
    "storage-shrinks": blocks(
        "hrms:databaseStorageGib is less than the database has.",
        "The storage of a database cannot shrink.",
        "Set the former size.",
    ),
    "image-absent": blocks(
        "The image of the hosts does not exist, or the account may not use it.",
        "No host starts without it.",
        "Name another image, or leave hrms:amiId out.",
    ),
    "image-architecture": blocks(
        "The image is for another processor than hrms:architecture.",
        "EC2 rejects the launch template's instances.",
        "Name an image of the right architecture.",
    ),
});

/** One kind for each quota; see checks/quotas.ts. */
const quota = (what: string, why: string) => blocks(what, why, "Ask AWS for a higher quota.");

const QUOTAS = kinds("quotas", {
    "quota-vcpus": quota(
        "EC2 allows fewer vCPUs than the hosts need to start.",
        "EC2 starts no more hosts, so the rollout fails.",
    ),
    "quota-vcpus-growth": warns(
        "EC2 allows enough vCPUs to start, but not for rollouts or growth.",
        "Hosts above the quota never start.",
        "Ask AWS for a higher quota.",
    ),
    "quota-addresses": quota("All Elastic addresses of the region are in use.", "The NAT needs one."),
    "quota-lambda": quota(
        "Lambda allows too few executions at the same time.",
        "The function that makes the database's users cannot run.",
    ),
    "quota-vpcs": quota("The region has no room for one more VPC.", "The stack has a VPC of its own."),
    "quota-internet-gateways": quota(
        "The region has no room for one more internet gateway.",
        "The load balancer needs it.",
    ),
    "quota-nat-gateways": quota(
        "A zone has no room for one more NAT gateway.",
        "Hosts reach AWS through it.",
    ),
    "quota-security-groups": quota(
        "The region has no room for the security groups.",
        "Each kind of host, the database and the cache have one.",
    ),
    "quota-security-group-rules": quota(
        "A security group of the stack has more rules than the account allows.",
        "EC2 rejects the rule.",
    ),
    "quota-load-balancers": quota(
        "The region has no room for one more Application Load Balancer.",
        "People reach the HRMS through it.",
    ),
    "quota-target-groups": quota(
        "The region has no room for one more target group.",
        "The load balancer sends requests to it.",
    ),
    "quota-auto-scaling-groups": quota(
        "The region has no room for the Auto Scaling groups.",
        "They keep the hosts.",
    ),
    "quota-roles": quota("The account has no room for the IAM roles.", "Each part of the stack has its own."),
    "quota-databases": quota("The region has no room for one more database.", "RDS rejects it."),
    "quota-cache-nodes": quota("The region has no room for the cache's nodes.", "ElastiCache rejects them."),
});

const DNS = kinds("dns", {
    "zone-absent": blocks(
        "Route 53 has no public zone of the name in hrms:hostedZone.",
        "The stack publishes its names there and proves them to ACM and SES.",
        "Create the zone, or name another one.",
    ),
    "zone-twice": blocks(
        "Route 53 has several public zones of the name in hrms:hostedZone.",
        "The provider does not choose between zones of the same name.",
        "Delete the one that the registrar does not name.",
    ),
    "zone-not-delegated": blocks(
        "The public DNS does not send questions about the zone to Route 53.",
        "ACM waits for the proof of the domain until `pulumi up` gives up.",
        "Enter the zone's name servers at the registrar.",
    ),
    "zone-partly-delegated": warns(
        "The public DNS names other name servers besides the zone's.",
        "Some people get other answers, or none.",
        "Enter the zone's name servers only.",
    ),
    "record-exists": blocks(
        "The zone has a record of a name and type that the stack creates.",
        "Route 53 rejects a second one.",
        "Delete the record, or import it.",
    ),
    "record-is-cname": blocks(
        "The zone has a CNAME at a name that the stack uses.",
        "A name with a CNAME can have no other record.",
        "Delete the CNAME.",
    ),
    "caa-forbids": blocks(
        "CAA records do not allow Amazon to issue certificates for a name.",
        "ACM refuses the certificate.",
        "Add a CAA record for amazon.com.",
    ),
});

const EMAIL = kinds("email", {
    "ses-sandbox": warns(
        "SES is in the sandbox.",
        "It sends to addresses that you have proved and to nobody else, 200 messages a day.",
        "Ask AWS for production access.",
    ),
    "ses-paused": warns(
        "SES sends nothing for this account.",
        "AWS or somebody has paused it.",
        "Ask AWS why.",
    ),
    "ses-quota-used": warns(
        "Most of the messages that SES allows in a day are in use by others.",
        "SES rejects messages above the quota.",
        "Ask AWS for a higher quota.",
    ),
    "ses-identity-exists": blocks(
        "SES knows the sender's domain already.",
        "SES rejects a second identity of the same name.",
        "Delete it, or import it.",
    ),
});

const SERVICES = kinds("account-services", {
    "guardduty-on": blocks(
        "GuardDuty is on already.",
        "A region has one detector.",
        'Say that it runs "elsewhere", or take it over.',
    ),
    "security-hub-on": blocks(
        "Security Hub is on already.",
        "A region has one.",
        'Say that it runs "elsewhere", or take it over.',
    ),
    "config-recorder-exists": blocks(
        "AWS Config has a recorder already.",
        "A region has one that an account makes.",
        'Say that it runs "elsewhere", or take it over.',
    ),
    "config-channel-exists": blocks(
        "AWS Config has a delivery channel already.",
        "A region has one.",
        'Say that it runs "elsewhere", or take it over.',
    ),
    "config-role-absent": blocks(
        "AWS Config's role does not exist.",
        "The account has it once for all stacks, so no stack makes it.",
        "Create the role.",
    ),
    "analyzer-exists": blocks(
        "IAM Access Analyzer has an analyzer of the account already.",
        "A region has one for external access.",
        'Say that it runs "elsewhere", or take it over.',
    ),
    "inspector-on": warns(
        "Inspector is on already.",
        "The stack takes it over, and `pulumi destroy` switches it off.",
        'Say that it runs "elsewhere".',
    ),
    "trail-exists": warns(
        "A trail of every region exists already.",
        "AWS bills each further copy of the events.",
        'Say that it runs "elsewhere".',
    ),
    "public-access-possible": warns(
        "The account does not block public access to S3 as a whole.",
        "The stack's buckets are closed. Other buckets of the account may not be.",
        "Block it for the account.",
    ),
    "linked-role-exists": blocks(
        "The role that Auto Scaling gets from the stack exists already.",
        "IAM rejects a second one.",
        "Delete it.",
    ),
});

const NAMES = kinds("names", {
    "name-taken": blocks(
        "Something else has a name that the stack gives.",
        "AWS rejects a second one.",
        "Delete it, import it, or choose another name of the stack.",
    ),
    "secret-being-deleted": blocks(
        "A secret of the name waits for its deletion.",
        "Secrets Manager keeps the name for the recovery period.",
        "Delete it at once.",
    ),
});

const BACKUP = kinds("backup", {
    "backup-type-off": warns(
        "AWS Backup is not switched on for a kind of resource.",
        "The stack's plans name their resources, which AWS Backup then saves all the same. Backups on demand need the switch.",
        "Switch it on.",
    ),
});

const CONTACTS = kinds("contacts", {
    "contact-not-confirmed": warns(
        "A contact has not confirmed the e-mail from SNS.",
        "Contacts who do not confirm receive no alarms.",
        "Ask them to confirm.",
    ),
});

/** Each can concern any subject; a finding names it. */
const UNANSWERED = kinds("identity", {
    "not-allowed": {
        severity: "unknown",
        what: "The credentials may not ask something.",
        why: "What was not asked may block.",
        fix: "Allow the action: `npx hrms preflight --policy` prints a policy with all of them.",
    },
    "not-answered": {
        severity: "unknown",
        what: "Something did not answer.",
        why: "What was not asked may block.",
        fix: "Do what the message says, and run it again.",
    },
});

export const KINDS = {
    ...TOOLS,
    ...IDENTITY,
    ...CAPACITY,
    ...QUOTAS,
    ...DNS,
    ...EMAIL,
    ...SERVICES,
    ...NAMES,
    ...BACKUP,
    ...CONTACTS,
    ...UNANSWERED,
} satisfies Readonly<Record<string, Kind>>;

export type KindId = keyof typeof KINDS;
