/**
 * The first words of a violation say what it is. The engine's reports know only "violated"; the project's reports tell
 * three kinds apart by reading the message back.
 */

const UNDETERMINED = "UNDETERMINED";
const DEVIATION = "DEVIATION";

/** The beginning of a message about a value that a preview does not know. */
export function undetermined(property: string, consequence: "denied" | "deferred"): string {
    const then = consequence === "denied" ? "and must be written in the code" : "to be judged after it";
    return `${UNDETERMINED}: ${property} is unknown before the update, ${then}.`;
}

/** The beginning of a message about a fault that somebody signed for. */
export function deviation(id: string, until: string, approvedBy: string, daysLeft?: number): string {
    const soon = daysLeft === undefined ? "" : ` (${daysLeft} days left)`;
    return `${DEVIATION} ${id} until ${until}${soon}, approved by ${approvedBy}:`;
}

/** What a message says of the resource: a fault, a fault that is signed for, or that it can't be told yet. */
export type Reported =
    | { readonly outcome: "failed" | "undetermined" }
    | { readonly outcome: "deviated"; readonly deviation: string };

export function readMessage(message: string): Reported {
    const id = new RegExp(`^${DEVIATION} (\\S+) `).exec(message)?.[1];
    if (id !== undefined) return { outcome: "deviated", deviation: id };
    return { outcome: message.startsWith(`${UNDETERMINED}:`) ? "undetermined" : "failed" };
}
