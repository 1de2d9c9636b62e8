const transform = {
    "/@pulumi/aws/index\\.js$": "<rootDir>/test/support/jest/lazy-namespaces.js",
    "^.+\\.ts$": [
        "@swc/jest",
        { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
};
const project = (name, extra = {}) => ({
    displayName: name,
    testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
    testEnvironment: "node",
    resolver: "<rootDir>/test/support/jest/resolver.js",
    transform,
    transformIgnorePatterns: ["/node_modules/(?!@pulumi/aws/index\\.js$)"],
    ...extra,
});

const NAMES = ["unit", "policy", "engine", "host"];

// Jest takes every word after --selectProjects as a project's name, a path too, and then runs every suite of the others.
const given = process.argv.slice(process.argv.indexOf("--selectProjects") + 1);
const end = given.findIndex((word) => word.startsWith("-"));
const paths = (end === -1 ? given : given.slice(0, end)).filter((word) => !NAMES.includes(word));
if (process.argv.includes("--selectProjects") && paths.length > 0) {
    throw new Error(
        `${paths[0]} is no project. Name paths after --testPathPatterns, or without --selectProjects.`,
    );
}

/** @type {import("jest").Config} */
module.exports = {
    projects: [
        // Pure functions, and components by what they register.
        project("unit"),
        // The policy pack, in process.
        project("policy"),
        // The real Pulumi engine on the simulated AWS.
        project("engine", {
            globalSetup: "<rootDir>/test/support/engine.ts",
            testEnvironment: "<rootDir>/test/support/jest/engine-environment.js",
        }),
        // What runs on a server, run for real.
        project("host"),
    ],
    maxWorkers: 2,
    // A worker keeps what its suites have loaded. A fresh one takes its place before that slows it.
    workerIdleMemoryLimit: "1GB",
    // Of the tests in one file that run at the same time (test.concurrent).
    maxConcurrency: 3,
    testSequencer: "<rootDir>/test/support/sequencer.js",
    reporters: ["default", "<rootDir>/test/support/reporter.js"],
    testTimeout: 600_000,
};
