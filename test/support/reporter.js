/** Says at the end what was skipped and why, and the totals in one plain line. */
module.exports = class ClosingLines {
    onRunComplete(
        _contexts,
        { testResults, numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites },
    ) {
        const skipped = testResults.flatMap(({ testResults: tests }) =>
            tests.filter(({ status }) => status === "pending"),
        );
        const reasons = new Map();
        for (const { ancestorTitles, fullName } of skipped) {
            const reason = ancestorTitles.find((title) => title.includes("skipped: ")) ?? fullName;
            reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        }
        for (const [reason, count] of reasons) {
            console.log(`Skipped ${count}: ${reason}`);
        }
        // A suite that could not be loaded ran no test, and still failed.
        console.log(
            `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed, ${numPendingTests} skipped`,
        );
    }
};
