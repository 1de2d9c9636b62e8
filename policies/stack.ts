import type { PolicyResource } from "@pulumi/policy";
import { wasGiven } from "./given";
import type { ResourceType } from "./resource-types";

/** All that it takes to find a resource again. */
export interface Resource {
    readonly urn: string;
}

/** A resource among the others, with the type of its properties. */
export type Node<Props> = Omit<PolicyResource, "props"> & { readonly props: Props };

/**
 * The resources of a stack and the references between them. References are those that Pulumi recorded for each
 * property, known also where the ids are not yet; a reference by a literal id is not seen.
 */
export class Stack {
    private readonly byUrn: ReadonlyMap<string, PolicyResource>;

    constructor(readonly resources: readonly PolicyResource[]) {
        // Backwards, so that the first of a URN holds: one after it in a state was replaced, and waits to be deleted.
        this.byUrn = new Map(resources.toReversed().map((resource) => [resource.urn, resource]));
    }

    all<Props extends object>(type: ResourceType<Props>): readonly Node<Props>[] {
        return ofType(type, this.resources);
    }

    /**
     * Whether the program gives a property a value, rather than AWS. Of a resource that was left out of this run
     * (`--target`) it is not known; then what has a value is judged as if it were given.
     */
    gives({ urn }: Resource, property: string): boolean {
        const resource = this.byUrn.get(urn);
        return wasGiven(urn, property) ?? (resource !== undefined && property in resource.props);
    }

    /** Whether a property of the one resource refers to the other. */
    refersTo(from: Resource, property: string, to: Resource): boolean {
        return has(this.targets(from, property), to);
    }

    /** The resources of a type that a property of this one refers to. */
    referred<Props extends object>(
        from: Resource,
        property: string,
        to: ResourceType<Props>,
    ): readonly Node<Props>[] {
        return ofType(to, this.targets(from, property) ?? []);
    }

    /** The resources of a type whose property refers to this one. */
    referring<Props extends object>(
        type: ResourceType<Props>,
        property: keyof Props & string,
        to: Resource,
    ): readonly Node<Props>[] {
        return this.all(type).filter(({ propertyDependencies }) => has(propertyDependencies[property], to));
    }

    private targets({ urn }: Resource, property: string): readonly PolicyResource[] | undefined {
        return this.byUrn.get(urn)?.propertyDependencies[property];
    }
}

function has(resources: readonly Resource[] | undefined, { urn }: Resource): boolean {
    return resources?.some((resource) => resource.urn === urn) ?? false;
}

function ofType<Props extends object>(
    type: ResourceType<Props>,
    resources: readonly PolicyResource[],
): Node<Props>[] {
    return resources
        .filter((resource) => type.tokens.includes(resource.type))
        .map((resource) => ({ ...resource, props: resource.props as Props }));
}
