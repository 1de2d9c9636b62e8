import { admits, allows } from "./documents";
import { type Mutations, on } from "./mutation";

const HOSTS = "aws:iam/rolePolicy:RolePolicy hrms-hosts-web";
const WORKERS = "aws:iam/rolePolicy:RolePolicy hrms-hosts-worker";
const ROLE = "aws:iam/role:Role hrms-hosts-web";
const MASTER = "hrms-secrets-database-master-value";
const WILDCARD = "iam-policy-no-wildcard";
const TRUST = "iam-trust-is-scoped";

const grants: readonly Mutations[] = [
    on(HOSTS, {
        "hosts may do everything": { set: { policy: allows("*", "*") }, violates: [WILDCARD] },
        "hosts may do everything with a bucket": {
            set: { policy: allows("s3:*", "arn:aws:s3:::uploads/*") },
            violates: [WILDCARD],
        },
        "hosts may read every object": { set: { policy: allows("s3:GetObject", "*") }, violates: [WILDCARD] },
        "hosts may read every bucket": {
            set: { policy: allows("s3:GetObject", "arn:aws:s3:::*") },
            violates: [WILDCARD],
        },
        "hosts may read every secret": {
            set: {
                policy: allows(
                    "secretsmanager:GetSecretValue",
                    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:*",
                ),
            },
            violates: [WILDCARD],
        },
        "hosts may decrypt with every key": {
            set: { policy: allows("kms:Decrypt", "arn:aws:kms:*:*:key/*") },
            violates: [WILDCARD],
        },
        "hosts may do everything except one action": {
            set: { policy: allows("s3:GetObject", "*", { Action: undefined, NotAction: "iam:CreateUser" }) },
            violates: [WILDCARD],
        },
        "hosts may pass every role": {
            set: { policy: allows("iam:PassRole", "*") },
            violates: [WILDCARD, "iam-policy-no-escalation"],
        },
    }),
    on(WORKERS, {
        "workers may read the master's password": {
            set: {
                policy: allows(
                    "secretsmanager:GetSecretValue",
                    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hrms/prod/database-master-2XE2S4",
                ),
            },
            refers: { policy: [MASTER] },
            violates: ["database-app-user-is-not-master at hrms-database"],
        },
    }),
    on("hrms-detection-trail-role", {
        "the trail may do everything with logs": {
            set: { inlinePolicies: [{ name: "logs", policy: allows("logs:*", "*") }] },
            violates: [WILDCARD],
        },
    }),
    on("aws:iam/accessKey:AccessKey mail", {
        "an access key for mail": { added: { user: "mail" }, violates: ["no-long-lived-access-key"] },
    }),
];

const trust: readonly Mutations[] = [
    on(ROLE, {
        "every account may assume the hosts' role": {
            set: { assumeRolePolicy: admits("*", "sts:AssumeRole") },
            violates: [TRUST],
        },
        "every account may assume the hosts' role over TLS": {
            set: {
                assumeRolePolicy: admits({ AWS: "*" }, "sts:AssumeRole", {
                    Condition: { Bool: { "aws:SecureTransport": "true" } },
                }),
            },
            violates: [TRUST],
        },
    }),
    on("hrms-keys-secrets", {
        "everyone may decrypt": { set: { policy: admits("*", "kms:Decrypt") }, violates: [TRUST] },
    }),
    on("hrms-alerts-critical-policy", {
        "everyone may send alerts": { set: { policy: admits("*", "sns:Publish") }, violates: [TRUST] },
    }),
    on("hrms-backup-policy", {
        "everyone may copy into the vault": {
            set: { policy: admits("*", "backup:CopyIntoBackupVault") },
            violates: [TRUST],
        },
    }),
    on("hrms-storage-static-policy", {
        "everyone may read static files from the bucket": {
            set: { policy: admits("*", "s3:GetObject") },
            violates: [TRUST, "s3-bucket-refuses-plain-http at hrms-storage-static"],
        },
    }),
    on("aws:secretsmanager/secret:Secret hrms-secrets-secret-key", {
        "everyone except one account may read the secret key": {
            set: {
                policy: admits(undefined, "secretsmanager:GetSecretValue", {
                    NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" },
                }),
            },
            violates: [TRUST],
        },
    }),
];

export const access: readonly Mutations[] = [...grants, ...trust];
