import { admits, allows } from "./documents";
import { type Mutations, on } from "./mutation";

const WILDCARD = "iam-policy-no-wildcard";
const TRUST = "iam-trust-is-scoped";
const MANAGED = "iam-managed-policy-is-narrow";
const ESCALATION = "iam-policy-no-escalation";
const FEDERATION = "iam-federation-names-workload";
const SOURCE = "service-access-names-source";
const EXTERNAL_ID = "iam-trust-of-other-account-has-external-id";

const WEB = "aws:iam/role:Role hrms-hosts-web";
const WORKER = "aws:iam/role:Role hrms-hosts-worker";
const TRAIL = "hrms-detection-trail-role-policy";
const OTHER_ACCOUNT = { AWS: "arn:aws:iam::999999999999:root" };

const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const when = (operator: string, key: string, value: unknown) => ({
    Condition: { [operator]: { [key]: value } },
});

/** A trust policy for GitHub with the audience and these conditions. */
const github = (subject: object): string =>
    admits(
        { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        "sts:AssumeRoleWithWebIdentity",
        {
            Condition: {
                StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
                ...subject,
            },
        },
    );
const subjectLike = (sub: string) => ({ StringLike: { "token.actions.githubusercontent.com:sub": sub } });

const conditions: readonly Mutations[] = [
    on(TRAIL, {
        "the trail reads every secret over TLS": {
            set: {
                policy: allows(
                    "secretsmanager:GetSecretValue",
                    "*",
                    when("Bool", "aws:SecureTransport", "true"),
                ),
            },
            violates: [WILDCARD],
        },
        "the trail reads every secret with the tag or without a tag": {
            set: {
                policy: allows(
                    "secretsmanager:GetSecretValue",
                    "*",
                    when("StringEqualsIfExists", "aws:ResourceTag/Stack", "prod"),
                ),
            },
            violates: [WILDCARD],
        },
        "the trail lists the files of every bucket": {
            set: { policy: allows("s3:ListBucket", "*") },
            violates: [WILDCARD],
        },
    }),
    on("hrms-keys-database", {
        "every organization may decrypt the database": {
            set: { policy: admits("*", "kms:Decrypt", when("StringLike", "aws:PrincipalOrgID", "o-*")) },
            violates: [TRUST],
        },
        "half the internet may decrypt the database": {
            set: { policy: admits("*", "kms:Decrypt", when("IpAddress", "aws:SourceIp", "0.0.0.0/1")) },
            violates: [TRUST],
        },
        "a role of any account may decrypt the database": {
            set: {
                policy: admits(
                    "*",
                    "kms:Decrypt",
                    when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*"),
                ),
            },
            violates: [TRUST],
        },
    }),
    on("aws:lambda/permission:Permission anyone", {
        "everyone may call a function": {
            added: { action: "lambda:InvokeFunction", function: "hrms-database-users", principal: "*" },
            violates: [TRUST],
        },
    }),
    on("aws:ecr/repositoryPolicy:RepositoryPolicy images", {
        "everyone may fetch images": {
            added: { repository: "hrms", policy: admits("*", "ecr:BatchGetImage") },
            violates: [TRUST],
        },
    }),
];

const grants: readonly Mutations[] = [
    on("hrms-backup-role-backup", {
        "backups run as administrator": {
            set: { policyArn: aws("AdministratorAccess") },
            violates: [MANAGED],
        },
    }),
    on("hrms-detection-trail-role", {
        "the trail runs as administrator": {
            set: { managedPolicyArns: [aws("AdministratorAccess")] },
            violates: [MANAGED],
        },
    }),
    on(WEB, {
        "hosts have full access to S3": {
            set: { managedPolicyArns: [aws("AmazonS3FullAccess")] },
            violates: [MANAGED],
        },
        "hosts have access to every secret": {
            set: { managedPolicyArns: [aws("SecretsManagerReadWrite")] },
            violates: [MANAGED],
        },
    }),
    on("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive pipeline", {
        "a pipeline has full access to IAM": {
            added: { roleName: "pipeline", policyArns: [aws("IAMFullAccess")] },
            violates: [MANAGED],
        },
    }),
    on("hrms-database-users-role-policy", {
        "a function writes policies of roles": {
            set: {
                policy: allows("iam:PutRolePolicy", "arn:aws:iam::123456789012:role/hrms-database-users"),
            },
            violates: [ESCALATION],
        },
        "a function hands its role to any service": {
            set: { policy: allows("iam:PassRole", "arn:aws:iam::123456789012:role/hrms-database-users") },
            violates: [ESCALATION],
        },
        "a function assumes roles of any account": {
            set: { policy: allows("sts:AssumeRole", "arn:aws:iam::*:role/deploy") },
            violates: [ESCALATION],
        },
    }),
];

const trust: readonly Mutations[] = [
    on(WORKER, {
        "workers read the whole account": {
            set: { managedPolicyArns: [aws("ReadOnlyAccess")] },
            violates: ["workload-role-reads-not-everything"],
        },
        "every repository may assume the hosts' role": {
            set: { assumeRolePolicy: github({}) },
            violates: [FEDERATION],
        },
        "every repository of an organization may assume the hosts' role": {
            set: { assumeRolePolicy: github(subjectLike("repo:example/*")) },
            violates: [FEDERATION],
        },
        "every branch may assume the hosts' role": {
            set: { assumeRolePolicy: github(subjectLike("repo:example/hrms:*")) },
            violates: [FEDERATION],
        },
    }),
    on("aws:iam/role:Role hrms-backup-role", {
        "another account makes backups": {
            set: { assumeRolePolicy: admits(OTHER_ACCOUNT, "sts:AssumeRole") },
            violates: [EXTERNAL_ID],
        },
    }),
    on("aws:secretsmanager/secret:Secret hrms-secrets-superuser", {
        "another account reads the superuser's password": {
            set: { policy: admits(OTHER_ACCOUNT, "secretsmanager:GetSecretValue") },
            violates: ["cross-account-access-is-declared"],
        },
    }),
    on("hrms-alerts-warning-policy", {
        "CloudWatch sends alerts for every customer": {
            set: { policy: admits({ Service: "cloudwatch.amazonaws.com" }, "sns:Publish") },
            violates: [SOURCE],
        },
    }),
    on("aws:cloudwatch/logResourcePolicy:LogResourcePolicy hrms-edge-firewall-log-policy", {
        "logs are delivered for every customer": {
            set: {
                policyDocument: admits({ Service: "delivery.logs.amazonaws.com" }, "logs:PutLogEvents"),
            },
            violates: [SOURCE],
        },
    }),
    on("aws:lambda/permission:Permission buckets", {
        "a function works for every bucket": {
            added: { action: "lambda:InvokeFunction", function: "hrms", principal: "s3.amazonaws.com" },
            violates: [SOURCE],
        },
    }),
];

export const iam: readonly Mutations[] = [...conditions, ...grants, ...trust];
