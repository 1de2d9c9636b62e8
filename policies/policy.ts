/** How a rule becomes a CrossGuard policy: the one place where metadata is filled in and verdicts are reported. */
import {
    type EnforcementLevel,
    type Policy,
    type PolicyProviderResource,
    type PolicyResourceOptions,
    type ReportViolation,
    type ResourceValidation,
    type ResourceValidationArgs,
    type ResourceValidationPolicy,
    type Severity,
    type StackValidationPolicy,
    validateResourceOfType,
} from "@pulumi/policy";
import { CHECKLIST_NAME, type ChecklistId, checklistText } from "./checklist";
import { rememberGiven } from "./given";
import { undetermined } from "./message";
import { version } from "./package.json";
import type { ResourceType } from "./resource-types";
import { type Settings, settingsSchema, type Values, valuesOf } from "./settings";
import { Stack } from "./stack";
import type { Finding, Findings } from "./verdict";

/** Tag of the policies that nobody may sign a deviation from. */
export const NOT_DEVIABLE = "not-deviable";

/** Whether a deviation from a policy may be signed for. */
export function isDeviable({ tags = [] }: Pick<Policy, "tags">): boolean {
    return !tags.includes(NOT_DEVIABLE);
}

/** What people read of a policy. */
export interface About<S extends Settings = Settings> {
    /** `<resource>-<what holds>`, in kebab case. */
    readonly name: string;
    readonly checklist: ChecklistId;
    readonly severity: Severity;
    /** @defaultValue "mandatory" */
    readonly level?: "mandatory" | "advisory";
    /**
     * What an unknown value means: `deny` where the value belongs in the code (a port, a CIDR, a flag), `defer` where
     * it can't be known before the update (a document that holds a new ARN). What is deferred is judged after the update.
     */
    readonly onUnknown: "deny" | "defer";
    /** What must hold, as a sentence. */
    readonly requires: string;
    /** What goes wrong where it does not, as a sentence. */
    readonly otherwise: string;
    /** What to do, as a sentence. */
    readonly remedy: string;
    /** The same check in other tools, e.g. `fsbp:RDS.2`, `checkov:CKV_AWS_17`. */
    readonly equivalents?: readonly string[];
    /** What a stack may set differently, see `stacks/`. */
    readonly settings?: S;
    /**
     * Whether a deviation may be signed for it.
     * @defaultValue true
     */
    readonly deviable?: boolean;
}

/** A resource as a rule sees it. */
export interface Subject<Props> {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly opts: PolicyResourceOptions;
    /** What makes it; not known of components and of providers themselves. */
    readonly provider?: PolicyProviderResource;
    readonly props: Props;
}

/** A rule with the types it is for, and what it is told besides the resource. */
export interface Rule<Rest extends readonly unknown[]> {
    readonly judges: (token: string) => boolean;
    /** The one token that it judges, where it is one. */
    readonly token?: string;
    readonly judge: (subject: Subject<object>, ...rest: Rest) => Findings;
}

/** Ties a pure function to the type of resource that it judges. */
export function on<Props extends object, Rest extends readonly unknown[]>(
    type: ResourceType<Props>,
    rule: (subject: Subject<Props>, ...rest: Rest) => Findings,
): Rule<Rest> {
    return {
        judges: (token) => type.tokens.includes(token),
        token: type.tokens.length === 1 ? type.tokens[0] : undefined,
        judge: (subject, ...rest) => rule({ ...subject, props: subject.props as Props }, ...rest),
    };
}

/** The same for a rule on what many types have in common, all of them unless told which. */
export function onEvery<Rest extends readonly unknown[]>(
    rule: (subject: Subject<Readonly<Record<string, unknown>>>, ...rest: Rest) => Findings,
    judges: (token: string) => boolean = () => true,
): Rule<Rest> {
    return {
        judges,
        judge: (subject, ...rest) =>
            rule({ ...subject, props: subject.props as Readonly<Record<string, unknown>> }, ...rest),
    };
}

export type ResourceRule<S extends Settings = Settings> = Rule<[settings: Values<S>]>;
export type StackRule<S extends Settings = Settings> = Rule<[stack: Stack, settings: Values<S>]>;

