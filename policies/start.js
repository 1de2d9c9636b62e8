// Starts index.ts, quickly: the pack starts anew at every preview. Types are checked by `npm run check`, once.
const { buildSync } = require("esbuild");

// What the SDK loads to send functions to the cloud and to drive an engine, which no policy does: most of its loading.
const from = { paths: [require.resolve("@pulumi/pulumi")] };
for (const unused of ["@npmcli/arborist", "@pulumi/pulumi/automation", "@pulumi/pulumi/typescript-shim"]) {
    const filename = require.resolve(unused, from);
    require.cache[filename] = { id: filename, filename, loaded: true, exports: {} };
}

// The SDK reads a resource's properties anew for each policy: most of its work in a stack of hundreds of resources.
const { Struct } = require(require.resolve("google-protobuf/google/protobuf/struct_pb", from));
const { toJavaScript } = Struct.prototype;
const read = new WeakMap();
Struct.prototype.toJavaScript = function () {
    if (!read.has(this)) read.set(this, toJavaScript.call(this));
    return read.get(this);
};

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
