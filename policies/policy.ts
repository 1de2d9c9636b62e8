/** Turns a rule into a CrossGuard policy. Only this module fills in metadata and reports verdicts. */
import {
    type EnforcementLevel,
    type Policies,
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
import { messageOf } from "./message";
import { version } from "./package.json";
import type { ResourceType } from "./resource-types";
import { type Settings, settingsSchema, type Values, valuesOf } from "./settings";
import { Stack } from "./stack";
import type { Finding, Findings } from "./verdict";

/** The tag of policies without deviations. */
export const NOT_DEVIABLE = "not-deviable";

/** Whether a deviation from a policy is possible. */
export function isDeviable({ tags = [] }: Pick<Policy, "tags">): boolean {
    return !tags.includes(NOT_DEVIABLE);
}

/** The metadata and the texts of a policy. */
export interface About<S extends Settings = Settings> {
    /** `<resource>-<what holds>`, in kebab case. */
    readonly name: string;
    readonly checklist: ChecklistId;
    readonly severity: Severity;
    /** @defaultValue "mandatory" */
    readonly level?: "mandatory" | "advisory";
    /**
     * What an unknown value means: `deny` if the value belongs in the code (a port, a CIDR, a flag), `defer` if nobody
     * can know it before the update (a document with a new ARN). The pack judges a deferred value after the update.
     */
    readonly onUnknown: "deny" | "defer";
    /** What must hold, as a sentence. */
    readonly requires: string;
    /** What goes wrong otherwise, as a sentence. */
    readonly otherwise: string;
    /** What to do, as a sentence. */
    readonly remedy: string;
    /** The same check in other tools, e.g. `fsbp:RDS.2`, `checkov:CKV_AWS_17`. */
    readonly equivalents?: readonly string[];
    /** The settings that a stack can change, see `policy-settings/`. */
    readonly settings?: S;
    /**
     * Whether the policy allows deviations.
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
    /** Its provider. Components and providers themselves have none. */
    readonly provider?: PolicyProviderResource;
    readonly props: Props;
}

/** A rule with its types, and its arguments apart from the resource. */
export interface Rule<Rest extends readonly unknown[]> {
    readonly judges: (token: string) => boolean;
    /** The token that it judges, if there is only one. */
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

/** The same for a rule on several types, by default on all types. */
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

/** A policy on single resources. It sees the inputs before Pulumi creates anything. */
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

/** The SDK throws this error thousands of times per stack. Without a stack trace, that costs nothing. */
function notApplicable(args: ResourceValidationArgs): never {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        args.notApplicable("no rule for this type of resource");
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}

/** The SDK skips resources of other types before it reads their properties, which halves its time. */
function forOneType(
    rules: readonly { readonly token?: string }[],
    validate: (args: ResourceValidationArgs, report: ReportViolation) => void,
): ResourceValidation {
    const [token, ...others] = new Set(rules.map((rule) => rule.token));
    if (token === undefined || others.length > 0) return validate;
    // The SDK needs only the token of the class. Loading the provider's classes would cost a second.
    const resourceClass = { __pulumiType: token } as unknown as Parameters<typeof validateResourceOfType>[0];
    return validateResourceOfType(resourceClass, (_, args, report) => {
        validate(args, report);
    });
}

/**
 * A policy on the relations between resources. It sees outputs: during a preview, a property that AWS fills in is
 * unknown. So its rules use references and properties that AWS does not fill in. A rule on something that must exist
 * somewhere judges `types.rootStack`, which every stack has once.
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

/** The settings of a policy that has none. */
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
    /** @defaultValue - the policy's level, which a stack can change */
    readonly enforcementLevel?: EnforcementLevel;
}

function reportFinding(report: ReportViolation, about: About, finding: Finding, urn?: string): void {
    const enforcementLevel = ownLevelOf(finding, about);
    send(report, { message: messageOf(finding, about), urn, ...(enforcementLevel && { enforcementLevel }) });
}

/** The level of a finding, if it differs from the policy's level. */
function ownLevelOf(finding: Finding, { onUnknown }: About): "advisory" | undefined {
    if (finding.outcome === "failed") return finding.level;
    if (finding.outcome === "not in this stack") return undefined;
    // The code can't contain what no program shows.
    return onUnknown === "defer" || "unseen" in finding ? "advisory" : undefined;
}

/** The SDK (1.21) also accepts an object with its own level, but its types declare only a text. */
export function send(report: ReportViolation, violation: Violation): void {
    Reflect.apply(report, undefined, [violation]);
}

/** Receives a policy's violations one by one. */
export type Reporter = (violation: Violation) => void;

/**
 * The policy with a function that can change its violations before they reach the report.
 * @param between - gets the report, and the resource if the policy judges a single one
 */
export function reportingThrough(
    policy: Policies[number],
    between: (report: Reporter, urn?: string) => Reporter,
): Policies[number] {
    // A policy of this pack calls it through `send`, with an object.
    const through = (report: ReportViolation, urn?: string) =>
        between((violation) => {
            send(report, violation);
        }, urn) as unknown as ReportViolation;
    if ("validateStack" in policy) {
        const { validateStack } = policy;
        return { ...policy, validateStack: (args, report) => validateStack(args, through(report)) };
    }
    const { validateResource } = policy;
    // Every policy of the pack has one function, but the type also allows a list.
    if (typeof validateResource !== "function") return policy;
    return {
        ...policy,
        validateResource: (args, report) => validateResource(args, through(report, args.urn)),
    };
}
