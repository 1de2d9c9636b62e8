/**
 * The register of deviations: which fault of which resource somebody signed for, why, and until when. A deviation does
 * not hide its fault; it lowers it to an advice that names the deviation. What is wrong with the register is a fault
 * of its own, all of them at once.
 */
import type { Policies, Policy } from "@pulumi/policy";
import { parse } from "yaml";
import { z } from "zod";
import { isDeviable } from "../policy";

/** The most days between approval and expiry; a critical policy is looked at again after a quarter. */
const LONGEST_DAYS = { critical: 90, other: 180 };
/** So many days before the expiry the report begins to say so. */
const NOTICE_DAYS = 14;
/** Long enough for a sentence that says something. */
const SHORTEST_REASON = 40;

const day = z.iso.date("must be a day such as 2026-11-23");
const text = z.string().min(1, "must not be empty");

const schema = z.strictObject({
    id: z.string().regex(/^DEV-\d{3,}$/, "must be DEV- and a number of three digits or more"),
    policy: text,
    resource: z.strictObject({ type: text, name: text }),
    /** Names of the stacks that it holds in. */
    stacks: z.array(text).min(1, "must name a stack"),
    /** Id of the checklist's line, the same as the policy's. */
    checklist: text,
    /** One fault only, in the words that its message begins with; without it, every fault of the policy. */
    finding: text.optional(),
    reason: z.string().min(SHORTEST_REASON, `must have ${SHORTEST_REASON} characters or more`),
    compensatingControl: text.optional(),
    requestedBy: text,
    approvedBy: text,
    approvedOn: day,
    /** The last day that it holds on. */
    expiresOn: day,
    ticket: text.optional(),
});

export type Deviation = z.infer<typeof schema>;

const registerSchema = z.strictObject({
    approvers: z.array(text),
    deviations: z.array(z.unknown()),
});

export interface Register {
    /** Those in good order; of a faulty one nothing holds. */
    readonly deviations: readonly Deviation[];
    /** What is wrong with the register, in sentences. */
    readonly faults: readonly string[];
    /** The day that it is judged on, `YYYY-MM-DD`. */
    readonly today: string;
}

interface Context {
    readonly policies: Policies;
    /** `YYYY-MM-DD`; passed in, so that a test can choose it. */
    readonly today: string;
}

/** Reads the register and checks it. Never throws: a register that can't be read is a fault. */
export function readRegister(yaml: string, { policies, today }: Context): Register {
    const unusable = (fault: string): Register => ({ deviations: [], faults: [fault], today });
    let content: unknown;
    try {
        content = parse(yaml);
    } catch {
        return unusable("The register is no YAML. Check its indentation.");
    }
    const register = registerSchema.safeParse(content);
    if (!register.success) return unusable(`The register is malformed: ${issuesOf(register.error)}.`);

    const { approvers, deviations } = register.data;
    const read = deviations.map((entry, index) => {
        const parsed = schema.safeParse(entry);
        return parsed.success
            ? { deviation: parsed.data, faults: faultsOf(parsed.data, { policies, today, approvers }) }
            : { faults: [`${labelOf(entry, index)} is malformed: ${issuesOf(parsed.error)}.`] };
    });
    const sound = read.flatMap(({ deviation, faults }) =>
        deviation && faults.length === 0 ? [deviation] : [],
    );
    return {
        deviations: sound,
        faults: [...read.flatMap(({ faults }) => faults), ...repeated(deviations)],
        today,
    };
}

export const EMPTY_REGISTER: Register = { deviations: [], faults: [], today: "" };

/** Whether its last day is past. */
export const isExpired = ({ expiresOn }: Deviation, today: string): boolean => expiresOn < today;

/** Days that are left, where they are so few that the report should say so. */
export function noticeOf({ expiresOn }: Deviation, today: string): number | undefined {
    const left = daysBetween(today, expiresOn);
    return left <= NOTICE_DAYS ? left : undefined;
}

function faultsOf(
    deviation: Deviation,
    { policies, today, approvers }: Context & { readonly approvers: readonly string[] },
): string[] {
    const { id, requestedBy, approvedBy, approvedOn, expiresOn } = deviation;
    const policy = policies.find(({ name }) => name === deviation.policy);
    if (policy === undefined) return [`${id} names the policy ${deviation.policy}, which does not exist.`];
    const longest = policy.severity === "critical" ? LONGEST_DAYS.critical : LONGEST_DAYS.other;
    const faults: (readonly [boolean, string])[] = [
        [!isDeviable(policy), `names ${policy.name}, which nobody may deviate from: mend the resource`],
        [
            policy.framework?.reference !== deviation.checklist,
            `names the checklist's line ${deviation.checklist}, but ${policy.name} is for ${policy.framework?.reference ?? "none"}`,
        ],
        [
            isGrave(policy) && deviation.compensatingControl === undefined,
            `needs a compensatingControl, because ${policy.name} is of severity ${policy.severity ?? ""}`,
        ],
        [requestedBy === approvedBy, `was requested and approved by the same person, ${approvedBy}`],
        [
            !approvers.includes(approvedBy),
            `was approved by ${approvedBy}, who is not among the approvers of the register`,
        ],
        [approvedOn > today, `is approved on ${approvedOn}, a day that is still to come`],
        [expiresOn < approvedOn, `expires on ${expiresOn}, before its approval on ${approvedOn}`],
        [
            daysBetween(approvedOn, expiresOn) > longest,
            `holds for ${daysBetween(approvedOn, expiresOn)} days; for ${policy.name} at most ${longest} are allowed`,
        ],
    ];
    return faults.flatMap(([isFault, what]) => (isFault ? [`${id} ${what}.`] : []));
}

const isGrave = ({ severity }: Policy): boolean => severity === "high" || severity === "critical";

/** Whole days from one day to the other. */
function daysBetween(from: string, to: string): number {
    return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function repeated(entries: readonly unknown[]): string[] {
    const ids = entries.map((entry, index) => labelOf(entry, index));
    return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
        (id) => `${id} is the id of more than one deviation.`,
    );
}

function labelOf(entry: unknown, index: number): string {
    const id = (entry as { readonly id?: unknown } | null)?.id;
    return typeof id === "string" ? id : `Deviation ${index + 1}`;
}

function issuesOf({ issues }: z.ZodError): string {
    return issues
        .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
        .join("; ");
}
