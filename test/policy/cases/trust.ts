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

const role = fixture(types.role, { assumeRolePolicy: trusting(EC2) });
const trustedBy = (statement: object) => [role({ assumeRolePolicy: trusting(statement) })] as const;
const conditional = (Condition: object) => trustedBy({ ...ANYONE, Condition });
const resourcePolicy = fixture(types.resourcePolicyDocuments);
const open = document({ ...ANYONE, Action: "*", Resource: "*" });
const GITHUB = {
    Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
    Action: "sts:AssumeRoleWithWebIdentity",
};

const openHolder = fixture(types.holdersOfPolicy)({ policy: open });

export const trustCases: CaseTable = {
    "iam-trust-is-scoped": {
        compliant: {
            "a service": [role()],
            "an account": trustedBy({ Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
            "everyone of an organisation": trustedBy({ ...ANYONE, ...inOrganisation }),
            "everyone for one resource": conditional({
                ArnLike: { "aws:SourceArn": "arn:aws:s3:::hrms-media" },
            }),
            "everyone from one network": conditional({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
            "the key of a condition in other letters": conditional({
                StringEquals: { "AWS:SourceAccount": "123456789012" },
            }),
            "a denial for everyone": trustedBy({ ...ANYONE, Effect: "Deny" }),
            "a repository, by its identity provider": trustedBy({
                ...GITHUB,
                Condition: {
                    StringLike: { "token.actions.githubusercontent.com:sub": "repo:example/hrms:*" },
                },
            }),
            "a bucket's policy": bucketScene(),
            "a key's own policy": [
                key({ policy: document({ ...EC2, Action: "kms:Decrypt", Resource: "*" }) }),
            ],
        },
        violating: {
            everyone: trustedBy(ANYONE),
            "everyone, written as a map": trustedBy({ Principal: { AWS: "*" } }),
            "everyone, among others": trustedBy({
                Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] },
            }),
            "everyone but one": trustedBy({ NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } }),
            "an empty condition": conditional({}),
            "a condition on TLS": conditional({ Bool: { "aws:SecureTransport": "true" } }),
            "a condition that everyone meets": conditional({ StringLike: { "aws:PrincipalArn": "*" } }),
            "a condition on addresses that all meet": conditional({
                IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] },
            }),
            "a condition on everyone else": conditional({
                StringNotEquals: { "aws:PrincipalAccount": "123456789012" },
            }),
            "a condition that strangers need not meet": conditional({
                StringEqualsIfExists: { "aws:PrincipalOrgID": "o-0123456789" },
            }),
            "a condition that holds for no value at all": conditional({
                "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-0123456789" },
            }),
            "every account of an identity provider": trustedBy(GITHUB),
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
            "no JSON": [role({ assumeRolePolicy: "everyone" })],
            "a key of everyone's": [key({ policy: open })],
            "a key's policy of its own": [resourcePolicy({ policy: open })],
            "a queue": [{ ...openHolder, type: "aws:sqs/queue:Queue" }],
            "a topic": [fixture(types.topic, { kmsMasterKeyId: UNKNOWN, policy: open })()],
            ...aliases(types.resourcePolicyDocuments, [resourcePolicy({ policy: open })]),
        },
        omitted: {
            "a key's policy, for which AWS has its own": ["pass", key()],
            Effect: ["fail", ...trustedBy({ ...ANYONE, Effect: undefined })],
        },
        unknown: {
            "a document with a new ARN": ["undetermined", role({ assumeRolePolicy: UNKNOWN })],
            "a key's policy": ["undetermined", key({ policy: UNKNOWN })],
        },
    },
    "no-long-lived-access-key": {
        compliant: { "a role": [role()] },
        violating: {
            "a key": [fixture(types.accessKey, { user: "ses-smtp" })()],
            "a key that is switched off": [
                fixture(types.accessKey, { user: "ses-smtp", status: "Inactive" })(),
            ],
        },
        omitted: { user: ["fail", fixture(types.accessKey)()] },
        unknown: { user: ["fail", fixture(types.accessKey)({ user: UNKNOWN })] },
    },
};
