import { isRecord } from "../record";
import { decide, type Findings } from "../verdict";

/** A statement of an IAM policy, with JSON's several ways of writing the same evened out. */
export interface Statement {
    readonly allows: boolean;
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    /** `NotAction` or `NotResource`: it is about everything else. */
    readonly isNegated: boolean;
    readonly isConditional: boolean;
    /** `*` for everyone; AWS writes that in two ways. */
    readonly principals: readonly string[];
    /** `NotPrincipal`: it is about everyone else. */
    readonly isForOthers: boolean;
    /** By operator and key, e.g. `Bool` → `aws:SecureTransport` → `["false"]`. */
    readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The statements of a document, given as JSON text or as an object; undefined where it is no such document. */
export function readStatements(document: unknown): readonly Statement[] | undefined {
    const parsed = typeof document === "string" ? parseJson(document) : document;
    if (!isRecord(parsed)) return undefined;
    const statements = asList(parsed.Statement);
    return statements.every(isRecord) ? statements.map(readStatement) : undefined;
}

/**
 * Judges the statements of a document one by one, each by its place, e.g. `policy: statement 2`. A document that can't
 * be read is a fault.
 */
export function judgeDocument(
    property: string,
    document: () => unknown,
    judge: (statement: Statement, place: string) => Findings,
): Findings {
    return decide(() => {
        const statements = readStatements(document());
        if (!statements)
            return [{ outcome: "fail", fault: `${property} can't be read as a policy document` }];
        return statements.flatMap((statement, index) =>
            judge(statement, `${property}: statement ${index + 1}`),
        );
    });
}

function readStatement(statement: Readonly<Record<string, unknown>>): Statement {
    return {
        allows: statement.Effect !== "Deny",
        actions: asList(statement.Action).map(String),
        resources: asList(statement.Resource).map(String),
        isNegated: "NotAction" in statement || "NotResource" in statement,
        isConditional: isRecord(statement.Condition) && Object.keys(statement.Condition).length > 0,
        principals: principalsOf(statement.Principal),
        isForOthers: "NotPrincipal" in statement,
        conditions: mapRecord(statement.Condition, (operator) =>
            mapRecord(operator, (values) => asList(values).map(String)),
        ),
    };
}

function principalsOf(principal: unknown): readonly string[] {
    const lists = isRecord(principal) ? Object.values(principal) : [principal];
    return lists.flatMap(asList).map(String);
}

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
