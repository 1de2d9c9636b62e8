const TOKEN =
    /\s*(AND|OR|NOT|TRUE|FALSE|\(|\)|(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"[^"]+"|'[^']+'|[^\s()"']+)\s*\))/y;
const STATE = /^(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*["']?(.*?)["']?\s*\)$/;

/**
 * The alarms (names or ARNs) in the rule of a composite alarm. Undefined if the rule is not valid.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function alarmsOf(rule: string): readonly string[] | undefined {
    const tokens = tokenize(rule);
    if (tokens === undefined) {
        return undefined;
    }
    const reader = { tokens, at: 0 };
    return isExpression(reader) && reader.at === tokens.length
        ? tokens.flatMap((token) => STATE.exec(token)?.[1] ?? [])
        : undefined;
}

function tokenize(rule: string): string[] | undefined {
    const text = rule.trim();
    const tokens: string[] = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
        const token = TOKEN.exec(text)?.[1];
        if (token === undefined) {
            return undefined;
        }
        tokens.push(token);
    }
    return tokens;
}

interface Reader {
    readonly tokens: readonly string[];
    at: number;
}

/** Reads terms with AND or OR between them. */
function isExpression(reader: Reader): boolean {
    if (!isTerm(reader)) {
        return false;
    }
    while (["AND", "OR"].includes(reader.tokens[reader.at] ?? "")) {
        reader.at++;
        if (!isTerm(reader)) {
            return false;
        }
    }
    return true;
}

function isTerm(reader: Reader): boolean {
    const token = reader.tokens[reader.at++];
    if (token === "NOT") {
        return isTerm(reader);
    }
    if (token === "(") {
        return isExpression(reader) && reader.tokens[reader.at++] === ")";
    }
    return token !== undefined && !["AND", "OR", ")"].includes(token);
}
