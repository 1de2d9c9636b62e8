/** IAM's decision on a call, for the elements and operators that the stack's policies use. It throws an Error for any other. */

export interface Statement {
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: unknown;
    readonly Action: readonly string[];
    readonly Resource?: readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Condition keys and values of a request. */
export type Context = Readonly<Record<string, string>>;

interface Call {
    readonly service: string;
    readonly action: string;
    readonly context: Context;
}

/** Whether a statement allows the call and none denies it. Resources are not compared. */
export function admits(statements: readonly Statement[], call: Call): boolean {
    const applying = statements.filter((statement) => applies(statement, call));
    return (
        applying.some(({ Effect }) => Effect === "Allow") && !applying.some(({ Effect }) => Effect === "Deny")
    );
}

const applies = (
    { Principal, Action, Condition = {} }: Statement,
    { service, action, context }: Call,
): boolean =>
    (Principal === "*" || (Principal as { Service?: string[] }).Service?.includes(service) === true) &&
    Action.some((pattern) => pattern === action || like(pattern, action)) &&
    Object.entries(Condition).every(([operator, keys]) =>
        Object.entries(keys).every(([key, values]) =>
            holds(operator, [values].flat(), valueOf(context, key)),
        ),
    );

/** Names of keys ignore case. */
const valueOf = (context: Context, key: string): string | undefined =>
    Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

const like = (pattern: string, value: string): boolean =>
    new RegExp(
        `^${pattern
            .replace(/[.+^${}()|[\]\\]/g, "\\$&")
            .replace(/\*/g, ".*")
            .replace(/\?/g, ".")}$`,
    ).test(value);

const equal = (pattern: string, value: string): boolean => pattern === value;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
    StringEquals: equal,
    StringLike: like,
    ArnEquals: like,
    ArnLike: like,
    Bool: equal,
    NumericLessThan: (limit, value) => Number(value) < Number(limit),
};

function holds(operator: string, values: readonly string[], value: string | undefined): boolean {
    if (operator === "Null") return values.includes(String(value === undefined));
    const base = operator.replace(/IfExists$/, "");
    const negated = base.includes("Not");
    const compare = OPERATORS[base.replace("Not", "")];
    if (!compare) throw new Error(`test/support/iam.ts does not know the operator ${operator}`);
    if (value === undefined) return negated || base !== operator;
    return values.some((pattern) => compare(pattern, value)) !== negated;
}
