import * as pulumi from "@pulumi/pulumi";

/** A program that AWS must refuse, and how it says so. */
export interface RefusalCase {
    /** The `id` of the refusal in the simulator that it triggers. */
    readonly id: string;
    /**
     * Registers the refused resource under the logical name `name`. What it needs beforehand goes under names that
     * begin with `name` and a hyphen, or comes from the shared fixtures; all of that AWS accepts.
     */
    readonly program: (name: string) => pulumi.Resource;
    /** Text that the message must contain, as exact as can be. */
    readonly message: string;
    /** The same resource without the fault: it must be created. */
    readonly accepted?: (name: string) => pulumi.Resource;
}

type ResourceClass<Args> = new (
    name: string,
    args: Args,
    options?: pulumi.CustomResourceOptions,
) => pulumi.Resource;

/** What is wrong, as a change of the valid arguments; a function where it needs other resources. */
type Change<Args> = Partial<Args> | ((name: string) => Partial<Args>);

/**
 * Cases of one type: arguments that AWS accepts, and rows that each change them into something it does not.
 * @param valid - makes the valid arguments; the simulator is held to accept them
 */
export function casesOf<Args extends object>(
    type: ResourceClass<Args>,
    valid: (name: string) => NoInfer<Args>,
    rows: readonly (readonly [id: string, change: Change<NoInfer<Args>>, message: string])[],
): RefusalCase[] {
    return rows.map(([id, change, message], at) => ({
        id,
        message,
        program: (name) =>
            new type(name, { ...valid(name), ...(typeof change === "function" ? change(name) : change) }),
        ...(at === 0 && { accepted: (name: string) => new type(name, valid(name)) }),
    }));
}

/** Made once in a program, when a case first asks for it. */
export function once<T>(make: () => T): () => T {
    let made: T | undefined;
    return () => (made ??= make());
}
