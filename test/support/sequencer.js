/**
 * Suites that take minutes start first. Jest knows how long a suite took from the run before, and in a fresh clone goes by
 * the size of its file: then a short file that runs the engine for minutes comes last, while the other worker waits.
 */
const { default: Sequencer } = require("@jest/test-sequencer");

/** From the slowest on. The longest suites first: one that starts last keeps the other worker waiting. */
const SLOW = [
    ...[
        "test/host/machines/released",
        "test/engine/policies/mutations",
        "test/host/overlay",
        "test/host/requirements",
    ],
    ...["test/engine/foreign/", "test/host/machines/", "test/engine/", "test/host/"],
];

const rank = ({ path }) => {
    const at = SLOW.findIndex((folder) => path.includes(`/${folder}`));
    return at === -1 ? SLOW.length : at;
};

module.exports = class SlowFirst extends Sequencer {
    async sort(tests) {
        const sorted = await super.sort(tests);
        return sorted.every(({ duration }) => typeof duration === "number")
            ? sorted
            : [...sorted].sort((a, b) => rank(a) - rank(b));
    }
};
