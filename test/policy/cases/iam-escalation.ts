import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { UNKNOWN } from "../harness";
import { AWS, role, scenes } from "../scenes/managed-policies";

const allow = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const policy = fixture(types.policyDocuments);
const may = (Action: string | readonly string[], Resource: unknown, others: object = {}): Scene => [
    policy({ policy: allow({ Action, Resource, ...others }) }),
];
const when = (Condition: object) => ({ Condition });
const OWN_ROLE = "arn:aws:iam::123456789012:role/hrms-task";
const OWN_USER = "arn:aws:iam::123456789012:user/${aws:username}";
const TO_TASKS = when({ StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } });
const BOUNDARY = "arn:aws:iam::123456789012:policy/hrms-boundary";
/** Every action in the table of escalations. */
const ESCALATING = [
    "iam:AttachUserPolicy",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:PutUserPolicy",
    "iam:PutRolePolicy",
    "iam:PutGroupPolicy",
    "iam:CreatePolicyVersion",
    "iam:SetDefaultPolicyVersion",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:AddUserToGroup",
    "iam:UpdateAssumeRolePolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:UpdateLoginProfile",
    "iam:PassRole",
];

export const cases: CaseTable = {
    "iam-policy-no-escalation": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            "passing a role to one service": may("iam:PassRole", OWN_ROLE, TO_TASKS),
            "attaching one named policy": may("iam:AttachRolePolicy", OWN_ROLE, {
                ...when({ ArnEquals: { "iam:PolicyARN": `${AWS}/AmazonSSMManagedInstanceCore` } }),
            }),
            "changing rights within a boundary": may(
                ["iam:PutRolePolicy", "iam:AttachRolePolicy"],
                "arn:aws:iam::123456789012:role/hrms-*",
                when({ StringEquals: { "iam:PermissionsBoundary": BOUNDARY } }),
            ),
            "managing one's own keys and password": may(
                ["iam:CreateAccessKey", "iam:UpdateLoginProfile"],
                OWN_USER,
            ),
            "assuming a role of one account": may("sts:AssumeRole", OWN_ROLE),
            "assuming every role with one tag": may(
                "sts:AssumeRole",
                "*",
                when({ StringEquals: { "aws:ResourceTag/Application": "hrms" } }),
            ),
            "reading roles": may(["iam:GetRole", "iam:ListRoles"], OWN_ROLE),
            "a denial": [policy({ policy: allow({ Effect: "Deny", Action: ESCALATING, Resource: "*" }) })],
        },
        violating: {
            ...scenes(
                ESCALATING,
                (action) => action,
                (action) => may(action, OWN_ROLE),
            ),
            "assuming a role of any account": may("sts:AssumeRole", "arn:aws:iam::*:role/deploy"),
            "a pattern that covers several actions": may("iam:Put*", OWN_ROLE),
            "an action in another case": may("IAM:passrole", OWN_ROLE),
            "passing a role to any service": may(
                "iam:PassRole",
                OWN_ROLE,
                when({ StringLike: { "iam:PassedToService": "*" } }),
            ),
            "passing a role with a tag": may(
                "iam:PassRole",
                OWN_ROLE,
                when({ StringEquals: { "iam:ResourceTag/Application": "hrms" } }),
            ),
            "attaching any policy": may(
                "iam:AttachRolePolicy",
                OWN_ROLE,
                when({ ArnLike: { "iam:PolicyARN": `${AWS}/*` } }),
            ),
            "changing rights within any boundary": may(
                "iam:PutRolePolicy",
                OWN_ROLE,
                when({ StringLike: { "iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/*" } }),
            ),
            "managing the keys of others": may("iam:CreateAccessKey", [
                OWN_USER,
                "arn:aws:iam::123456789012:user/admin",
            ]),
            "an inline policy of a role": [
                role({ inlinePolicies: [{ policy: allow({ Action: "iam:PassRole", Resource: OWN_ROLE }) }] }),
            ],
        },
        omitted: { inlinePolicies: ["pass", role()] },
        unknown: { policy: ["undetermined", policy({ policy: UNKNOWN })] },
    },
};
