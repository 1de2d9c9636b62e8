#!/usr/bin/env node
// The door: `npx hrms` in this checkout. It needs nothing that is not there before `npm ci`.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
        `hrms needs Node 20.19 or newer, and this is ${process.versions.node}. See https://nodejs.org`,
    );
    process.exit(1);
}
try {
    require("tsx/cjs");
} catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    console.error("The packages are not installed. Run: npm ci");
    process.exit(1);
}
require("./cli");
