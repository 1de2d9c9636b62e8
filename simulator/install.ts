import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import * as esbuild from "esbuild";

/** The packages that have a simulated provider. */
const PACKAGES = ["aws", "random", "command"];

const CACHE = path.join(__dirname, "..", ".cache", "simulator");

/**
 * Installs the simulated providers where the engine looks for plugins. They are bundled, so that they start quickly. Does
 * nothing if they exist and neither the sources nor the installed SDKs have changed.
 * @param pulumiHome - PULUMI_HOME of the runs that use the simulated AWS
 */
export function installPlugins(pulumiHome: string): void {
    const bundle = bundleProvider();
    for (const name of PACKAGES) {
        const version = installedVersion(name);
        const plugin = path.join(pulumiHome, "plugins", `resource-${name}-v${version}`);
        // With `exec`, the provider is the engine's own child process, and the engine can stop it.
        const launcher = `#!/bin/sh\nexec "${process.execPath}" "${bundle}" ${name} ${version} "$@"\n`;
        writeExecutable(path.join(plugin, `pulumi-resource-${name}`), launcher);
    }
}

/** @returns the path of the bundle. It depends on the contents, so checkouts and versions never mix */
function bundleProvider(): string {
    const bundle = path.join(CACHE, `provider-${hashOfSources()}.js`);
    if (!fs.existsSync(bundle)) {
        const fresh = `${bundle}.${process.pid}`;
        esbuild.buildSync({
            entryPoints: [path.join(__dirname, "provider.ts")],
            outfile: fresh,
            bundle: true,
            platform: "node",
            target: "node20",
            logLevel: "error",
        });
        fs.renameSync(fresh, bundle);
    }
    return bundle;
}

function hashOfSources(): string {
    const hash = createHash("sha256").update(PACKAGES.map(installedVersion).join());
    for (const file of fs.readdirSync(__dirname, { recursive: true, encoding: "utf8" }).sort()) {
        if (/\.(ts|json)$/.test(file)) {
            hash.update(file).update(fs.readFileSync(path.join(__dirname, file)));
        }
    }
    return hash.digest("hex").slice(0, 12);
}

function installedVersion(name: string): string {
    const manifest = fs.readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
}

/** Writes the file only if it has changed, and in one step, because another run can be starting it. */
export function writeExecutable(file: string, contents: string): void {
    if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === contents) {
        return;
    }
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const fresh = `${file}.${process.pid}`;
    fs.writeFileSync(fresh, contents, { mode: 0o755 });
    fs.renameSync(fresh, file);
}
