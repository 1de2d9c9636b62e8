/**
 * The production program several times over in one stack: each copy is loaded afresh and registers its resources under
 * names of its own.
 */
const path = require("node:path");
const runtime = require("@pulumi/pulumi/runtime/resource");

const ROOT = path.resolve(__dirname, "../../..");
const registerResource = runtime.registerResource;

for (let copy = 0; copy < Number(process.env.BENCH_COPIES); copy++) {
    // The first copy is the program as it is.
    runtime.registerResource = (resource, parent, type, name, ...rest) =>
        registerResource(resource, parent, type, copy === 0 ? name : `c${copy}-${name}`, ...rest);
    for (const file of Object.keys(require.cache)) {
        if (file.startsWith(ROOT) && !file.includes("node_modules") && file !== __filename) {
            Reflect.deleteProperty(require.cache, file);
        }
    }
    require(path.join(ROOT, "index.ts"));
}
