/** The simulated AWS for programs that are not ours: the project's simulator with every type of the SDK. */
import * as fs from "node:fs";
import * as path from "node:path";
import { version } from "@pulumi/aws/package.json";
import * as esbuild from "esbuild";
import { writeExecutable } from "../../../../simulator/install";
import { CHECKOUT } from "../../../../system/checkout";

const SIMULATOR = path.join(CHECKOUT, "simulator");
const BUNDLE = path.join(CHECKOUT, ".cache", "foreign", "provider.js");

/** The modules of the simulator that this folder replaces: the list of types, and the SDK's description of them. */
const REPLACED: Readonly<Record<string, string>> = {
    "./registry": path.join(__dirname, "registry.ts"),
    "./sdk": path.join(__dirname, "sdk.ts"),
};

/** Replaces the `aws` plugin of a workspace that the simulator has made. */
export async function installLenientProvider(pulumiHome: string): Promise<void> {
    await esbuild.build({
        entryPoints: [path.join(SIMULATOR, "provider.ts")],
        outfile: BUNDLE,
        bundle: true,
        platform: "node",
        target: "node20",
        logLevel: "error",
        plugins: [{ name: "lenient", setup: replaceModules }],
    });
    const plugin = path.join(pulumiHome, "plugins", `resource-aws-v${version}`, "pulumi-resource-aws");
    fs.rmSync(plugin, { force: true });
    writeExecutable(plugin, `#!/bin/sh\nexec "${process.execPath}" "${BUNDLE}" aws ${version} "$@"\n`);
}

function replaceModules(build: esbuild.PluginBuild): void {
    build.onResolve({ filter: /^\.\/(registry|sdk)$/ }, ({ path: name, resolveDir }) =>
        resolveDir === SIMULATOR ? { path: REPLACED[name] } : undefined,
    );
}
