import { deferredChanges, nextWindow } from "../../../simulator/deferred";
import type { Deferral } from "../../../simulator/resource-type";

const deferral: Deferral = {
    source: "https://docs.aws.amazon.com/",
    properties: ["instanceClass", "multiAz"],
    window: "maintenanceWindow",
};

describe("an update", () => {
    const before = { instanceClass: "db.m7g.large", multiAz: true, port: 3306 };

    test("leaves some of its changes to the window", () => {
        const after = { ...before, instanceClass: "db.m7g.xlarge", port: 3307, applyImmediately: false };
        expect(deferredChanges(before, after, deferral)).toEqual({ instanceClass: "db.m7g.xlarge" });
    });

    test("leaves none if it applies at once, or if the type has no window", () => {
        const after = { ...before, multiAz: false };
        expect(deferredChanges(before, { ...after, applyImmediately: true }, deferral)).toEqual({});
        expect(deferredChanges(before, after, undefined)).toEqual({});
    });
});

test.each([
    ["sun:02:30-sun:03:30", "2026-11-29T02:00:00Z", "2026-11-29T02:30:00.000Z"],
    ["sun:02:30-sun:03:30", "2026-11-29T03:00:00Z", "2026-12-06T02:30:00.000Z"],
    ["MON:03:30-MON:04:30", "2026-11-29T03:00:00Z", "2026-11-30T03:30:00.000Z"],
])("the window %s after %s begins at %s", (maintenanceWindow, now, start) => {
    const next = nextWindow({ maintenanceWindow }, deferral, Date.parse(now));
    expect(new Date(next).toISOString()).toBe(start);
});
