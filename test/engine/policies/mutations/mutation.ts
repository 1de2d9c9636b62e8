/** Mutations of a real stack. Each one loosens one setting, and the pack must report that fault and nothing else. */
import type { JudgedResource } from "../../../../evidence/in-process";

/** A change of one resource of the production stack. */
export interface Mutation {
    /** Logical name of the resource, with its type if the name is not unique: `aws:s3/bucket:Bucket hrms-media`. */
    readonly of: string;
    /** New values of properties by path, such as `ingress.0.cidrBlocks`. Undefined removes a property. */
    readonly set?: Readonly<Record<string, unknown>>;
    /** Removes the resource and every reference to it. */
    readonly removed?: true;
    /** Adds a resource with these inputs. `of` is its type and name. */
    readonly added?: Readonly<Record<string, unknown>>;
    /** New values of resource options. */
    readonly options?: Partial<Pick<JudgedResource, "protect" | "ignoreChanges">>;
    /** Names of the resources that a property now refers to, as after a wrong reference in the program. */
    readonly refers?: Readonly<Record<string, readonly string[]>>;
    /** Properties by path that take an output of another resource: the resource's name and the output's name. */
    readonly takes?: Readonly<Record<string, readonly [of: string, output: string]>>;
    /** Excludes it from a stack with many faults, because it hides or adds other faults. */
    readonly alone?: true;
    /** `policy` if the resource itself has the fault, or else `policy at name-of-another-resource`. */
    readonly violates: readonly string[];
}

/** Mutations by title. The title says in a few words what gets looser. */
export type Mutations = Readonly<Record<string, Mutation>>;

/** Several mutations of the same resource. */
export function on(label: string, mutations: Readonly<Record<string, Omit<Mutation, "of">>>): Mutations {
    return Object.fromEntries(
        Object.entries(mutations).map(([title, mutation]) => [title, { of: label, ...mutation }]),
    );
}

/** The stack after the mutation, and the changed resource unless the mutation removed it. */
export function mutate(
    resources: readonly JudgedResource[],
    mutation: Mutation,
): { readonly resources: readonly JudgedResource[]; readonly changed?: JudgedResource } {
    if (mutation.added) {
        const changed = {
            ...added(mutation.of, mutation.added, resources),
            references: referred(mutation, resources),
        };
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
    const changed: JudgedResource = {
        ...original,
        ...mutation.options,
        inputs: withPaths(original.inputs, set),
        outputs: withPaths(original.outputs, set),
        references: {
            ...withoutReplaced(original.references ?? {}, mutation.set ?? {}),
            ...Object.fromEntries(taken.map(({ property, urn }) => [property, [urn]])),
            ...referred(mutation, resources),
        },
    };
    return {
        resources: resources.map((resource) => (resource.urn === original.urn ? changed : resource)),
        changed,
    };
}

/** The references that the mutation itself names. */
function referred({ refers = {} }: Mutation, resources: readonly JudgedResource[]): References {
    return Object.fromEntries(
        Object.entries(refers).map(([property, names]) => [
            property,
            names.map((name) => find(resources, name).urn),
        ]),
    );
}

function added(label: string, inputs: Properties, resources: readonly JudgedResource[]): JudgedResource {
    const [type = "", name = ""] = label.split(" ");
    const [stack = "", project = ""] = resources[0]?.urn.split("::") ?? [];
    return { urn: [stack, project, type, name].join("::"), type, name, inputs, outputs: inputs };
}

const propertyOf = (path: string): string => path.split(".")[0] ?? "";

type References = Readonly<Record<string, readonly string[]>>;

/** A property with a new literal value has no references any more, and a removed property does not exist. */
function withoutReplaced(references: References, set: Properties): References {
    const whole = Object.entries(set).filter(([path]) => !path.includes("."));
    const removed = new Set(whole.filter(([, value]) => value === undefined).map(([property]) => property));
    const written = Object.fromEntries(whole.map(([property]) => [property, []]));
    return Object.fromEntries(
        Object.entries({ ...references, ...written }).filter(([property]) => !removed.has(property)),
    );
}

/** Throws unless exactly one resource has the name, because a mutation of nothing would prove nothing. */
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
