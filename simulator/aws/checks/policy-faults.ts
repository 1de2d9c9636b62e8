import { Account, Refusal } from "../../resource-type";
import { refusal, shown, textAt } from "../../checks";
import { isObject } from "../../wire";
import { parseObject } from "./policy-document";

/** The kind of a policy decides whether its statements must or must not name principals and resources. */
export type PolicyKind = "identity" | "trust" | "key" | "resource";

const grammar = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";
const VERSIONS = ["2012-10-17", "2008-10-17"];
const ELEMENTS = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];
const PRINCIPALS = ["AWS", "Service", "Federated", "CanonicalUser"];

const many = (value: unknown): readonly unknown[] =>
    value === undefined ? [] : Array.isArray(value) ? value : [value];

/**
 * Rejects a policy that IAM's parser rejects.
 * @param code - the service's error code, e.g. `MalformedPolicyDocument`
 */
export function refuseMalformedPolicy(id: string, property: string, kind: PolicyKind, code: string): Refusal {
    return refusal(id, grammar, (inputs) => {
        const text = textAt(inputs, property);
        const fault = text === undefined ? undefined : policyFault(text, kind);
        return fault === undefined ? undefined : { property, message: `${code}: ${fault}` };
    });
}

/** Rejects a statement whose principal is a role or user of this account that does not exist. */
export function refuseUnknownPrincipal(id: string, property: string, code: string): Refusal {
    return refusal(
        id,
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
        (inputs, account) => {
            const unknown = principalsOf(textAt(inputs, property)).find((arn) => !isKnown(arn, account));
            return unknown === undefined
                ? undefined
                : { property, message: `${code}: Invalid principal in policy: "AWS":"${unknown}"` };
        },
    );
}

/** @returns the first fault in IAM's words, or undefined */
function policyFault(text: string, kind: PolicyKind): string | undefined {
    const document = parseObject(text);
    if (document === undefined) {
        return "This policy contains invalid Json";
    }
    if (document.Version !== undefined && !VERSIONS.includes(shown(document.Version))) {
        return `The policy must contain a valid version string: "${shown(document.Version)}"`;
    }
    const statements = many(document.Statement);
    if (statements.length === 0) {
        return "Syntax errors in policy: Missing required field Statement";
    }
    return statements
        .map((statement) => statementFault(statement, kind))
        .find((fault) => fault !== undefined);
}

function statementFault(statement: unknown, kind: PolicyKind): string | undefined {
    if (!isObject(statement)) {
        return "Syntax errors in policy: a statement is not an object";
    }
    const stray = Object.keys(statement).find((key) => !ELEMENTS.includes(key));
    if (stray !== undefined) {
        return `Syntax errors in policy: unknown element "${stray}"`;
    }
    if (statement.Effect !== "Allow" && statement.Effect !== "Deny") {
        return `Syntax errors in policy: Effect must be Allow or Deny, got "${shown(statement.Effect)}"`;
    }
    return principalFault(statement, kind) ?? actionFault(statement) ?? resourceFault(statement, kind);
}

function principalFault(statement: Record<string, unknown>, kind: PolicyKind): string | undefined {
    const principal = statement.Principal ?? statement.NotPrincipal;
    if (kind === "identity") {
        return principal === undefined ? undefined : "Policy document should not specify a principal";
    }
    if (principal === undefined) {
        return "Missing required field Principal";
    }
    if (!isObject(principal)) {
        return principal === "*" ? undefined : `Invalid principal in policy: "${shown(principal)}"`;
    }
    const stray = Object.keys(principal).find((key) => !PRINCIPALS.includes(key));
    if (stray !== undefined) {
        return `Invalid principal in policy: "${stray.toUpperCase()}"`;
    }
    const service = many(principal.Service).find((name) => !/\.amazonaws\.com(\.cn)?$/.test(shown(name)));
    if (service !== undefined) {
        return `Invalid principal in policy: "SERVICE":"${shown(service)}"`;
    }
    const aws = many(principal.AWS).find(
        (name) => !/^(\*|\d{12}|arn:aws[\w-]*:(iam|sts)::\S+|A[A-Z0-9]{20})$/.test(shown(name)),
    );
    return aws === undefined ? undefined : `Invalid principal in policy: "AWS":"${shown(aws)}"`;
}

function actionFault(statement: Record<string, unknown>): string | undefined {
    const actions = many(statement.Action ?? statement.NotAction);
    if (actions.length === 0) {
        return "Syntax errors in policy: Policy statement must contain actions";
    }
    const bare = actions.find((action) => action !== "*" && !/^[a-zA-Z0-9-]+:[\w*?-]+$/.test(shown(action)));
    return bare === undefined
        ? undefined
        : `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: "${shown(bare)}"`;
}

function resourceFault(statement: Record<string, unknown>, kind: PolicyKind): string | undefined {
    const resources = many(statement.Resource ?? statement.NotResource);
    if (kind === "trust") {
        return resources.length === 0 ? undefined : "Has prohibited field Resource";
    }
    if (resources.length === 0) {
        return "Policy statement must contain resources";
    }
    const bare = resources.find(
        (resource) => resource !== "*" && !/^(arn:[^:]*:[^:]*:[^:]*:[^:]*:.+|\*.*)$/s.test(shown(resource)),
    );
    return bare === undefined ? undefined : `Resource ${shown(bare)} must be in ARN format or "*".`;
}

function principalsOf(policy: string | undefined): string[] {
    const statements = policy === undefined ? [] : many(parseObject(policy)?.Statement).filter(isObject);
    return statements
        .flatMap(({ Principal: principal }) => (isObject(principal) ? many(principal.AWS) : []))
        .map(String);
}

/** Only roles of this account can be looked up. `:root` and other accounts count as known. */
function isKnown(arn: string, account: Account): boolean {
    return (
        !arn.startsWith(`arn:aws:iam::${account.id}:role/`) ||
        account.find(arn, "aws:iam/role:Role", "aws:iam/serviceLinkedRole:ServiceLinkedRole") !== undefined
    );
}
