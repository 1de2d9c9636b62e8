import type { PolicyResource } from "@pulumi/policy";
import { wasGiven } from "./given";
import type { ResourceType } from "./resource-types";

/** A resource among the others, with the type of its properties. */
export type Node<Props> = Omit<PolicyResource, "props"> & { readonly props: Props };

/**
 * The resources of a stack and the references between them. References are those that Pulumi recorded for each
 * property, known also where the ids are not yet; a reference by a literal id is not seen.
 */
export class Stack {
    constructor(readonly resources: readonly PolicyResource[]) {}

    all<Props extends object>(type: ResourceType<Props>): readonly Node<Props>[] {
        return ofType(type, this.resources);
    }

    /**
     * Whether the program gives a property a value, rather than AWS. Of a resource that was left out of this run
     * (`--target`) it is not known; then what has a value is judged as if it were given.
     */
    gives({ urn }: { readonly urn: string }, property: string): boolean {
        const resource = this.resources.find((one) => one.urn === urn);
        return wasGiven(urn, property) ?? (resource !== undefined && property in resource.props);
    }

    /** The resources that a property of this one refers to. */
    referred<Props extends object>(
        from: { readonly urn: string },
        property: string,
        to: ResourceType<Props>,
    ): readonly Node<Props>[] {
        const source = this.resources.find(({ urn }) => urn === from.urn);
        return ofType(to, source?.propertyDependencies[property] ?? []);
    }

    /** The resources of a type whose property refers to this one. */
    referring<Props extends object>(
        type: ResourceType<Props>,
        property: keyof Props & string,
        to: { readonly urn: string },
    ): readonly Node<Props>[] {
        return this.all(type).filter(({ propertyDependencies }) =>
            propertyDependencies[property]?.some(({ urn }) => urn === to.urn),
        );
    }
}

function ofType<Props extends object>(
    type: ResourceType<Props>,
    resources: readonly PolicyResource[],
): Node<Props>[] {
    return resources
        .filter((resource) => type.tokens.includes(resource.type))
        .map((resource) => ({ ...resource, props: resource.props as Props }));
}
