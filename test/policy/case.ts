import type { EnforcementLevel, Severity } from "@pulumi/policy";
import type { ResourceType } from "../../policies/resource-types";
import type { Resource } from "./harness";

/** Resources. The first one is the one that a policy judges. */
export type Scene = readonly [Resource, ...Resource[]];

export type Verdict = "pass" | "fail" | "undetermined" | "not in this stack";

/** Scenes by title. The title completes the sentence "accepts …" or "rejects …". */
export type Scenes = Readonly<Record<string, Scene>>;
type JudgedScenes = Readonly<Record<string, readonly [Verdict, ...Scene]>>;

/** The metadata of a policy, and the four kinds of cases that every policy needs. */
export interface Cases {
    /** Repeated here, so that nobody renames, lowers or removes a policy without changing a test. */
    readonly is: readonly [EnforcementLevel, Severity, onUnknown: "deny" | "defer"];
    readonly compliant: Scenes;
    readonly violating: Scenes;
    /** Scenes that lack something: the title completes "fails without …". */
    readonly omitted: JudgedScenes;
    /** Scenes in which a preview does not know a value: the title completes "is undetermined with … unknown". */
    readonly unknown: JudgedScenes;
    /** The answer depends on another stack. */
    readonly outside?: Scenes;
    /** The policy gives advice and does not stop the update. */
    readonly advised?: Scenes;
}

export type CaseTable = Readonly<Record<string, Cases>>;

type Props = Readonly<Record<string, unknown>>;
type Extra = Partial<Omit<Resource, "type" | "props">>;

/** Makes resources of a type from good properties. A change to `undefined` leaves a property out. */
export function fixture(
    type: ResourceType<object>,
    good: Props = {},
    usual: Extra = {},
): (changes?: Props, extra?: Extra) => Resource {
    const [token = ""] = type.tokens;
    return (changes = {}, extra = {}) => ({
        type: token,
        name: token.split(":").at(-1) ?? "",
        ...usual,
        ...extra,
        props: Object.fromEntries(
            Object.entries({ ...good, ...changes }).filter(([, value]) => value !== undefined),
        ),
    });
}

/** The same scene with each other token of the first resource's type. */
export function aliases(type: ResourceType<object>, [first, ...others]: Scene): Scenes {
    return Object.fromEntries(
        type.tokens.slice(1).map((token) => {
            const retyped = (resource: Resource): Resource =>
                resource.name === first.name && resource.type === first.type
                    ? { ...resource, type: token }
                    : resource;
            const scene: Scene = [
                retyped(first),
                ...others.map((other) => ({ ...other, references: mapTargets(other.references, retyped) })),
            ];
            return [`a resource of type ${token}`, scene];
        }),
    );
}

function mapTargets(
    references: Resource["references"] = {},
    map: (target: Resource) => Resource,
): Resource["references"] {
    return Object.fromEntries(
        Object.entries(references).map(([property, targets]) => [property, targets.map(map)]),
    );
}
