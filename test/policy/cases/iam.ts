import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const BUCKET = "arn:aws:s3:::hrms-media/*";
const allow = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const policy = fixture(types.policyDocuments, {
    policy: allow({ Action: ["s3:GetObject", "s3:PutObject"], Resource: BUCKET }),
});
const rolePolicy = (document: string) => ({
    ...policy({ policy: document }),
    type: "aws:iam/rolePolicy:RolePolicy",
});
const role = fixture(types.role);
/** A policy that reads every secret and decrypts with every key under this condition. */
const conditional = (Condition: object) =>
    [
        policy({
            policy: allow({
                Action: ["secretsmanager:GetSecretValue", "kms:Decrypt"],
                Resource: "*",
                Condition,
            }),
        }),
    ] as const;
/** Actions that take a resource, and that AWS's own policies and guides use on `*`. */
const DOCUMENTED_SO = [
    "cloudwatch:GetMetricData",
    "cloudwatch:PutMetricData",
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:UnassignPrivateIpAddresses",
    "ssm:GetDocument",
    "ssm:PutComplianceItems",
    "ssm:UpdateAssociationStatus",
    "ssm:UpdateInstanceAssociationStatus",
    "ssm:UpdateInstanceInformation",
];

export const cases: CaseTable = {
    "iam-policy-no-wildcard": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            "named actions on named resources": [policy()],
            "a wildcard in an action's name": [
                policy({ policy: allow({ Action: "s3:Get*", Resource: BUCKET }) }),
            ],
            "actions that AWS can't narrow": [
                policy({
                    policy: allow({
                        Action: [
                            "ec2:DescribeInstances",
                            "cloudwatch:PutMetricData",
                            "ssmmessages:OpenDataChannel",
                            "ssm:UpdateInstanceInformation",
                        ],
                        Resource: "*",
                    }),
                }),
            ],
            "a condition that narrows": [
                policy({
                    policy: allow({
                        Action: "kms:Decrypt",
                        Resource: "*",
                        Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
                    }),
                }),
            ],
            "a condition on a tag": conditional({ StringEquals: { "aws:ResourceTag/Application": "hrms" } }),
            "a condition on a tag by the service's own key": conditional({
                StringEquals: { "secretsmanager:ResourceTag/Application": "hrms" },
            }),
            "a condition on the caller's own tag": conditional({
                StringEquals: { "aws:ResourceTag/Team": "${aws:PrincipalTag/Team}" },
            }),
            "a condition on a tag that must exist": conditional({
                StringEqualsIfExists: { "aws:ResourceTag/Application": "hrms" },
                Null: { "aws:ResourceTag/Application": "false" },
            }),
            "a condition on one service in every region": conditional({
                StringLike: { "kms:ViaService": "s3.*.amazonaws.com" },
            }),
            "an action without resources in another case": [
                policy({ policy: allow({ Action: "ECR:getauthorizationtoken", Resource: "*" }) }),
            ],
            ...Object.fromEntries(
                DOCUMENTED_SO.map((action) => [
                    `${action}, which AWS documents on *`,
                    [policy({ policy: allow({ Action: action, Resource: "*" }) })] as const,
                ]),
            ),
            "listing the names of buckets": [
                policy({ policy: allow({ Action: "s3:ListAllMyBuckets", Resource: "*" }) }),
            ],
            "a denial": [policy({ policy: allow({ Effect: "Deny", Action: "*", Resource: "*" }) })],
            "a statement outside a list": [
                policy({
                    policy: JSON.stringify({
                        Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: BUCKET },
                    }),
                }),
            ],
            "resources with a common prefix": [
                policy({
                    policy: allow({
                        Action: "logs:PutLogEvents",
                        Resource: "arn:aws:logs:eu-central-1:123456789012:log-group:/hrms/*",
                    }),
                }),
            ],
            "listing log groups": [
                policy({
                    policy: allow({
                        Action: "logs:DescribeLogGroups",
                        Resource: "arn:aws:logs:eu-central-1:123456789012:log-group:*",
                    }),
                }),
            ],
            "the subscriptions of one topic": [
                policy({
                    policy: allow({
                        Action: "sns:Subscribe",
                        Resource: "arn:aws:sns:eu-central-1:123456789012:alerts:*",
                    }),
                }),
            ],
        },
        violating: {
            "every action": [policy({ policy: allow({ Action: "*", Resource: BUCKET }) })],
            "every action of a service": [policy({ policy: allow({ Action: ["s3:*"], Resource: BUCKET }) })],
            "every resource": [
                rolePolicy(allow({ Action: ["secretsmanager:GetSecretValue"], Resource: "*" })),
            ],
            "every parameter": [policy({ policy: allow({ Action: "ssm:GetParameter", Resource: "*" }) })],
            "every resource beside actions that AWS can't narrow": [
                policy({ policy: allow({ Action: ["ec2:DescribeVpcs", "s3:GetObject"], Resource: ["*"] }) }),
            ],
            "an empty condition": [
                policy({ policy: allow({ Action: "s3:GetObject", Resource: "*", Condition: {} }) }),
            ],
            "every action except some": [policy({ policy: allow({ NotAction: "iam:*", Resource: BUCKET }) })],
            "every resource except some": [
                policy({ policy: allow({ Action: "s3:GetObject", NotResource: BUCKET }) }),
            ],
            "a statement outside a list": [
                policy({
                    policy: JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: BUCKET } }),
                }),
            ],
            "a text that is not JSON": [policy({ policy: "everything" })],
            "the second inline policy of a role": [
                role({
                    inlinePolicies: [
                        { policy: allow({ Action: "s3:GetObject", Resource: BUCKET }) },
                        { policy: allow({ Action: "*", Resource: "*" }) },
                    ],
                }),
            ],
            "every bucket": [
                policy({ policy: allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*" }) }),
            ],
            "every object of every bucket": [
                policy({ policy: allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" }) }),
            ],
            "every secret": [
                policy({
                    policy: allow({
                        Action: "secretsmanager:GetSecretValue",
                        Resource: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:*",
                    }),
                }),
            ],
            "every DNS zone": [
                policy({
                    policy: allow({
                        Action: "route53:ChangeResourceRecordSets",
                        Resource: "arn:aws:route53:::hostedzone/*",
                    }),
                }),
            ],
            "every mobile application in SNS": [
                policy({
                    policy: allow({
                        Action: "sns:Publish",
                        Resource: "arn:aws:sns:eu-central-1:123456789012:app/*",
                    }),
                }),
            ],
            "listing files beside listing buckets": [
                policy({
                    policy: allow({ Action: ["s3:ListAllMyBuckets", "s3:ListBucket"], Resource: "*" }),
                }),
            ],
            "listing former versions of files": [
                policy({ policy: allow({ Action: "s3:ListBucketVersions", Resource: "*" }) }),
            ],
            "listing unfinished uploads": [
                policy({ policy: allow({ Action: "s3:ListBucketMultipartUploads", Resource: "*" }) }),
            ],
            "a pattern that covers listing files": [
                policy({ policy: allow({ Action: "s3:List*", Resource: "*" }) }),
            ],
            "an action of every service": [
                policy({ policy: allow({ Action: "*:GetObject", Resource: BUCKET }) }),
            ],
            "every action of a service by another pattern": [
                policy({ policy: allow({ Action: "s3:?*", Resource: BUCKET }) }),
            ],
            "every resource by another pattern": [
                policy({ policy: allow({ Action: "s3:GetObject", Resource: "?*" }) }),
            ],
            "every resource of a service by a prefix": [
                policy({ policy: allow({ Action: "s3:GetObject", Resource: "arn:aws:s3*" }) }),
            ],
            "every resource from one network": conditional({
                IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
            }),
            "every resource over TLS": conditional({ Bool: { "aws:SecureTransport": "true" } }),
            "every resource with any tag": conditional({
                StringLike: { "aws:ResourceTag/Application": "*" },
            }),
            "a condition on a tag that may be missing": conditional({
                StringEqualsIfExists: { "aws:ResourceTag/Application": "hrms" },
            }),
            "every resource except those with a tag": conditional({
                StringNotEquals: { "aws:ResourceTag/Application": "hrms" },
            }),
            "every resource that has a tag": conditional({
                Null: { "aws:ResourceTag/Application": "false" },
            }),
            "a condition on the tag that the caller sends": conditional({
                StringEquals: { "aws:ResourceTag/Application": "${aws:RequestTag/Application}" },
            }),
            "every key through any service": conditional({
                StringLike: { "kms:ViaService": "*.eu-central-1.amazonaws.com" },
            }),
        },
        omitted: {
            inlinePolicies: ["pass", role()],
            policy: ["fail", policy({ policy: undefined })],
            "Effect, which AWS requires": [
                "fail",
                policy({ policy: allow({ Effect: undefined, Action: "*", Resource: BUCKET }) }),
            ],
        },
        unknown: {
            policy: ["undetermined", policy({ policy: UNKNOWN })],
            "a part of a document": [
                "undetermined",
                policy({
                    policy: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: UNKNOWN }] },
                }),
            ],
        },
    },
};
