import { compared, interleaved, isBroken, type Measurement } from "../../../../commands/bench/measurement";

const measured = (ratio: number, promise: Pick<Measurement, "atMost" | "atLeast">): Measurement => ({
    bench: "test",
    unit: "s",
    ratio,
    figures: [],
    against: [],
    ...promise,
});

test("each round is compared with itself: one that the machine slowed down slowed both", () => {
    expect(compared([10, 40, 12], [10, 40, 10]).ratio).toBe(1);
    expect(compared([1, 3], [1, 1]).ratio).toBe(2);
});

test.each([
    [1.3, { atMost: 1.3 }, false],
    [1.31, { atMost: 1.3 }, true],
    [1.5, { atLeast: 1.5 }, false],
    [1.49, { atLeast: 1.5 }, true],
    [7, {}, false],
    // Nothing was measured.
    [NaN, {}, true],
])("a ratio of %d with the promise %j is broken: %s", (ratio, promise, broken) => {
    expect(isBroken(measured(ratio, promise))).toBe(broken);
});

test("all take their turn in each round", async () => {
    const order: string[] = [];
    const run = (name: string) => () => Promise.resolve(order.push(name));
    const figures = await interleaved(2, { ours: run("ours"), theirs: run("theirs") });
    expect(order).toEqual(["ours", "theirs", "ours", "theirs"]);
    expect(figures).toEqual({ ours: [1, 3], theirs: [2, 4] });
});