/** A policy on each resource by itself. It sees the inputs, before anything is created. */
export function resourcePolicy<S extends Settings = NoSettings>(
    about: About<S> & { readonly rules: readonly ResourceRule<NoInfer<S>>[] },
): ResourceValidationPolicy {
    const validate = (args: ResourceValidationArgs, report: ReportViolation) => {
        rememberGiven(args.urn, args.props);
        const rules = about.rules.filter(({ judges }) => judges(args.type));
        if (rules.length === 0) notApplicable(args);
        const settings = valuesOf(about.name, about.settings, args.getConfig());
        for (const finding of rules.flatMap((rule) => rule.judge(args, settings))) {
            reportFinding(report, about, finding);
        }
    };
    return { ...metadata(about), validateResource: forOneType(about.rules, validate) };
}

/** The SDK throws to say so, thousands of times in a stack: without a trace of the stack that costs nothing. */
function notApplicable(args: ResourceValidationArgs): never {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        args.notApplicable("no rule for this type of resource");
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}

/** Of a policy for one type, the SDK skips other resources before it reads their properties: that halves its time. */
function forOneType(
    rules: readonly { readonly token?: string }[],
    validate: (args: ResourceValidationArgs, report: ReportViolation) => void,
): ResourceValidation {
    const [token, ...others] = new Set(rules.map((rule) => rule.token));
    if (token === undefined || others.length > 0) return validate;
    // All that the SDK wants of the class is its token; loading the provider's classes would cost a second.
    const resourceClass = { __pulumiType: token } as unknown as Parameters<typeof validateResourceOfType>[0];
    return validateResourceOfType(resourceClass, (_, args, report) => {
        validate(args, report);
    });
}

/**
 * A policy on how resources belong together. It sees outputs: during a preview, a property that the program leaves out
 * and AWS fills in is unknown. So its rules go by references and by properties that AWS does not fill in. What must
 * exist somewhere is a rule on `types.rootStack`, which every stack has once.
 */
export function stackPolicy<S extends Settings = NoSettings>(
    about: About<S> & { readonly rules: readonly StackRule<NoInfer<S>>[] },
): StackValidationPolicy {
    return {
        ...metadata(about),
        validateStack: (args, report) => {
            const stack = new Stack(args.resources);
            const settings = valuesOf(about.name, about.settings, args.getConfig());
            const judged = about.rules.flatMap((rule) =>
                stack.resources
                    .filter(({ type }) => rule.judges(type))
                    .map((resource) => ({ resource, findings: rule.judge(resource, stack, settings) })),
            );
            if (judged.length === 0) args.notApplicable("no resource of this type in the stack");
            for (const { resource, findings } of judged) {
                for (const finding of findings) reportFinding(report, about, finding, resource.urn);
            }
        },
    };
}

/** Of a policy that a stack can set nothing of. */
type NoSettings = Readonly<Record<string, never>>;

function metadata(about: About): Omit<ResourceValidationPolicy, "validateResource"> {
    return {
        name: about.name,
        displayName: about.requires,
        description: `${about.requires} ${about.otherwise}`,
        severity: about.severity,
        enforcementLevel: about.level ?? "mandatory",
        remediationSteps: about.remedy,
        framework: {
            name: CHECKLIST_NAME,
            version,
            reference: about.checklist,
            specification: checklistText(about.checklist),
        },
        tags: [
            ...(about.equivalents ?? []),
            `on-unknown:${about.onUnknown}`,
            ...(about.deviable === false ? [NOT_DEVIABLE] : []),
        ],
        ...(about.settings && { configSchema: settingsSchema(about.settings) }),
    };
}

/** What a policy reports. */
export interface Violation {
    readonly message: string;
    /** @defaultValue - the resource in question, or the stack */
    readonly urn?: string;
    /** @defaultValue - the policy's level, which a team may have changed */
    readonly enforcementLevel?: EnforcementLevel;
}

function reportFinding(report: ReportViolation, about: About, finding: Finding, urn?: string): void {
    const explanation = `${about.requires} ${about.otherwise} ${about.remedy}`;
    if (finding.outcome === "fail") {
        send(report, { message: `${finding.fault}. ${explanation}`, urn });
    } else if (about.onUnknown === "deny") {
        send(report, { message: `${undetermined(finding.property, "denied")} ${explanation}`, urn });
    } else {
        const message = `${undetermined(finding.property, "deferred")} ${explanation}`;
        send(report, { message, urn, enforcementLevel: "advisory" });
    }
}

/** The SDK (1.21) also takes an object, with a level of its own; its types know only the text. */
export function send(report: ReportViolation, violation: Violation): void {
    Reflect.apply(report, undefined, [violation]);
}
