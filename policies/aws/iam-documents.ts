/** The properties with IAM policy documents: permissions, trust policies and resource policies. */
import { on, type ResourceRule, type Subject } from "../policy";
import * as types from "../resource-types";
import type { ResourceType } from "../resource-types";
import type { Settings, Values } from "../settings";
import { decide, each, type Findings } from "../verdict";
import { type Statement, statementReaders } from "./iam-document";

/** How a policy judges these documents. */
export interface Judge<S extends Settings> {
    /** `place` is the place of the statement, such as `policy: statement 2`. `subject` is the resource that contains it. */
    readonly statement: (
        statement: Statement,
        place: string,
        subject: Subject<object>,
        settings: Values<S>,
    ) => Findings;
    /**
     * Whether a malformed document is a fault. For each document, only one policy reports it.
     * @defaultValue false
     */
    readonly refusesUnreadable?: boolean;
}

/** Permissions of users, groups and roles. */
export function onGrants<S extends Settings>(judge: Judge<S>): readonly ResourceRule<S>[] {
    return [
        onDocument(types.policyDocuments, "policy", ({ policy }) => policy, judge),
        on(types.role, (role, settings) =>
            each(
                () => role.props.inlinePolicies,
                ({ policy }, index) =>
                    judgeDocument(`inlinePolicies[${index}].policy`, policy, judge, role, settings),
            ),
        ),
    ];
}

/** The trust policy of a role. */
export function onTrust<S extends Settings>(judge: Judge<S>): ResourceRule<S> {
    return onDocument(types.role, "assumeRolePolicy", (role) => orOfAws(role.assumeRolePolicy), judge);
}

/** Resource policies. */
export function onResourcePolicies<S extends Settings>(judge: Judge<S>): readonly ResourceRule<S>[] {
    return [
        ...[types.resourcePolicyDocuments, types.holdersOfPolicy].map((type) =>
            onDocument<{ policy?: unknown }, S>(type, "policy", ({ policy }) => orOfAws(policy), judge),
        ),
        onDocument(
            types.logResourcePolicy,
            "policyDocument",
            ({ policyDocument }) => orOfAws(policyDocument),
            judge,
        ),
        onDocument(
            types.searchAccessPolicy,
            "accessPolicies",
            ({ accessPolicies }) => orOfAws(accessPolicies),
            judge,
        ),
        onDocument(types.functionPermission, "the permission", documentOf, judge),
    ];
}

const NOTHING = { Statement: [] };

/** Without a document, AWS's own document admits the resource's account. */
const orOfAws = (given: unknown): unknown => (given === undefined || given === "" ? NOTHING : given);

function onDocument<Props extends object, S extends Settings>(
    type: ResourceType<Props>,
    property: string,
    read: (props: Props) => unknown,
    judge: Judge<S>,
): ResourceRule<S> {
    return on(type, (subject, settings: Values<S>) =>
        decide(() => judgeDocument(property, read(subject.props), judge, subject, settings)),
    );
}

/** Judges the statements of a document one by one. */
function judgeDocument<S extends Settings>(
    property: string,
    document: unknown,
    judge: Judge<S>,
    subject: Subject<object>,
    settings: Values<S>,
): Findings {
    const statements = statementReaders(document);
    if (statements) {
        return statements.flatMap((read, index) =>
            decide(() => judge.statement(read(), `${property}: statement ${index + 1}`, subject, settings)),
        );
    }
    return judge.refusesUnreadable
        ? [{ outcome: "failed", fault: `${property} can't be read as a policy document` }]
        : [];
}

/**
 * The statement that Lambda makes from a permission. A permission for everyone to call a function URL belongs to that
 * URL, which another policy judges.
 */
function documentOf(permission: types.Props<typeof types.functionPermission>): object {
    const { action, functionUrlAuthType, principal } = permission;
    if (functionUrlAuthType !== undefined && principal === "*") return NOTHING;
    const isService = /^[a-z0-9.-]+\.amazon(aws)?\.com$/.test(principal);
    return {
        Statement: {
            Effect: "Allow",
            Principal: { [isService ? "Service" : "AWS"]: principal },
            Action: action,
            Condition: {
                ArnLike: { "aws:SourceArn": permission.sourceArn },
                StringEquals: {
                    "aws:SourceAccount": permission.sourceAccount,
                    "aws:PrincipalOrgID": permission.principalOrgId,
                    "lambda:EventSourceToken": permission.eventSourceToken,
                },
            },
        },
    };
}
