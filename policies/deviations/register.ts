/**
 * The register of deviations: who signed for which fault of which resource, why, and until when. A deviation does not
 * hide its fault. It turns the fault into advice that names the deviation. The pack reports all errors in the register
 * at once.
 */
import type { Policies, Policy } from "@pulumi/policy";
import { parse } from "yaml";
import { z } from "zod";
import { isDeviable } from "../policy";

/** The most days between approval and expiry. A critical policy needs a review every quarter. */
const LONGEST_DAYS = { critical: 90, other: 180 };
/** The report warns this many days before the expiry. */
const NOTICE_DAYS = 14;
/** Long enough for a sentence that says something. */
const SHORTEST_REASON = 40;

const day = z.iso.date("must be a day such as 2026-11-23");
const text = z.string().min(1, "must not be empty");

/** Who signed, why, and until when. */
const signature = {
    reason: z.string().min(SHORTEST_REASON, `must have ${SHORTEST_REASON} characters or more`),
    requestedBy: text,
    approvedBy: text,
    approvedOn: day,
    /** The last day on which it is valid. */
    expiresOn: day,
};

const baselineSchema = z.strictObject({
    stack: text,
    /** The most findings that the file can list. More findings need a new signature. */
    findings: z.int().min(0),
    ...signature,
});

/** The signature for the baseline of a stack. */
export type SignedBaseline = z.infer<typeof baselineSchema>;

const schema = z.strictObject({
    id: z.string().regex(/^DEV-\d{3,}$/, "must be DEV- and a number of three digits or more"),
    policy: text,
    /** One resource. Without it, the deviation lowers the policy for every resource of the stacks. */
    resource: z.strictObject({ type: text, name: text }).optional(),
    /** Names of the stacks in which it is valid. */
    stacks: z.array(text).min(1, "must name a stack"),
    /** Id of the checklist's line, the same as the policy's. */
    checklist: text,
    /** Beginning of the message of one fault. Without it, the deviation covers every fault of the policy. */
    finding: text.optional(),
    ...signature,
    compensatingControl: text.optional(),
    ticket: text.optional(),
});

export type Deviation = z.infer<typeof schema>;

const registerSchema = z.strictObject({
    approvers: z.array(text),
    deviations: z.array(z.unknown()),
    baselines: z.array(baselineSchema).default([]),
});

export interface Register {
    /** The valid deviations. An invalid one has no effect. */
    readonly deviations: readonly Deviation[];
    /** The valid signatures for baselines, by stack. */
    readonly baselines: readonly SignedBaseline[];
    /** Errors in the register, as sentences. */
    readonly faults: readonly string[];
    /** The day of the judgement, `YYYY-MM-DD`. */
    readonly today: string;
}

interface Context {
    readonly policies: Policies;
    /** `YYYY-MM-DD`. A parameter, so that a test can choose it. */
    readonly today: string;
}

/** Reads the register and checks it. Never throws, because a malformed register is a fault. */
export function readRegister(yaml: string, { policies, today }: Context): Register {
    const unusable = (fault: string): Register => ({
        deviations: [],
        baselines: [],
        faults: [fault],
        today,
    });
    let content: unknown;
    try {
        content = parse(yaml);
    } catch {
        return unusable("The register is not valid YAML. Check its indentation.");
    }
    const register = registerSchema.safeParse(content);
    if (!register.success) return unusable(`The register is malformed: ${issuesOf(register.error)}.`);

    const { approvers, deviations, baselines } = register.data;
    const read = deviations.map((entry, index) => {
        const parsed = schema.safeParse(entry);
        return parsed.success
            ? { deviation: parsed.data, faults: faultsOf(parsed.data, { policies, today, approvers }) }
            : { faults: [`${labelOf(entry, index)} is malformed: ${issuesOf(parsed.error)}.`] };
    });
    const sound = read.flatMap(({ deviation, faults }) =>
        deviation && faults.length === 0 ? [deviation] : [],
    );
    const signed = baselines.map((baseline) => ({
        baseline,
        faults: signatureFaults(baseline, {
            today,
            approvers,
            longest: LONGEST_DAYS.critical,
            subject: "a baseline",
        }).map((fault) => `The baseline of the stack ${baseline.stack} ${fault}.`),
    }));
    return {
        deviations: sound,
        baselines: signed.flatMap(({ baseline, faults }) => (faults.length === 0 ? [baseline] : [])),
        faults: [
            ...read.flatMap(({ faults }) => faults),
            ...repeated(deviations),
            ...signed.flatMap(({ faults }) => faults),
        ],
        today,
    };
}

export const EMPTY_REGISTER: Register = { deviations: [], baselines: [], faults: [], today: "" };

/** Whether its last day has passed. */
export const isExpired = ({ expiresOn }: Pick<Deviation, "expiresOn">, today: string): boolean =>
    expiresOn < today;

/** The remaining days, if they are few enough for a warning. */
export function noticeOf({ expiresOn }: Deviation, today: string): number | undefined {
    const left = daysBetween(today, expiresOn);
    return left <= NOTICE_DAYS ? left : undefined;
}

function faultsOf(
    deviation: Deviation,
    { policies, today, approvers }: Context & { readonly approvers: readonly string[] },
): string[] {
    const { id } = deviation;
    const policy = policies.find(({ name }) => name === deviation.policy);
    if (policy === undefined) return [`${id} names the policy ${deviation.policy}, which does not exist.`];
    const longest = policy.severity === "critical" ? LONGEST_DAYS.critical : LONGEST_DAYS.other;
    const faults: (readonly [boolean, string])[] = [
        [!isDeviable(policy), `names ${policy.name}, which nobody may deviate from: fix the resource`],
        [
            policy.framework?.reference !== deviation.checklist,
            `names the checklist's line ${deviation.checklist}, but ${policy.name} is for ${policy.framework?.reference ?? "none"}`,
        ],
        [
            isGrave(policy) && deviation.compensatingControl === undefined,
            `needs a compensatingControl, because ${policy.name} is of severity ${policy.severity ?? ""}`,
        ],
    ];
    const own = faults.flatMap(([isFault, what]) => (isFault ? [what] : []));
    return [...own, ...signatureFaults(deviation, { today, approvers, longest, subject: policy.name })].map(
        (fault) => `${id} ${fault}.`,
    );
}

/** Errors in the signature and its dates. `longest` is in days. */
function signatureFaults(
    { requestedBy, approvedBy, approvedOn, expiresOn }: z.infer<z.ZodObject<typeof signature>>,
    {
        today,
        approvers,
        longest,
        subject,
    }: {
        readonly today: string;
        readonly approvers: readonly string[];
        readonly longest: number;
        /** What the signature is for, such as the policy's name. */
        readonly subject: string;
    },
): string[] {
    const faults: (readonly [boolean, string])[] = [
        [requestedBy === approvedBy, `was requested and approved by the same person, ${approvedBy}`],
        [
            !approvers.includes(approvedBy),
            `was approved by ${approvedBy}, who is not among the approvers of the register`,
        ],
        [approvedOn > today, `is approved on ${approvedOn}, which is in the future`],
        [expiresOn < approvedOn, `expires on ${expiresOn}, before its approval on ${approvedOn}`],
        [
            daysBetween(approvedOn, expiresOn) > longest,
            `holds for ${daysBetween(approvedOn, expiresOn)} days; for ${subject} at most ${longest} are allowed`,
        ],
    ];
    return faults.flatMap(([isFault, what]) => (isFault ? [what] : []));
}

const isGrave = ({ severity }: Policy): boolean => severity === "high" || severity === "critical";

/** Whole days between two dates. */
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
