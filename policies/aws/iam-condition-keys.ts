/**
 * The condition keys that narrow a statement, and the values that do. A key that is not here narrows nothing: the
 * caller chooses it (`aws:RequestTag`, `aws:UserAgent`, `aws:Referer`), every caller meets it (`aws:SecureTransport`),
 * or it says where a caller is but not what it may reach (`aws:SourceIp` beside `Resource: *`).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { isOneSite } from "./addresses";

/** Whether the key limits the caller, the origin of an AWS service's call, or the resource. */
export type Narrows = "caller" | "source" | "resource";

interface Value {
    /** Operators in lower case. AWS refuses any other operator, or it never holds. */
    readonly operators: readonly string[];
    /** Whether the value names a single account, organization, network or similar. */
    readonly isSpecific: (value: string) => boolean;
}

const STRING = ["stringequals", "stringequalsignorecase", "stringlike"];
const ARN = ["arnequals", "arnlike"];

/** Contains no `*`, no `?`, and no policy variable except those that a rule accepts by name. */
export const isExact = (value: string): boolean => value !== "" && !/[*?]|\$\{/.test(withoutEscapes(value));

/** `${*}`, `${?}` and `${$}` mean the characters themselves. */
const withoutEscapes = (value: string): string => value.replace(/\$\{[*?$]\}/g, "_");

const text = (isSpecific: Value["isSpecific"]): Value => ({ operators: STRING, isSpecific });

/** Twelve digits, or the account that the resource belongs to. */
const ACCOUNT = text((value) => /^(\d{12}|\$\{aws:ResourceAccount\})$/i.test(value));

/** An organization, or the organization of the resource's account. */
const ORGANIZATION = text((value) => /^(o-[a-z0-9]{10,32}|\$\{aws:ResourceOrgID\})$/i.test(value));

/** Begins with one organization: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`. */
const ORGANIZATION_PATH = text((value) => /^o-[a-z0-9]{10,32}\//.test(value));

/** Names an account, with anything after it. An ARN without an account, as in S3, must name the resource. */
const ARN_OF_ACCOUNT: Value = {
    operators: [...STRING, ...ARN],
    isSpecific: (value) =>
        /^arn:[^:]*:[^:]*:[^:]*:\d{12}:./.test(value) ||
        (/^arn:[^:]+:[^:]+:[^:]*::./.test(value) && isExact(value)),
};

const ADDRESS: Value = {
    operators: ["ipaddress"],
    isSpecific: (value) =>
        isOneSite(value.includes("/") ? value : `${value}/${value.includes(":") ? 128 : 32}`),
};

const NETWORK = text((value) => /^(vpc|vpce)-[0-9a-f]{8,17}$/.test(value));

/** A role's unique id with any session: `AROAEXAMPLEID:*`. */
const USER_ID = text((value) => /^[A-Z0-9]{16,}(:.*)?$/.test(value) || /^\d{12}$/.test(value));

/** One service in any region: `s3.*.amazonaws.com`. */
const SERVICE = text((value) => /^[a-z0-9-]+\.(\*|[a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.test(value));

/** A name without wildcards, or a name that IAM fills in from the caller's own tags or name. */
const NAME: Value = {
    operators: [...STRING, ...ARN],
    isSpecific: (value) =>
        isExact(value) ||
        /^\$\{aws:(PrincipalTag\/[^}*?,]+|PrincipalAccount|username|userid)\}$/i.test(value),
};

const TRUE: Value = { operators: ["bool"], isSpecific: (value) => value === "true" };

interface NarrowingKey {
    /** Matches the key in lower case. */
    readonly key: RegExp;
    readonly value: Value;
    readonly narrows: readonly Narrows[];
}

const row = (key: string, value: Value, ...narrows: readonly Narrows[]): NarrowingKey => ({
    key: new RegExp(`^(${key})$`),
    value,
    narrows,
});

export const NARROWING_KEYS: readonly NarrowingKey[] = [
    // The caller.
    row("aws:principalaccount|kms:calleraccount|aws:vpceaccount", ACCOUNT, "caller"),
    row("aws:principalarn", ARN_OF_ACCOUNT, "caller"),
    row("aws:principalorgid|aws:vpceorgid", ORGANIZATION, "caller"),
    row("aws:principalorgpaths|aws:vpceorgpaths", ORGANIZATION_PATH, "caller"),
    row("aws:userid", USER_ID, "caller"),
    row("aws:sourceip", ADDRESS, "caller"),
    row("aws:sourcevpc|aws:sourcevpce", NETWORK, "caller"),
    row("s3:dataaccesspointaccount", ACCOUNT, "caller"),
    row("s3:dataaccesspointarn", ARN_OF_ACCOUNT, "caller", "resource"),
    row("lambda:sourcefunctionarn|ec2:sourceinstancearn", ARN_OF_ACCOUNT, "caller"),
    // https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
    row("elasticfilesystem:accessedviamounttarget", TRUE, "caller"),

    // The origin of a service's call.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    row("aws:sourceaccount|aws:sourceowner", ACCOUNT, "caller", "source"),
    row("aws:sourcearn", ARN_OF_ACCOUNT, "caller", "source"),
    row("aws:sourceorgid", ORGANIZATION, "caller", "source"),
    row("aws:sourceorgpaths", ORGANIZATION_PATH, "caller", "source"),
    // An Alexa skill. https://docs.aws.amazon.com/lambda/latest/dg/services-alexa.html
    row("lambda:eventsourcetoken", NAME, "source"),
    // What a service tells KMS about the resource that it encrypts: the log group, the topic, the trail.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    row("kms:encryptioncontext:.+", ARN_OF_ACCOUNT, "source"),

    // The resource.
    row("(aws|[a-z0-9-]+):resourcetag/.+", NAME, "resource"),
    row("rds:[a-z-]+-tag/.+|s3:existingobjecttag/.+", NAME, "resource"),
    row("kms:viaservice", SERVICE, "resource"),
    row("kms:resourcealiases|kms:requestalias|kms:encryptioncontext:.+", NAME, "resource"),
    row("ec2:(vpc|subnet|launchtemplate|createaction|authorizedservice)", NAME, "resource"),
    row(
        "ecs:cluster|lambda:functionarn|cloudwatch:namespace|ses:fromaddress|events:managedby|iam:awsservicename",
        NAME,
        "resource",
    ),
];
