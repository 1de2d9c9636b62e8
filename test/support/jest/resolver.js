/**
 * How Jest finds modules. Each suite loads all modules again, and Pulumi's SDK loads a compiler, a package manager and its
 * Automation API, which no suite uses: most of the time of a unit test. This leaves them out.
 */
const path = require("node:path");

const PULUMI = `${path.sep}@pulumi${path.sep}pulumi`;
const UNUSED = path.join(__dirname, "unused.js");

/** What the SDK requires, by the last part of the name. */
const INSTEAD = {
    "@npmcli/arborist": UNUSED,
    automation: UNUSED,
    "typescript-shim": UNUSED,
    debuggable: path.join(__dirname, "debuggable.js"),
};

module.exports = (request, options) => {
    const isOfSdk = options.basedir.includes(PULUMI);
    const name = request.replace(/^[./]+/, "").replace(/^runtime\//, "");
    const instead = isOfSdk ? INSTEAD[name] : undefined;
    return instead ?? options.defaultResolver(request, options);
};
