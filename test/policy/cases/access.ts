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
const attachment = fixture(types.policyAttachment);

export const accessCases: CaseTable = {
    "iam-policy-no-wildcard": {
        compliant: {
            "named actions on named resources": [policy()],
            "part of a name": [policy({ policy: allow({ Action: "s3:Get*", Resource: BUCKET }) })],
            "what AWS can't narrow": [
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
            "what a condition narrows": [
                policy({
                    policy: allow({
                        Action: "kms:Decrypt",
                        Resource: "*",
                        Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
                    }),
                }),
            ],
            "a denial": [policy({ policy: allow({ Effect: "Deny", Action: "*", Resource: "*" }) })],
            "one statement, not a list": [
                policy({
                    policy: JSON.stringify({
                        Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: BUCKET },
                    }),
                }),
            ],
            "resources whose names begin alike": [
                policy({
                    policy: allow({
                        Action: "logs:PutLogEvents",
                        Resource: "arn:aws:logs:eu-central-1:123456789012:log-group:/hrms/*",
                    }),
                }),
            ],
            "log groups, which AWS lists by that name": [
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
            "a policy of AWS": [
                attachment({ policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }),
            ],
        },
        violating: {
            "every action": [policy({ policy: allow({ Action: "*", Resource: BUCKET }) })],
            "every action of a service": [policy({ policy: allow({ Action: ["s3:*"], Resource: BUCKET }) })],
            "every resource": [
                rolePolicy(allow({ Action: ["secretsmanager:GetSecretValue"], Resource: "*" })),
            ],
            "every parameter": [policy({ policy: allow({ Action: "ssm:GetParameter", Resource: "*" }) })],
            "every resource, beside what AWS can't narrow": [
                policy({ policy: allow({ Action: ["ec2:DescribeVpcs", "s3:GetObject"], Resource: ["*"] }) }),
            ],
            "an empty condition": [
                policy({ policy: allow({ Action: "s3:GetObject", Resource: "*", Condition: {} }) }),
            ],
            "all but some actions": [policy({ policy: allow({ NotAction: "iam:*", Resource: BUCKET }) })],
            "all but some resources": [
                policy({ policy: allow({ Action: "s3:GetObject", NotResource: BUCKET }) }),
            ],
            "one statement, not a list": [
                policy({
                    policy: JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: BUCKET } }),
                }),
            ],
            "no JSON": [policy({ policy: "everything" })],
            "the second inline policy of a role": [
                role({
                    inlinePolicies: [
                        { policy: allow({ Action: "s3:GetObject", Resource: BUCKET }) },
                        { policy: allow({ Action: "*", Resource: "*" }) },
                    ],
                }),
            ],
            "a role that is administrator": [
                role({ managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
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
            "every mobile application, which SNS has beside topics": [
                policy({
                    policy: allow({
                        Action: "sns:CreatePlatformEndpoint",
                        Resource: "arn:aws:sns:eu-central-1:123456789012:app/*",
                    }),
                }),
            ],
            administrator: [attachment({ policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" })],
        },
        omitted: {
            inlinePolicies: ["pass", role()],
            policy: ["fail", policy({ policy: undefined })],
            "the effect, which AWS refuses": [
                "fail",
                policy({ policy: allow({ Effect: undefined, Action: "*", Resource: BUCKET }) }),
            ],
        },
        unknown: {
            "a document with a new ARN": ["undetermined", policy({ policy: UNKNOWN })],
            "a policy made in the same stack": ["undetermined", attachment({ policyArn: UNKNOWN })],
        },
    },
};
