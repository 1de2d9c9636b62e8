/** Detects literal secrets by their form, by their name, and by their randomness. */
import { readings } from "./decoded-texts";
import { soundsPublic, soundsSecret } from "./secret-names";
import { SECRET_PATTERNS } from "./secret-patterns";
import { isHarmless, isStandIn, looksRandom } from "./secret-values";
import type { Leaf } from "./texts";

/** `NAME=value`, `name: "value"`, `name => 'value'`, and the same escaped in JSON. In an ARN, `:secret:name` is none. */
const ASSIGNMENT =
    /(?<![\w$:/])([A-Za-z_][\w.-]{0,80})\\?["']?[ \t]{0,5}(?:=>|:=|=|:)(?=[ \t]{0,5}(?:\\?"([^"\\\n]{0,512})|\\?'([^'\\\n]{0,512})|([^\s"'`,;]{1,512})))/g;
/** `--password value` in a command. */
const FLAG = /(?<![\w-])--?([a-z][\w-]{1,60})[ \t]{1,5}["']?([^\s"'`-][^\s"'`]{0,512})/g;
/** `name: DB_PASSWORD` and `value: …` in the next line, as container definitions in YAML have it. */
const PAIR =
    /\b(?:name|key)["']?[ \t]{0,5}[:=][ \t]{0,5}["']?([\w.-]{1,80})["']?,?\s{0,40}["']?value["']?[ \t]{0,5}[:=][ \t]{0,5}["']?([^\s"'`,;]{1,512})/gi;

/** The kind of secret that a text seems to contain, such as "an AWS access key". Undefined if there is none. */
export function secretInText(text: string): string | undefined {
    for (const reading of readings(text)) {
        const kind = tokenIn(reading) ?? assignmentIn(reading);
        if (kind !== undefined) return kind;
    }
    return undefined;
}

function tokenIn(text: string): string | undefined {
    return SECRET_PATTERNS.find(({ pattern }) =>
        // The first match can be a reference, and the second one the secret.
        Array.from(text.matchAll(pattern)).some(([, secret]) => secret === undefined || !isStandIn(secret)),
    )?.kind;
}

function assignmentIn(text: string): string | undefined {
    for (const form of [ASSIGNMENT, FLAG, PAIR]) {
        for (const [, name = "", ...values] of text.matchAll(form)) {
            const value = values.find((one) => one !== undefined) ?? "";
            // The bracket after a call's last argument does not belong to the value.
            const forms = [value, value.replace(/[)\]}]+$/, "")];
            if (forms.every((one) => isNamedSecret(name, one) && !isVariable(one))) return NAMED;
        }
    }
    return undefined;
}

const NAMED = "a literal under the name of a secret";

/** A program often passes a variable under its own name: `password=password`. */
function isNamedSecret(name: string, value: string): boolean {
    return soundsSecret(name) && !isHarmless(value) && value.toLowerCase() !== name.toLowerCase();
}

/** A variable whose own name suggests a secret: `db_password`, `userToken`. */
function isVariable(value: string): boolean {
    return /^[a-z]+(_[a-z]+|[A-Z][a-z]+)+$/.test(value) && soundsSecret(value);
}

/** The same for one setting. Its name counts, and so does a value that looks random. */
export function secretInSetting({ name, text = "" }: Leaf): string | undefined {
    const kind = secretInText(text);
    if (kind !== undefined || text.includes("\n")) return kind;
    if (isNamedSecret(name, text)) return NAMED;
    const isRandom =
        looksRandom(text) && !isHarmless(text) && !soundsPublic(name) && readings(text).length === 1;
    return isRandom ? "a value that looks random" : undefined;
}
