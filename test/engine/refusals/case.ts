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
}
