/** The tools of this machine. */
import { version as aws } from "@pulumi/aws/package.json";
import { version as command } from "@pulumi/command/package.json";
import { version as random } from "@pulumi/random/package.json";
import { join } from "node:path";
import { engines } from "../../package.json";
import { engineOnPath } from "../../engine";
import { lastLine, run } from "../../system/run";

export interface MachineAsk {
    readonly node: { readonly version: string; readonly needed: string };
    /** The reason why there is no suitable one. Undefined if there is. */
    readonly whyNoPulumi: () => Promise<string | undefined>;
    /** The provider plugins that are missing, as `pulumi plugin install` takes them. Undefined without a Pulumi to ask. */
    readonly missingPlugins: () => Promise<string[] | undefined>;
}

/** @pulumi/aws has its version with a v in front. */
const VERSIONS = { aws, command, random };

export const askMachine = (env: NodeJS.ProcessEnv = process.env): MachineAsk => ({
    node: { version: process.versions.node, needed: engines.node.replace(">=", "") },
    whyNoPulumi: async () => {
        const found = await engineOnPath(env);
        return "failure" in found ? found.failure : undefined;
    },
    missingPlugins: async () => {
        const found = await engineOnPath(env);
        if ("failure" in found) return undefined;
        const { code, stdout, stderr } = await run(
            join(found.folder, "pulumi"),
            ["plugin", "ls", "--json", "--non-interactive"],
            { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeoutMs: 60_000 },
        );
        if (code !== 0) throw new Error(`pulumi plugin ls failed: ${lastLine(stderr)}`);
        const installed = (JSON.parse(stdout) as readonly { name: string; kind: string; version: string }[])
            .filter(({ kind }) => kind === "resource")
            .map(({ name, version }) => `${name} ${version.replace(/^v/, "")}`);
        return Object.entries(VERSIONS)
            .map(([name, version]) => `${name} ${version.replace(/^v/, "")}`)
            .filter((plugin) => !installed.includes(plugin));
    },
});
