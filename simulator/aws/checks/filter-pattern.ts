/**
 * Why CloudWatch Logs rejects a filter pattern, or undefined if it does not. Faults are brackets and quotation marks that
 * are not closed, and terms that need quotation marks.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function patternFault(pattern: string): string | undefined {
    const text = pattern.trim();
    const unquoted = text.replace(/"(\\.|[^"\\])*"/g, '""');
    if ((unquoted.match(/"/g)?.length ?? 0) % 2 === 1) {
        return "Unclosed quotation mark";
    }
    if (text.startsWith("{")) {
        return text.endsWith("}") && isBalanced(unquoted) && /\$\.?[\w[]/.test(text)
            ? undefined
            : "Invalid JSON selector";
    }
    if (text.startsWith("[")) {
        return text.endsWith("]") && isBalanced(unquoted) ? undefined : "Unclosed bracket";
    }
    const terms = text.match(/[?-]?"(\\.|[^"\\])*"|%[^%]*%|\S+/g) ?? [];
    const wrong = terms.find((term) => !/^[?-]?("(\\.|[^"\\])*"|[\w.]+)$|^%[^%]+%$/.test(term));
    return wrong === undefined ? undefined : `Invalid character(s) in term '${wrong}'`;
}

function isBalanced(text: string): boolean {
    const closes: Readonly<Record<string, string>> = { "}": "{", "]": "[", ")": "(" };
    const open: string[] = [];
    for (const character of text) {
        if ("{[(".includes(character)) {
            open.push(character);
        } else if (character in closes && open.pop() !== closes[character]) {
            return false;
        }
    }
    return open.length === 0;
}
