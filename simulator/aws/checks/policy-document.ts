import { isObject } from "../../wire";

export interface Statement {
    readonly allows: boolean;
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    /** `["*"]` for everyone. */
    readonly aws: readonly string[];
    readonly services: readonly string[];
    readonly hasCondition: boolean;
}

/** The statements of a policy. Undefined if it is not a JSON object with statements. */
export function statementsOf(policy: string): readonly Statement[] | undefined {
    const document = parseObject(policy);
    const statements = document === undefined ? [] : many(document.Statement);
    return statements.length > 0 && statements.every(isObject) ? statements.map(statement) : undefined;
}

/** Parses a JSON text. Undefined if it is not JSON. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
    try {
        return { value: JSON.parse(text) };
    } catch {
        return undefined;
    }
}

/** The JSON object of a text, or undefined. */
export function parseObject(text: string): Record<string, unknown> | undefined {
    const value = parseJson(text)?.value;
    return isObject(value) ? value : undefined;
}

/** Whether a statement allows the service to take the action. Assumes that conditions are met. */
export function admits(policy: string, service: string, action: string): boolean {
    return (statementsOf(policy) ?? []).some(
        ({ allows, services, actions }) =>
            allows && services.includes(service) && actions.some((pattern) => matches(pattern, action)),
    );
}

/** Whether a statement is open to everyone without a condition. */
export function isPublic({ allows, aws, hasCondition }: Statement): boolean {
    return allows && aws.includes("*") && !hasCondition;
}

function statement(source: Record<string, unknown>): Statement {
    const principal = source.Principal;
    const principals = isObject(principal) ? principal : { AWS: principal };
    return {
        allows: source.Effect === "Allow",
        actions: texts(source.Action),
        resources: texts(source.Resource),
        aws: texts(principals.AWS),
        services: texts(principals.Service),
        hasCondition: source.Condition !== undefined,
    };
}

/** Whether an action pattern, which can contain `*`, matches the action. */
export function matches(pattern: string, action: string): boolean {
    const expression = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
    return new RegExp(`^${expression}$`, "i").test(action);
}

const many = (value: unknown): readonly unknown[] =>
    value === undefined ? [] : Array.isArray(value) ? value : [value];
const texts = (value: unknown): readonly string[] => many(value).filter((each) => typeof each === "string");
