import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";
import { bucketScene, key } from "../sound";

const document = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const trusting = (statement: object) => document({ Action: "sts:AssumeRole", ...statement });
const EC2 = { Principal: { Service: "ec2.amazonaws.com" } };
const ANYONE = { Principal: "*" };
const inOrganisation = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-0123456789" } } };
/** The provider names the stack's own account. */
const OWN = { provider: { allowedAccountIds: '["123456789012"]' } };
const role = fixture(types.role, { assumeRolePolicy: trusting(EC2) }, OWN);
const trustedBy = (statement: object) => [role({ assumeRolePolicy: trusting(statement) })] as const;
const conditional = (Condition: object) => trustedBy({ ...ANYONE, Condition });
const resourcePolicy = fixture(types.resourcePolicyDocuments);
const open = document({ ...ANYONE, Action: "*", Resource: "*" });
/** A document with one statement as a separate resource. */
const resourceOf = (type: string, statement: object) => ({
    ...resourcePolicy({ policy: document({ Action: "*", Resource: "*", ...statement }) }, OWN),
    type,
});
const permission = fixture(types.functionPermission, { function: "hrms" }, OWN);
const openHolder = fixture(types.holdersOfPolicy)({ policy: open });

export const cases: CaseTable = {
    "iam-trust-is-scoped": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            "a service": [role()],
            "an account": trustedBy({ Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
            "everyone in an organization": trustedBy({ ...ANYONE, ...inOrganisation }),
            "everyone on behalf of one resource": conditional({
                ArnLike: { "aws:SourceArn": "arn:aws:s3:::hrms-media" },
            }),
            "everyone from one network": conditional({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
            "the key of a condition in another case": conditional({
                StringEquals: { "AWS:SourceAccount": "123456789012" },
            }),
            "a denial for everyone": trustedBy({ ...ANYONE, Effect: "Deny" }),
            "a bucket's policy": bucketScene(),
            "a key's own policy": [
                key(
                    {
                        policy: document({
                            Principal: { AWS: "arn:aws:iam::123456789012:root" },
                            Action: "kms:*",
                            Resource: "*",
                        }),
                    },
                    OWN,
                ),
            ],
            "everyone in the resource's own account": conditional({
                StringEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" },
            }),
            "everyone in an organizational unit": conditional({
                "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-0123456789/r-ab12/*" },
            }),
            "a condition on a key that must exist": conditional({
                StringEqualsIfExists: { "aws:PrincipalOrgID": "o-0123456789" },
                Null: { "aws:PrincipalOrgID": "false" },
            }),
            "everyone who mounts a file system": [
                resourceOf("aws:efs/fileSystemPolicy:FileSystemPolicy", {
                    ...ANYONE,
                    Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
                }),
            ],
            "a function URL, which another policy judges": [
                permission({
                    principal: "*",
                    action: "lambda:InvokeFunctionUrl",
                    functionUrlAuthType: "AWS_IAM",
                }),
            ],
            "a function that one account may call": [
                permission({ principal: "123456789012", action: "lambda:InvokeFunction" }),
            ],
        },
        violating: {
            everyone: trustedBy(ANYONE),
            "everyone as a map": trustedBy({ Principal: { AWS: "*" } }),
            "everyone in a list": trustedBy({
                Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] },
            }),
            "everyone except one": trustedBy({ NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } }),
            "an empty condition": conditional({}),
            "a condition on TLS": conditional({ Bool: { "aws:SecureTransport": "true" } }),
            "a condition that everyone meets": conditional({ StringLike: { "aws:PrincipalArn": "*" } }),
            "a list of addresses that includes everyone": conditional({
                IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] },
            }),
            "a condition that admits everyone else": conditional({
                StringNotEquals: { "aws:PrincipalAccount": "123456789012" },
            }),
            "a condition on a key that may be missing": conditional({
                StringEqualsIfExists: { "aws:PrincipalOrgID": "o-0123456789" },
            }),
            "ForAllValues, which a request without the key meets": conditional({
                "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-0123456789" },
            }),
            "everyone in any organization": conditional({
                StringLike: { "aws:PrincipalOrgID": "o-*" },
            }),
            "a role of any account by its name": conditional({
                ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" },
            }),
            "a pattern of account numbers": conditional({
                StringLike: { "aws:PrincipalAccount": "1234567890??" },
            }),
            "half the internet": conditional({ IpAddress: { "aws:SourceIp": "0.0.0.0/1" } }),
            "a network larger than one site": conditional({ IpAddress: { "aws:SourceIp": "203.0.0.0/16" } }),
            "a condition that compares the caller with itself": conditional({
                StringEquals: { "aws:PrincipalAccount": "${aws:PrincipalAccount}" },
            }),
            "a condition on a tag that the caller sets": conditional({
                StringEquals: { "aws:PrincipalTag/Team": "hr" },
            }),
            "a condition that only requires the key": conditional({
                Null: { "aws:PrincipalAccount": "false" },
            }),
            "an external id alone": conditional({ StringEquals: { "sts:ExternalId": "b6b1e0a2" } }),
            "a role of any account as principal": trustedBy({
                Principal: { AWS: "arn:aws:iam::*:role/deploy" },
            }),
            "everyone in an organization except one": trustedBy({
                NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" },
                ...inOrganisation,
            }),
            "every action except some": [
                resourceOf("aws:sqs/queuePolicy:QueuePolicy", {
                    Principal: { AWS: "arn:aws:iam::123456789012:root" },
                    Action: undefined,
                    NotAction: "sqs:DeleteQueue",
                }),
            ],
            "a function that everyone may call": [
                permission({ principal: "*", action: "lambda:InvokeFunction" }),
            ],
            "logs that everyone may write": [fixture(types.logResourcePolicy)({ policyDocument: open })],
            "a search domain that everyone may query": [
                fixture(types.searchAccessPolicy)({ accessPolicies: open }),
            ],
            "the second statement": [
                role({
                    assumeRolePolicy: JSON.stringify({
                        Statement: [
                            { Effect: "Allow", ...EC2, Action: "sts:AssumeRole" },
                            { Effect: "Allow", ...ANYONE, Action: "sts:AssumeRole" },
                        ],
                    }),
                }),
            ],
            "a text that is not JSON": [role({ assumeRolePolicy: "everyone" })],
            "a key that everyone may use": [key({ policy: open })],
            "a separate policy that everyone meets": [resourcePolicy({ policy: open })],
            "a queue that everyone may use": [{ ...openHolder, type: "aws:sqs/queue:Queue" }],
            "a topic that everyone may use": [
                fixture(types.topic, { kmsMasterKeyId: UNKNOWN, policy: open })(),
            ],
            ...aliases(types.resourcePolicyDocuments, [resourcePolicy({ policy: open })]),
        },
        omitted: {
            "a key's policy, which AWS fills in": ["pass", key()],
            Effect: ["fail", ...trustedBy({ ...ANYONE, Effect: undefined })],
            assumeRolePolicy: ["pass", role({ assumeRolePolicy: undefined })],
        },
        unknown: {
            assumeRolePolicy: ["undetermined", role({ assumeRolePolicy: UNKNOWN })],
            "a key's policy": ["undetermined", key({ policy: UNKNOWN })],
        },
    },
    "no-long-lived-access-key": {
        is: ["mandatory", "high", "deny"],
        compliant: { "a role": [role()] },
        violating: {
            "an access key": [fixture(types.accessKey, { user: "ses-smtp" })()],
            "an inactive access key": [fixture(types.accessKey, { user: "ses-smtp", status: "Inactive" })()],
        },
        omitted: { user: ["fail", fixture(types.accessKey)()] },
        unknown: { user: ["fail", fixture(types.accessKey)({ user: UNKNOWN })] },
    },
};
