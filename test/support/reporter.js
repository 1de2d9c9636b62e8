/** Prints at the end the slowest suites, what was skipped and why, and the totals in one plain line. */
const path = require("node:path");

const SHOWN = 10;

module.exports = class ClosingLines {
    onRunComplete(_contexts, results) {
        for (const line of [...slowest(results), ...skipped(results), totals(results)]) console.log(line);
    }
};

/** Of a part, every suite's time is in Jest's own lines. */
function slowest({ testResults, startTime }) {
    if (testResults.length <= SHOWN) return [];
    const timed = testResults
        .map(({ testFilePath, perfStats: { start, end } }) => ({ testFilePath, ms: end - start }))
        .sort((a, b) => b.ms - a.ms)
        .slice(0, SHOWN);
    const minutes = ((Date.now() - startTime) / 60_000).toFixed(1);
    return [
        `The ${SHOWN} slowest of ${testResults.length} suites, which took ${minutes} minutes in all:`,
        ...timed.map(
            ({ testFilePath, ms }) =>
                `${(ms / 1000).toFixed(0).padStart(6)} s  ${path.relative(process.cwd(), testFilePath)}`,
        ),
    ];
}

function skipped({ testResults }) {
    const tests = testResults.flatMap((suite) =>
        suite.testResults.filter(({ status }) => status === "pending"),
    );
    const reasons = new Map();
    for (const { ancestorTitles, fullName } of tests) {
        const reason = ancestorTitles.find((title) => title.includes("skipped: ")) ?? fullName;
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    return [...reasons].map(([reason, count]) => `Skipped ${count}: ${reason}`);
}

/** A suite that could not be loaded ran no test, and still failed. */
function totals({ numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return `${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`;
}
