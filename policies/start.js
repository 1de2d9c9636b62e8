// Starts index.ts, quickly: the pack starts anew at every preview. Types are checked by `npm run check`, once.
const { buildSync } = require("esbuild");

// An engine that is killed, or interrupted while the pack loads, does not end the pack. The pack ends by itself when
// its parent is gone, or when nobody reads what it prints.
const parent = process.ppid;
setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
}, 1000).unref();
process.stdout.on("error", () => process.exit(1));

// What the SDK loads to send functions to the cloud and to drive an engine, which no policy does: most of its loading.
const from = { paths: [require.resolve("@pulumi/pulumi")] };
for (const unused of ["@npmcli/arborist", "@pulumi/pulumi/automation", "@pulumi/pulumi/typescript-shim"]) {
    const filename = require.resolve(unused, from);
    require.cache[filename] = { id: filename, filename, loaded: true, exports: {} };
}

// Pulumi's own way of loading TypeScript takes two seconds more.
const { outputFiles } = buildSync({
    absWorkingDir: __dirname,
    entryPoints: ["index.ts"],
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    write: false,
});
// Under this file's name, so that the pack finds its other files beside it.
module._compile(outputFiles[0].text, __filename);
