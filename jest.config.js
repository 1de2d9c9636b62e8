/** @type {import("jest").Config} */
const transform = {
    "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } }],
};
const project = (name, extra = {}) => ({
    displayName: name,
    testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
    testEnvironment: "node",
    transform,
    ...extra,
});

module.exports = {
    // unit: pure functions and mocks-free modules. policy: the pack in process. engine: the real Pulumi engine on
    // the simulated AWS. host: what runs on a server, run for real.
    projects: [project("unit"), project("policy"), project("engine"), project("host")],
    testTimeout: 600_000,
};
