/** Finds out which properties policies read by watching them, so nobody has to maintain a list. */
import type { Policies, PolicyResource } from "@pulumi/policy";
import { onTrial } from "./given";

/** Names of properties from the outermost to the innermost, with `*` for an element of a list. */
export type Path = readonly string[];

type Note = (path: Path) => void;

/**
 * What the policies read of some resources, by URN. It does not wait for policies that return a promise.
 *
 * @param of - URNs of the resources to watch, because watching costs time
 */
export function propertiesRead(
    policies: Policies,
    resources: readonly PolicyResource[],
    of: ReadonlySet<string>,
): ReadonlyMap<string, readonly Path[]> {
    const read = new Map<string, Path[]>([...of].map((urn) => [urn, []]));
    const watched = watch(resources, of, (urn, path) => read.get(urn)?.push(path));
    onTrial(() => {
        for (const policy of policies) {
            if ("validateStack" in policy) {
                attempt(() => policy.validateStack({ ...CONTEXT, resources: watched }, ignore));
            } else if (typeof policy.validateResource === "function") {
                const { validateResource } = policy;
                for (const resource of watched.filter(({ urn }) => of.has(urn))) {
                    attempt(() =>
                        validateResource({ ...resource, ...CONTEXT, asType: () => undefined }, ignore),
                    );
                }
            }
        }
    });
    return read;
}

/** The other arguments of a policy, which do not change what it reads. */
const CONTEXT = {
    getConfig: () => ({}) as never,
    stackTags: new Map<string, string>(),
    notApplicable: (): never => {
        throw new Error("not applicable");
    },
};

const ignore = () => undefined;

/** Ignores errors of a policy that does not apply or that fails. It reports them itself when it runs. */
function attempt(judge: () => unknown): void {
    try {
        judge();
    } catch {
        // See above.
    }
}

function watch(
    resources: readonly PolicyResource[],
    of: ReadonlySet<string>,
    note: (urn: string, path: Path) => void,
): PolicyResource[] {
    const watched = new Map<string, PolicyResource>();
    for (const resource of resources) {
        const { urn, props, propertyDependencies } = resource;
        watched.set(urn, {
            ...resource,
            props: of.has(urn)
                ? watchValue(props, [], (path) => {
                      note(urn, path);
                  })
                : props,
            propertyDependencies: new Proxy(propertyDependencies, {
                // Following a reference counts as reading the property.
                get: (references, property: string) => {
                    note(urn, [property]);
                    return references[property]?.map((target) => watched.get(target.urn) ?? target);
                },
            }),
        });
    }
    return [...watched.values()];
}

/** The same value in a proxy that records every read of a member. */
function watchValue<T>(value: T, path: Path, note: Note): T {
    if (typeof value !== "object" || value === null) return value;
    const within = (member: string): Path => [
        ...path,
        Array.isArray(value) && (/^\d+$/.test(member) || member === "length") ? "*" : member,
    ];
    return new Proxy(value, {
        has: (target, member) => {
            if (typeof member === "string") note(within(member));
            return Reflect.has(target, member);
        },
        get: (target, member): unknown => {
            if (typeof member !== "string") return Reflect.get(target, member);
            const inner = within(member);
            note(inner);
            return watchValue(Reflect.get(target, member), inner, note);
        },
    });
}
