/** A stack that `pulumi` runs on, and its state. */
import type { Deployment } from "./deployment";
import type { Pulumi } from "./pulumi";

/** A stack and how to run `pulumi` on it. */
export interface Stack {
    readonly name: string;
    /** Folder of Pulumi.yaml. */
    readonly project: string;
    readonly pulumi: Pulumi;
    /** Pulumi's version, which the reports show. */
    readonly engine?: string;
}

/** The state of the stack. A stack that was never updated has a state without resources. */
export async function exported(pulumi: Pulumi, ...options: string[]): Promise<Deployment> {
    const { code, stdout, stderr } = await pulumi(["stack", "export", ...options]);
    if (code !== 0) throw new Error(`The stack could not be exported: ${stderr.trim()}`);
    const { deployment } = JSON.parse(stdout) as { readonly deployment: Partial<Deployment["deployment"]> };
    return { deployment: { resources: [], ...deployment } };
}
