import * as pulumi from "@pulumi/pulumi";

/** A program that AWS must reject, and the message. */
export interface RefusalCase {
    /** The `id` of the refusal that the program triggers. */
    readonly id: string;
    /**
     * Registers the rejected resource under the logical name `name`. Resources that it depends on have names that begin
     * with `name` and a hyphen, or come from the shared fixtures. AWS accepts all of them.
     */
    readonly program: (name: string) => pulumi.Resource;
    /** Text that the message must contain, as exact as possible. */
    readonly message: string;
}
