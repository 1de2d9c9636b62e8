import { driftOf, WAITING } from "../../../../commands/ci/drift";
import type { EngineEvent } from "../../../../engine/events";
import { resourceTypes } from "../../../../simulator/registry";

const TYPE = "aws:rds/instance:Instance";
const URN = `urn:pulumi:prod::hrms::${TYPE}::hrms-database`;

/** The last update asked for an xlarge, and AWS answered that it still has a large. */
const RECORDED = {
    deployment: {
        resources: [
            {
                urn: URN,
                type: TYPE,
                custom: true,
                inputs: { instanceClass: "db.m7g.xlarge", port: 3306 },
                outputs: { instanceClass: "db.m7g.large", port: 3306 },
            },
        ],
    },
};

/** A plan to update the database from what AWS has tonight to what the program says. */
function update(has: Record<string, unknown>, says: Record<string, unknown>): EngineEvent[] {
    const diffs = Object.keys(says).filter((key) => has[key] !== says[key]);
    const metadata = {
        op: "update",
        urn: URN,
        type: TYPE,
        diffs,
        old: { inputs: has },
        new: { inputs: says },
    };
    return [
        { resourcePreEvent: { metadata: { op: "same", urn: "urn:other", type: "aws:s3/bucket:Bucket" } } },
        { resourcePreEvent: { metadata } },
    ];
}

const SAYS = { instanceClass: "db.m7g.xlarge", port: 3306 };

test.each([
    [
        "the window has passed, and nothing differs but the port",
        { instanceClass: "db.m7g.xlarge", port: 3307 },
        0,
        1,
    ],
    ["the class waits for the window", { instanceClass: "db.m7g.large", port: 3306 }, 1, 0],
    ["somebody chose a third class by hand", { instanceClass: "db.m7g.2xlarge", port: 3306 }, 0, 1],
    ["the class waits, and somebody moved the port", { instanceClass: "db.m7g.large", port: 3307 }, 1, 1],
])("%s", (_, has, waiting, changed) => {
    const drift = driftOf(update(has, SAYS), RECORDED);
    expect([drift.waiting.length, drift.changed.length]).toEqual([waiting, changed]);
});

test("a change that nobody has applied yet does not wait", () => {
    const says = { instanceClass: "db.r7g.large", port: 3306 };
    const { waiting, changed } = driftOf(
        update({ instanceClass: "db.m7g.large", port: 3306 }, says),
        RECORDED,
    );
    expect(waiting).toEqual([]);
    expect(changed).toEqual(["hrms-database differs from the program: update, instanceClass."]);
});

test("a resource that is gone has changed", () => {
    const events = [{ resourcePreEvent: { metadata: { op: "create", urn: URN, type: TYPE } } }];
    expect(driftOf(events, RECORDED).changed).toEqual(["hrms-database differs from the program: create."]);
});

test("the properties that wait are those that wait on the simulated AWS", () => {
    const deferred = resourceTypes.flatMap(({ token, deferred: each }) =>
        each === undefined ? [] : [[token, [...each.properties].sort()]],
    );
    expect(WAITING).toEqual(Object.fromEntries(deferred));
});
