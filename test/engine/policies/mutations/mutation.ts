/** One-field mutations of a real stack: each loosens one thing, and the pack must say so and nothing else. */
import type { JudgedResource } from "../../../../tools/policies/in-process";

/** A change of one resource of the production stack. */
export interface Mutation {
    /** Logical name of the resource; with its type where the name alone is taken twice: `aws:s3/bucket:Bucket hrms-media`. */
    readonly of: string;
    /** The properties that are set differently, by their path: `ingress.0.cidrBlocks`; undefined takes one away. */
    readonly set?: Readonly<Record<string, unknown>>;
    /** The resource is taken away, with every reference to it. */
    readonly removed?: true;
    /** The resource is a new one with these inputs; `of` is its type and name. */
    readonly added?: Readonly<Record<string, unknown>>;
    /** Resource options that are set differently. */
    readonly options?: Partial<Pick<JudgedResource, "protect" | "ignoreChanges">>;
    /** Resources that a property now refers to, by name; as after a wrong reference in the program. */
    readonly refers?: Readonly<Record<string, readonly string[]>>;
    /** Properties, by their path, that take the value of another resource's output: its name, and the output's. */
    readonly takes?: Readonly<Record<string, readonly [of: string, output: string]>>;
    /** It can't be one of many faults in the same stack, because it hides or adds others. */
    readonly alone?: true;
    /** `policy` where the resource itself is at fault, else `policy at name-of-another-resource`. */
    readonly violates: readonly string[];
}

/** What is loosened, in a few words, and how. */
export type Mutations = Readonly<Record<string, Mutation>>;

/** Several mutations of the same resource. */
export function on(label: string, mutations: Readonly<Record<string, Omit<Mutation, "of">>>): Mutations {
    return Object.fromEntries(
        Object.entries(mutations).map(([title, mutation]) => [title, { of: label, ...mutation }]),
    );
}

/** The stack after the mutation, and the resource that it changed; none where it took that away. */
export function mutate(
    resources: readonly JudgedResource[],
    mutation: Mutation,
): { readonly resources: readonly JudgedResource[]; readonly changed?: JudgedResource } {
    if (mutation.added) {
        const changed = added(mutation.of, mutation.added, resources);
        return { resources: [...resources, changed], changed };
    }
    const original = find(resources, mutation.of);
    if (mutation.removed) {
        const rest = resources.filter(({ urn }) => urn !== original.urn);
        return { resources: rest.map((resource) => withoutReferencesTo(original.urn, resource)) };
    }
    const taken = Object.entries(mutation.takes ?? {}).map(([path, [of, output]]) => {
        const { urn, outputs } = find(resources, of);
        return { path, property: propertyOf(path), urn, value: outputs[output] };
    });
    const set = { ...mutation.set, ...Object.fromEntries(taken.map(({ path, value }) => [path, value])) };
    const referred = Object.entries(mutation.refers ?? {}).map(
        ([property, names]) => [property, names.map((name) => find(resources, name).urn)] as const,
    );
    const changed: JudgedResource = {
        ...original,
        ...mutation.options,
        inputs: withPaths(original.inputs, set),
        outputs: withPaths(original.outputs, set),
        references: {
            ...withoutReplaced(original.references ?? {}, mutation.set ?? {}),
            ...Object.fromEntries(taken.map(({ property, urn }) => [property, [urn]])),
            ...Object.fromEntries(referred),
        },
    };
    return {
        resources: resources.map((resource) => (resource.urn === original.urn ? changed : resource)),
        changed,
    };
}

function added(label: string, inputs: Properties, resources: readonly JudgedResource[]): JudgedResource {
    const [type = "", name = ""] = label.split(" ");
    const [stack = "", project = ""] = resources[0]?.urn.split("::") ?? [];
    return { urn: [stack, project, type, name].join("::"), type, name, inputs, outputs: inputs };
}

const propertyOf = (path: string): string => path.split(".")[0] ?? "";

type References = Readonly<Record<string, readonly string[]>>;

/** A property that is written out as a whole refers to nothing any more; one that is taken away is not there. */
function withoutReplaced(references: References, set: Properties): References {
    const whole = Object.entries(set).filter(([path]) => !path.includes("."));
    const removed = new Set(whole.filter(([, value]) => value === undefined).map(([property]) => property));
    const written = Object.fromEntries(whole.map(([property]) => [property, []]));
    return Object.fromEntries(
        Object.entries({ ...references, ...written }).filter(([property]) => !removed.has(property)),
    );
}

/** Throws where the name is no resource of the stack, or several: a mutation of nothing would prove nothing. */
export function find(resources: readonly JudgedResource[], label: string): JudgedResource {
    const [one, ...more] = resources.filter(
        ({ name, type }) => label === name || label === `${type} ${name}`,
    );
    if (!one || more.length > 0) {
        const count = one ? `${more.length + 1} resources` : "no resource";
        throw new Error(
            `The stack has ${count} named ${label}: ${[one, ...more].map((r) => r?.type).join(", ")}`,
        );
    }
    return one;
}

type Properties = Readonly<Record<string, unknown>>;

function withPaths(properties: Properties, changes: Properties): Properties {
    return Object.entries(changes).reduce<Properties>(
        (result, [path, value]) => withPath(result, path.split("."), value) as Properties,
        properties,
    );
}

function withPath(node: unknown, [key = "", ...rest]: readonly string[], value: unknown): unknown {
    if (Array.isArray(node)) {
        const index = Number(key);
        if (!(index in node)) throw new Error(`There is no element ${key} to mutate.`);
        return node.map((element: unknown, at) =>
            at === index ? changedValue(element, rest, value) : element,
        );
    }
    if (typeof node !== "object" || node === null) throw new Error(`There is no ${key} to mutate.`);
    const { [key]: current, ...others } = node as Properties;
    const next = changedValue(current, rest, value);
    return next === undefined ? others : { ...others, [key]: next };
}

const changedValue = (current: unknown, rest: readonly string[], value: unknown): unknown =>
    rest.length === 0 ? value : withPath(current, rest, value);

function withoutReferencesTo(urn: string, resource: JudgedResource): JudgedResource {
    return {
        ...resource,
        references: Object.fromEntries(
            Object.entries(resource.references ?? {}).map(([property, urns]) => [
                property,
                urns.filter((one) => one !== urn),
            ]),
        ),
    };
}
