/** The members of `pulumi stack export` that this project reads. */
export interface Deployment {
    readonly deployment: { readonly resources: readonly StackResource[] };
}

export interface StackResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    /** False for components. */
    readonly custom: boolean;
    readonly parent?: string;
    readonly protect?: boolean;
    /** True for a replaced resource that still has to be deleted. */
    readonly delete?: boolean;
    readonly ignoreChanges?: readonly string[];
    /** The provider's URN and id, joined by `::`. */
    readonly provider?: string;
    /** Where the program creates it, e.g. `project:///components/cache.ts#92,20`. */
    readonly sourcePosition?: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** The resources that exist in AWS: no components, and none of the engine's own entries. */
export function cloudResources({ deployment }: Deployment): StackResource[] {
    return deployment.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
}
