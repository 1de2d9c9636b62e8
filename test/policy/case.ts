import type { ResourceType } from "../../policies/resource-types";
import type { Resource } from "./harness";

/** Resources, the one in question first. */
export type Scene = readonly [Resource, ...Resource[]];

export type Verdict = "pass" | "fail" | "undetermined";

/** What a scene shows, and the scene. */
export type Scenes = Readonly<Record<string, Scene>>;
type JudgedScenes = Readonly<Record<string, readonly [Verdict, ...Scene]>>;

/** The four kinds of cases that every policy has. */
interface Cases {
    readonly compliant: Scenes;
    readonly violating: Scenes;
    /** A property left out. */
    readonly omitted: JudgedScenes;
    /** A property unknown during the preview. */
    readonly unknown: JudgedScenes;
}

export type CaseTable = Readonly<Record<string, Cases>>;

type Props = Readonly<Record<string, unknown>>;
type Extra = Partial<Omit<Resource, "type" | "props">>;

/** Makes resources of a type from good properties; a change to `undefined` leaves a property out. */
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

/** The same scene under each of the other tokens of the first resource's type. */
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
            return [`as ${token}`, scene];
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
