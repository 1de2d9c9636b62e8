/** Where engine suites run: with the folder of the engine, for which each waits before its first test (test/support/engine.ts). */
const { existsSync, readFileSync } = require("node:fs");
const { setTimeout: sleep } = require("node:timers/promises");
const { TestEnvironment } = require("jest-environment-node");

module.exports = class WithEngine extends TestEnvironment {
    async setup() {
        await super.setup();
        const { HRMS_ENGINE_BIN, HRMS_ENGINE_ANSWER: file } = process.env;
        if (HRMS_ENGINE_BIN !== undefined) return;
        while (!existsSync(file)) await sleep(200);
        const { folder, failure } = JSON.parse(readFileSync(file, "utf8"));
        if (failure !== undefined) throw new Error(failure);
        this.global.process.env.HRMS_ENGINE_BIN = folder;
    }
};
