import * as fc from "fast-check";
import { instanceType, maxDatabaseConnections } from "../../../config/instance-types";
import { fleetConnections, MIB_PER_WORKER, tune, tuneRole } from "../../../config/tuning";
import { exampleSettings } from "../../../config/example";

const TYPES = [
    "t4g.small",
    "t4g.medium",
    "t3.large",
    "m7g.large",
    "c7g.xlarge",
    "m7g.2xlarge",
    "r8g.8xlarge",
];

test.each([
    ["t4g.small", 3, 1, 7],
    ["t4g.medium", 4, 1, 8],
    ["m7g.large", 4, 1, 8],
    ["c7g.xlarge", 8, 2, 13],
    ["m7g.2xlarge", 12, 4, 19],
])(
    "%s shared by web and queue: %i processes of Gunicorn, %i of Celery, %i connections",
    (type, ...figures) => {
        const { workers, concurrency, databaseConnections } = tune(type, "web", true);
        expect([workers, concurrency, databaseConnections]).toEqual(figures);
    },
);

test("a worker host gives every processor to Celery and none to Gunicorn", () => {
    expect(tune("c7g.xlarge", "worker", true)).toMatchObject({
        workers: 0,
        concurrency: 4,
        databaseConnections: 7,
        queuedTasks: 48,
    });
});

test("beside worker hosts, a web host runs no Celery", () => {
    expect(tuneRole(exampleSettings(), "web").concurrency).toBe(0);
    expect(tuneRole(exampleSettings({ workerMinHosts: 0, workerMaxHosts: 0 }), "web").concurrency).toBe(1);
});

test("without work in the background no room is kept for it", () => {
    const settings = exampleSettings({ workerMinHosts: 0, workerMaxHosts: 0, backgroundTasks: [] });
    expect(tuneRole(settings, "web")).toMatchObject({ concurrency: 0, databaseConnections: 7 });
});

test("without work in the background there are no worker hosts, whatever their number", () => {
    const settings = exampleSettings({ backgroundTasks: [] });
    expect(tuneRole(settings, "web").concurrency).toBe(0);
    expect(fleetConnections(settings)).toBe(2 * 7 * 7);
});

test("an unknown instance type is rejected, and the message names it", () => {
    expect(() => tune("m1.tiny", "web", true)).toThrow("m1.tiny is not an instance type of");
});

test("a host starts a release beside the one that serves, or with one process if both do not fit", () => {
    fc.assert(
        fc.property(fc.constantFrom(...TYPES), fc.boolean(), (type, worksOffQueue) => {
            const { workers, webMemoryMib, memory } = tune(type, "web", worksOffQueue);
            const atOnce = memory === "both" ? 2 * workers : workers + 1;
            expect(atOnce * MIB_PER_WORKER).toBeLessThanOrEqual(webMemoryMib);
        }),
    );
    expect(tune("t4g.small", "web", true).memory).toBe("turns");
    expect(tune("t4g.medium", "web", true).memory).toBe("both");
});

test("what runs always fits into memory, with two Gunicorn processes at least", () => {
    const size = (type: string) => instanceType(type) ?? { memoryMib: 0, vcpus: 0 };
    fc.assert(
        fc.property(fc.constantFrom(...TYPES), fc.boolean(), (type, worksOffQueue) => {
            const { workers, webMemoryMib, concurrency } = tune(type, "web", worksOffQueue);
            expect(workers).toBeGreaterThanOrEqual(2);
            expect(workers).toBeLessThanOrEqual(Math.min(12, 2 * size(type).vcpus));
            expect(workers * 300).toBeLessThanOrEqual(webMemoryMib);
            expect(webMemoryMib + concurrency * 180 + 512).toBe(size(type).memoryMib);
        }),
    );
});

test("the fleet counts a host more of each role, twice over for two releases side by side", () => {
    const settings = exampleSettings({ webMaxHosts: 6, workerMaxHosts: 4 });
    const [web, worker] = [tuneRole(settings, "web"), tuneRole(settings, "worker")];
    expect([web.databaseConnections, worker.databaseConnections]).toEqual([7, 5]);
    expect(fleetConnections(settings)).toBe(2 * (7 * 7 + 5 * 5));
    expect(fleetConnections(exampleSettings({ workerMinHosts: 0, workerMaxHosts: 0 }))).toBe(2 * 7 * 8);
});

test.each(["production", "starter"])(
    "the fleet of profile %s fits its database by its defaults",
    (profile) => {
        const settings = exampleSettings({ profile });
        const admitted = maxDatabaseConnections(settings.databaseInstanceClass);
        expect(fleetConnections(settings)).toBeLessThanOrEqual(0.8 * admitted);
    },
);
