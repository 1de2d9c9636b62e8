import * as fc from "fast-check";
import { exampleConfig, exampleSettings } from "../../../config/example";
import { limitsOf, MAXIMA } from "../../../config/limits";
import { findFaults } from "../../../config/read";
import { hostBundle } from "../../../host/bundle";
import type { HostRole } from "../../../config/tuning";

const numbers = fc.record({
    requestSeconds: fc.integer({ min: 10, max: 7200 }),
    taskSeconds: fc.integer({ min: 10, max: 86_400 }),
    webMaxHosts: fc.integer({ min: 2, max: 6 }),
    workerMaxHosts: fc.integer({ min: 1, max: 8 }),
});

const asText = (values: object): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

test("each layer waits longer than the one that it waits for", () => {
    fc.assert(
        fc.property(numbers, (given) => {
            const limits = limitsOf({ backgroundTasks: ["celery"], ...given });
            const waiting = [limits.gunicorn, limits.proxy, limits.loadBalancer, limits.keepAlive];
            expect(waiting).toEqual([...new Set(waiting)].sort((a, b) => a - b));
            expect(limits.gunicorn).toBe(given.requestSeconds);
            expect(limits.deregistration).toBeGreaterThan(limits.proxy);
            expect(limits.nginxShutdown).toBeGreaterThan(limits.proxy);
            expect(limits.nginxStop).toBeGreaterThan(limits.nginxShutdown);
            expect(limits.webStop).toBeGreaterThan(limits.gunicorn);
            expect(limits.workerStop).toBeGreaterThan(given.taskSeconds);
            expect(limits.drain).toBeGreaterThan(Math.max(limits.webStop, limits.workerStop));
            expect(limits.patch).toBeGreaterThan(limits.webStop + limits.nginxStop + limits.workerStop);
            expect(limits.patchCutoffHours * 3600).toBeGreaterThanOrEqual(limits.patch);
        }),
    );
});

test("a limit is accepted if and only if AWS accepts what follows from it", () => {
    fc.assert(
        fc.property(numbers, (given) => {
            const settings = { ...given, databaseInstanceClass: "db.r7g.8xlarge", workerMinHosts: 1 };
            const tooLarge = MAXIMA.filter(
                ({ of, most }) => of(limitsOf({ backgroundTasks: ["celery"], ...given })) > most,
            );
            const faults = findFaults(exampleConfig(asText(settings)));
            expect(faults.map(({ key }) => key)).toEqual(tooLarge.map(({ setting }) => `hrms:${setting}`));
            faults.forEach(({ fixes }) => {
                expect(fixes).toHaveLength(1);
            });
        }),
        { numRuns: 50 },
    );
});

test("the largest values that a message suggests are the largest that are accepted", () => {
    const suggested = (name: string): number => {
        const [fault] = findFaults(exampleConfig({ [name]: "7200" }));
        const [change] = fault?.fixes[0]?.changes ?? [];
        return Number(change?.do === "set" ? change.value : Number.NaN);
    };
    for (const name of ["requestSeconds", "taskSeconds"]) {
        const most = suggested(name);
        expect(findFaults(exampleConfig({ [name]: String(most) }))).toEqual([]);
        expect(findFaults(exampleConfig({ [name]: String(most + 1) }))).toHaveLength(1);
    }
});

describe("the files of a host", () => {
    const settings = exampleSettings({ requestSeconds: 300, taskSeconds: 1800 });
    const limits = limitsOf(settings);
    const found = (role: HostRole, path: string, pattern: RegExp): number[] =>
        [...(hostBundle(settings, role).files[path] ?? "").matchAll(pattern)].map(([, value]) =>
            Number(value),
        );

    test.each([
        [
            "web",
            "etc/nginx/hrms/proxy.conf",
            /^proxy_(?:read|send)_timeout (\d+)s;$/gm,
            [limits.proxy, limits.proxy],
        ],
        ["web", "etc/nginx/nginx.conf", /^ *keepalive_timeout (\d+)s;$/gm, [limits.keepAlive]],
        ["web", "etc/nginx/nginx.conf", /^worker_shutdown_timeout (\d+)s;$/gm, [limits.nginxShutdown]],
        ["web", "etc/systemd/system/nginx.service", /^TimeoutStopSec=(\d+)$/gm, [limits.nginxStop]],
        [
            "web",
            "etc/systemd/system/hrms-web@.service",
            /-timeout (\d+)/g,
            [limits.gunicorn, limits.gunicorn],
        ],
        ["web", "etc/systemd/system/hrms-web@.service", /^TimeoutStopSec=(\d+)$/gm, [limits.webStop]],
        ["worker", "etc/systemd/system/hrms-worker.service", /^TimeoutStopSec=(\d+)$/gm, [limits.workerStop]],
    ] as const)("of the role %s, %s has %s", (role, path, pattern, expected) => {
        expect(found(role, path, pattern)).toEqual(expected);
    });
});
