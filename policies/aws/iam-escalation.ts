/** Actions that let somebody give themselves more permissions. */
import { demands, isNarrowed } from "./iam-conditions";
import { isExact } from "./iam-condition-keys";
import type { Statement } from "./iam-document";

interface Escalation {
    readonly actions: readonly string[];
    /** What the holder can do, to complete "lets its holder …". */
    readonly can: string;
    /** The statements that are harmless nevertheless. */
    readonly unless: (statement: Statement) => boolean;
}

/** A condition that holds a key to exact values. */
function limits(...keys: readonly string[]): Escalation["unless"] {
    return (statement) => keys.some((key) => demands(statement, key, isExact));
}

/** Users can manage their own user: `arn:aws:iam::*:user/${aws:username}`. */
const isAboutOneself = ({ resources }: Statement): boolean =>
    resources.length > 0 &&
    resources.every((resource) => /:user\/([^*?]*\/)?\$\{aws:username\}$/.test(resource));

const never = (): boolean => false;

/** The policy can only go to a role that a boundary limits. */
const BOUNDARY = "iam:PermissionsBoundary";

/**
 * Known ways to gain more rights, from https://pathfinding.cloud and Prowler's list of them
 * (`prowler/providers/aws/services/iam/lib/privilege_escalation.py`). Many paths there combine `iam:PassRole` with an
 * action that starts a function, a task or a host: the row for `iam:PassRole` closes all of these. Others take over
 * something that runs already (`ssm:SendCommand`, `lambda:UpdateFunctionCode`): `iam-policy-no-wildcard` makes the policy
 * name what it may take over.
 */
export const ESCALATIONS: readonly Escalation[] = [
    {
        actions: ["iam:AttachUserPolicy", "iam:AttachGroupPolicy", "iam:AttachRolePolicy"],
        can: "attach any policy to itself",
        unless: limits("iam:PolicyARN", BOUNDARY),
    },
    {
        actions: ["iam:PutUserPolicy", "iam:PutRolePolicy"],
        can: "write itself a policy",
        unless: limits(BOUNDARY),
    },
    {
        actions: ["iam:PutGroupPolicy", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"],
        can: "change a policy that it holds",
        unless: never,
    },
    {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
        actions: ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"],
        can: "remove the boundary of its own rights",
        unless: never,
    },
    { actions: ["iam:AddUserToGroup"], can: "join a group of administrators", unless: never },
    {
        actions: ["iam:UpdateAssumeRolePolicy"],
        can: "give itself access to every role that it names",
        unless: never,
    },
    {
        actions: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"],
        can: "log in as somebody else",
        unless: isAboutOneself,
    },
    {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
        actions: ["iam:PassRole"],
        can: "hand a role to a service of its choice, and act with that role's rights",
        unless: limits("iam:PassedToService"),
    },
    {
        actions: ["sts:AssumeRole"],
        can: "assume roles of accounts that it does not name",
        unless: (statement) =>
            statement.resources.every((resource) => /^arn:[^:]+:iam::\d{12}:role\//.test(resource)) ||
            isNarrowed(statement, "resource"),
    },
];
