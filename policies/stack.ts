import type { PolicyResource } from "@pulumi/policy";
import { wasGiven } from "./given";
import { type ResourceType, stackReference } from "./resource-types";
import { isSet, NotInThisStackError } from "./verdict";

/** Identifies a resource. */
export interface Resource {
    readonly urn: string;
}

/** A resource of the stack, with the type of its properties. */
export type Node<Props> = Omit<PolicyResource, "props"> & { readonly props: Props };

/**
 * The resources of a stack and the references between them. Pulumi records the references of each property, even if the
 * ids are still unknown. It does not see a reference by a literal id.
 */
export class Stack {
    private readonly byUrn: ReadonlyMap<string, PolicyResource>;

    constructor(readonly resources: readonly PolicyResource[]) {
        // Backwards, so that the first resource of a URN wins. A later one in the state was replaced and awaits deletion.
        this.byUrn = new Map(resources.toReversed().map((resource) => [resource.urn, resource]));
    }

    all<Props extends object>(type: ResourceType<Props>): readonly Node<Props>[] {
        return ofType(type, this.resources);
    }

    /**
     * Whether the program, and not AWS, sets a property. This is unknown for a resource outside this run (`--target`). Its
     * properties with a value count as set.
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

    /**
     * The same for a rule that needs a resource: throws `NotInThisStackError` if there is none, but the program sets the
     * property to something outside this stack.
     */
    required<Props extends object>(
        from: Resource,
        property: string,
        to: ResourceType<Props>,
    ): readonly Node<Props>[] {
        const found = this.referred(from, property, to);
        if (found.length === 0 && this.leadsOutside(from, property)) throw new NotInThisStackError(property);
        return found;
    }

    /**
     * Whether the program sets a property to something outside this stack: an output of another stack, or a value that
     * comes from no resource, such as a literal id or an id from the configuration. In a list, an element from this stack
     * hides a literal id.
     */
    leadsOutside(from: Resource, property: string): boolean {
        const props = this.byUrn.get(from.urn)?.props ?? {};
        const targets = this.targets(from, property) ?? [];
        const isForeign = targets.length === 0 || targets.some(isStackReference);
        return isForeign && this.gives(from, property) && isSet(props, property);
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

const isStackReference = ({ type }: PolicyResource): boolean => stackReference.tokens.includes(type);

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
