import { isRecord } from "../record";
import { known } from "../verdict";

/** A statement of an IAM policy in one form, because JSON allows several forms for the same statement. */
export interface Statement {
    readonly allows: boolean;
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    /** With `NotAction` or `NotResource`, the statement covers everything else. */
    readonly isNegated: boolean;
    /** `*` for everyone, which AWS writes in two ways. */
    readonly principals: readonly string[];
    /** The principals by kind: `AWS`, `Service`, `Federated`, `CanonicalUser`. A bare `*` has the kind `AWS`. */
    readonly principalsByKind: Readonly<Record<string, readonly string[]>>;
    /** With `NotPrincipal`, the statement covers everyone else. */
    readonly isForOthers: boolean;
    /** By operator and key, e.g. `Bool` → `aws:SecureTransport` → `["false"]`. */
    readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The statements of a document in JSON or as an object. Undefined if it is not a policy document. */
export function readStatements(document: unknown): readonly Statement[] | undefined {
    return statementReaders(document)?.map((read) => read());
}

/** The same for each statement, because some statements of a document as an object can be unknown. */
export function statementReaders(document: unknown): readonly (() => Statement)[] | undefined {
    const parsed = typeof document === "string" ? parseJson(document) : document;
    if (!isRecord(parsed)) return undefined;
    const statements = asList(parsed.Statement);
    const indices = [...statements.keys()];
    // An unknown value can be a statement.
    const isDocument = indices.every((index) => known(() => isRecord(statements[index])) ?? true);
    return isDocument
        ? indices.map((index) => () => readStatement(statements[index] as Readonly<Record<string, unknown>>))
        : undefined;
}

function readStatement(statement: Readonly<Record<string, unknown>>): Statement {
    const principals = principalsOf(statement.Principal);
    return {
        allows: statement.Effect !== "Deny",
        actions: texts(statement.Action),
        resources: texts(statement.Resource),
        isNegated: "NotAction" in statement || "NotResource" in statement,
        principals: Object.values(principals).flat(),
        principalsByKind: principals,
        isForOthers: "NotPrincipal" in statement,
        conditions: mapRecord(statement.Condition, (operator) => mapRecord(operator, texts)),
    };
}

function principalsOf(principal: unknown): Readonly<Record<string, readonly string[]>> {
    return mapRecord(isRecord(principal) ? principal : { AWS: principal }, texts);
}

const texts = (value: unknown): readonly string[] => asList(value).map(String);

function mapRecord<T>(record: unknown, map: (value: unknown) => T): Readonly<Record<string, T>> {
    return Object.fromEntries(
        Object.entries(isRecord(record) ? record : {}).map(([key, value]) => [key, map(value)]),
    );
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function asList(value: unknown): readonly unknown[] {
    if (value === undefined) return [];
    return Array.isArray(value) ? value : [value];
}
