/** From faults to the message that Pulumi prints: one frame for each kind of fault, and fixes as commands to paste. */
import { partsOf, type Change, type Fault, type Fix, type Given } from "./fault";

/** One message for all faults. */
export function describeFaults(stack: string, faults: readonly Fault[]): string {
    const count = faults.length === 1 ? "1 error" : `${faults.length} errors`;
    return [
        `The configuration of stack ${stack} has ${count}. Nothing was changed.`,
        ...faults.map((fault) => [`  ${sentence(fault)}`, ...fault.fixes.map(fixLine)].join("\n    ")),
    ].join("\n");
}

/** What is wrong, without the fix. */
export function sentence(fault: Fault): string {
    const key = shownKey(fault.key);
    switch (fault.kind) {
        case "missing":
            return `${key} is not set. It must be ${fault.allowed}.`;
        case "invalid":
            return `${key} ${shown(fault.given, "is not valid")}. It must be ${fault.allowed}.`;
        case "unknown":
            return fault.reason === undefined
                ? `${key} is not a setting of this program.${fault.meant === undefined ? "" : ` Did you mean ${fault.meant}?`}`
                : `${key} ${fault.reason}.`;
        case "conflict":
            return `${key} ${shown(fault.given, "is set")}, but ${fault.but}.`;
        case "exposed":
            return `${key} is a secret, but the stack file contains it in plain text. Encrypt it, and replace the secret where it was issued, because others may have read it.`;
    }
}

function shown(given: Given, hidden: string): string {
    if (given === "unset") {
        return "is not set";
    }
    if (given === "secret") {
        return hidden;
    }
    // A list is JSON already.
    return `is ${given.text.startsWith("[") ? given.text : JSON.stringify(given.text)}`;
}

function fixLine({ changes, purpose, isExample = false }: Fix): string {
    const lead = purpose === undefined ? (isExample ? "For example" : "Fix") : `To ${purpose}`;
    return `${lead}: ${commandLine(changes)}`;
}

/** The changes as one line for a shell. */
export const commandLine = (changes: readonly Change[]): string => changes.map(command).join(" && ");

function command(change: Change): string {
    switch (change.do) {
        case "set":
            return `pulumi config set ${place(change.key)} ${change.typed ?? argument(change.value)}`;
        case "ask":
            return `pulumi config set --secret ${place(change.key)}`;
        case "copy":
            return `pulumi config get ${place(change.from)} | pulumi config set ${place(change.key)}`;
        case "encrypt":
            return `pulumi config get ${place(change.from)} | pulumi config set --secret ${place(change.key)}`;
        case "remove":
            return `pulumi config rm ${place(change.key)}`;
        case "rename":
            return `pulumi stack rename ${argument(change.stack)}`;
    }
}

/** A key for a shell: of a setting, or of an entry of a map. */
const place = (key: string): string =>
    partsOf(key).length > 1 ? `--path ${argument(shownKey(key))}` : argument(key);

/** `hrms:environment.LDAP_HOST` says the same as `hrms:environment["LDAP_HOST"]`. */
function shownKey(key: string): string {
    const [setting, entry] = partsOf(key);
    return entry !== undefined && /^[A-Za-z_]\w*$/.test(entry) ? `${setting}.${entry}` : key;
}

/** A word for a shell. `--` tells pulumi that a word with a hyphen first is no option. */
export function argument(word: string): string {
    const quoted = /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
    return word.startsWith("-") ? `-- ${quoted}` : quoted;
}
