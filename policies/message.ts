/**
 * Writes and reads the message of a violation. The engine reports only "violated", so the first words of the message
 * show the kind of finding:
 *
 *     [DEVIATION … : | EXISTING … : ] what is wrong. What must hold. Why. What to do. [ A note. ]
 */
import type { Outcome } from "./outcomes";
import type { Finding } from "./verdict";

const UNDETERMINED = "UNDETERMINED";
const NOT_IN_THIS_STACK = "NOT IN THIS STACK";
const EXISTING = "EXISTING, in the stack's baseline: ";
const DEVIATION = /^DEVIATION (\S+) until \S+(?: \(\d+ days? left\))?, approved by .*?: /;

/** The sentences in every message of a policy. */
export interface Texts {
    readonly requires: string;
    readonly otherwise: string;
    readonly remedy: string;
}

/** The message about a finding. It names what is wrong, never a value of the resource. */
export function messageOf(
    finding: Finding,
    policy: Texts & { readonly onUnknown: "deny" | "defer" },
): string {
    return `${beginningOf(finding, policy.onUnknown)}. ${textOf(policy)}`;
}

function beginningOf(finding: Finding, onUnknown: "deny" | "defer"): string {
    if (finding.outcome === "failed") return finding.fault;
    if (finding.outcome === "not in this stack") return notInThisStack(finding.property);
    if ("unseen" in finding) return `${UNDETERMINED}: ${finding.unseen} does not show in the program`;
    const then = onUnknown === "deny" ? "; write its value in the code" : " and is judged after it";
    return `${UNDETERMINED}: ${finding.property} is unknown before the update${then}`;
}

const notInThisStack = (property: string): string =>
    `${NOT_IN_THIS_STACK}: ${property} refers to something that another stack or team manages, so this policy can't ` +
    "check it. Check it there, then sign a deviation that says who is responsible for it";

const textOf = ({ requires, otherwise, remedy }: Texts): string => `${requires} ${otherwise} ${remedy}`;

/** The signature for a fault. */
interface Signed {
    readonly id: string;
    readonly expiresOn: string;
    readonly approvedBy: string;
}

/** The message about a fault with a deviation. `daysLeft` adds a warning that the deviation expires soon. */
export function underDeviation(
    message: string,
    { id, expiresOn, approvedBy }: Signed,
    daysLeft?: number,
): string {
    const soon = daysLeft === undefined ? "" : ` (${daysLeft} ${daysLeft === 1 ? "day" : "days"} left)`;
    return `DEVIATION ${id} until ${expiresOn}${soon}, approved by ${approvedBy}: ${message}`;
}

/** The message about a fault whose deviation has expired. */
export const afterDeviation = (message: string, { id, expiresOn }: Omit<Signed, "approvedBy">): string =>
    `${message} ${id} expired on ${expiresOn}.`;

/** The message about a fault that the stack's baseline lists. */
export const underBaseline = (message: string): string => `${EXISTING}${message}`;

/** What a message says about the resource. */
export interface Reported {
    readonly outcome: Exclude<Outcome, "passed">;
    /** Id of the deviation that covers the fault. */
    readonly deviation?: string;
}

export function readMessage(message: string): Reported {
    const deviation = DEVIATION.exec(message)?.[1];
    if (deviation !== undefined) return { outcome: "deviated", deviation };
    if (message.startsWith(EXISTING)) return { outcome: "existing" };
    if (message.startsWith(`${UNDETERMINED}: `)) return { outcome: "undetermined" };
    return { outcome: message.startsWith(`${NOT_IN_THIS_STACK}: `) ? "not in this stack" : "failed" };
}

/** The fault and the note, without the deviation and without the policy's own sentences. */
export function readFault(message: string, policy: Texts): { readonly fault: string; readonly note: string } {
    const [before = "", note = ""] = uncovered(message).split(textOf(policy));
    return { fault: before.trim().replace(/\.$/, ""), note: note.trim() };
}

/**
 * The first words, which name the fault. They do not change when a deviation or the baseline covers the fault.
 * @param requires - the sentence after them, so that a policy can reword the rest of the message
 */
export function firstWords(message: string, requires: string): string {
    const [words = ""] = uncovered(message).split(` ${requires}`);
    return words;
}

const uncovered = (message: string): string =>
    message.startsWith(EXISTING) ? message.slice(EXISTING.length) : message.replace(DEVIATION, "");
