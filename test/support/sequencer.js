/**
 * Suites that take minutes start first. Jest knows how long a suite took from the run before, and in a fresh clone goes by
 * the size of its file: then a short file that boots a host comes last, while the other worker waits. The engine may still be
 * in the making, so its suites come after those that need none, but for the shortest ones, which fill the end.
 */
const { default: Sequencer } = require("@jest/test-sequencer");

/** The order of suites; what no line names comes last. */
const ORDER = [
    ...["test/host/machines/released", "test/host/overlay", "test/host/requirements", "test/host/machines/"],
    ...[
        "test/host/",
        "test/policy/",
        "test/engine/policies/mutations",
        "test/engine/foreign/",
        "test/engine/",
    ],
];

const rank = ({ path }) => {
    const at = ORDER.findIndex((folder) => path.includes(`/${folder}`));
    return at === -1 ? ORDER.length : at;
};

module.exports = class InOrder extends Sequencer {
    async sort(tests) {
        const sorted = await super.sort(tests);
        return sorted.every(({ duration }) => typeof duration === "number")
            ? sorted
            : [...sorted].sort((a, b) => rank(a) - rank(b));
    }
};
