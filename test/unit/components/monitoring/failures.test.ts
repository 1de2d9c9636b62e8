/** Every alarm of the stack, replayed: silent while all is well, on in the failure that it is for, and off after it. */
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { FAILURES, type Failure, type FailureName } from "../../../../components/monitoring/failures";
import { compositeAlerts } from "../../../../simulator/alarms/composite";
import {
    periodOf,
    replay,
    stateIn,
    type MetricAlarm,
    type Metrics,
} from "../../../../simulator/alarms/replay";
import type { Recording } from "../harness";
import { monitoring, STARTER, type Watching } from "../monitoring-stack";
import { COMPANIES, DAY, HOUR, normal, type Company } from "./normal";
import { failing, SYMPTOMS } from "./symptoms";

type Composite = pulumi.Unwrap<aws.cloudwatch.CompositeAlarmArgs>;
interface Stack {
    readonly alarms: ReadonlyMap<string, MetricAlarm & { insufficientDataActions?: unknown }>;
    readonly composites: ReadonlyMap<string, Composite>;
    readonly actions: ReadonlyMap<string, readonly string[]>;
    readonly logicalNames: ReadonlySet<string>;
}

const bare = (name: unknown): string => String(name).replace("hrms-prod-", "");

function stackOf(recording: Recording<Watching>): Stack {
    const alarms = recording.all("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs);
    const composites = recording
        .all("aws:cloudwatch/compositeAlarm:CompositeAlarm")
        .map(({ inputs }) => inputs);
    return {
        alarms: new Map(alarms.map((inputs) => [bare(inputs.name), inputs as unknown as MetricAlarm])),
        composites: new Map(
            composites.map((inputs) => [bare(inputs.alarmName), inputs as unknown as Composite]),
        ),
        actions: new Map(
            [...alarms, ...composites].map((inputs) => [
                bare(inputs.name ?? inputs.alarmName),
                inputs.alarmActions as string[],
            ]),
        ),
        logicalNames: new Set(recording.resources.map(({ name }) => name)),
    };
}

let production: Stack;
/** What only a starter has: what both have in common is replayed once. */
let starter: Stack;
beforeAll(async () => {
    production = stackOf(await monitoring());
    // With backups as often as the table of failures assumes.
    const all = stackOf(await monitoring({ ...STARTER, rpoHours: 6 }));
    const own = [...all.alarms].filter(
        ([name, alarm]) => JSON.stringify(alarm) !== JSON.stringify(production.alarms.get(name)),
    );
    starter = { ...all, alarms: new Map(own), composites: new Map() };
});

/** Minutes before which an alarm has reported, seen from the first minute of a replay. */
const tellsOf = (
    stack: Stack,
    name: string,
    metrics: Metrics,
    until: number,
): ((minute: number) => boolean) => {
    const alarm = stack.alarms.get(name);
    if (!alarm) throw new Error(`no alarm ${name}`);
    const changes = replay(alarm, metrics, until);
    const first = changes[1]?.minute ?? until;
    const on = alarm.insufficientDataActions ? ["ALARM", "INSUFFICIENT_DATA"] : ["ALARM"];
    return (minute) => minute >= first && on.includes(stateIn(changes, minute));
};

/** Whether an alarm or a composite is on, and the first minute from `from` in which it alerts people. */
function alert(
    stack: Stack,
    name: string,
    metrics: Metrics,
    from: number,
    until: number,
): { readonly isOn: (minute: number) => boolean; readonly first: number | undefined } {
    const composite = stack.composites.get(name);
    if (!composite) {
        const isOn = tellsOf(stack, name, metrics, until);
        return { isOn, first: minutes(from, until).find(isOn) };
    }
    const parts = [...composite.alarmRule.matchAll(/ALARM\("([^"]+)"\)/g)].map(([, part]) =>
        alert(stack, bare(part), metrics, from, until),
    );
    const isOn = (minute: number): boolean => parts.some((part) => part.isOn(minute));
    const { alarm, waitPeriod, extensionPeriod } = (composite.actionsSuppressor ?? {}) as Record<
        string,
        unknown
    >;
    const suppressor =
        alarm === undefined
            ? undefined
            : {
                  isOn: alert(stack, bare(alarm), metrics, from, until).isOn,
                  waitMinutes: Number(waitPeriod) / 60,
                  extensionMinutes: Number(extensionPeriod) / 60,
              };
    return { isOn, first: compositeAlerts(isOn, until, suppressor).find((minute) => minute >= from) };
}

const minutes = (from: number, until: number): number[] =>
    Array.from({ length: Math.max(0, until - from) }, (_, index) => from + index);

const EVERY: readonly (readonly [string, Company])[] = Object.entries(COMPANIES);

describe("while all is well, no alarm is on", () => {
    test.each(EVERY)("in %s, by night and by day", (_, company) => {
        for (const stack of [production, starter]) {
            const metrics = normal(company);
            const on = [...stack.alarms].flatMap(([name, alarm]) => {
                const until = Math.max(DAY, 10 * (periodOf(alarm) / 60));
                const isOn = tellsOf(stack, name, metrics, until);
                const found = minutes(0, until).find(isOn);
                return found === undefined ? [] : [`${name} at minute ${found}`];
            });
            expect(on).toEqual([]);
        }
    });

    test("after the first `up`, when some services have reported nothing yet", () => {
        const metrics = normal({ ...COMPANIES["a small office"], requests: 0, requestsAtNight: 0 });
        /** Minutes from the creation of the alarms until the first report. The rest reports before. */
        const begins: Readonly<Record<string, number>> = {
            "AWS/Backup": 10 * HOUR,
            "AWS/Route53": 3,
            "AWS/SES": DAY,
            "AWS/CertificateManager": 6 * HOUR,
            "HRMS QueueLength": 3 * HOUR,
            "HRMS Workers": 3 * HOUR,
            "HRMS Beats": 3 * HOUR,
        };
        const young: Metrics = (metric, minute) => {
            const begin = begins[metric.namespace] ?? begins[`${metric.namespace} ${metric.name}`] ?? -8;
            return minute < begin ? [] : metrics(metric, minute);
        };
        for (const stack of [production, starter]) {
            const on = [...stack.alarms.keys()].filter((name) =>
                minutes(0, 14 * HOUR).some(tellsOf(stack, name, young, 14 * HOUR)),
            );
            expect(on).toEqual([]);
        }
    });
});

/** Names of the alarms and composites of a stack that a detector means. */
const named = (stack: Stack, pattern: string): string[] => {
    const expression = new RegExp(`^${pattern.replace("*", String.raw`\d+`)}$`);
    return [...stack.alarms.keys(), ...stack.composites.keys()].filter((name) => expression.test(name));
};

const withAlarms = (Object.entries(FAILURES) as [FailureName, Failure][]).flatMap(([name, failure]) =>
    "alarms" in failure.by ? [[name, failure, failure.by.alarms] as const] : [],
);

describe.each(["a small company", "a large company"] as const)("in %s", (company) => {
    test.each(withAlarms)(
        "%s sets off its alarms in time, and they go off again",
        (name, failure, detectors) => {
            const usual = normal(COMPANIES[company]);
            const symptom = SYMPTOMS[name];
            expect(symptom).toBeDefined();
            for (const stack of [production, starter]) {
                for (const detector of detectors.flatMap((pattern) => named(stack, pattern))) {
                    const alarm = stack.alarms.get(detector);
                    const period = alarm ? periodOf(alarm) / 60 : 1;
                    const range = alarm ? (alarm.evaluationPeriods + 3) * period : 30;
                    // At half past eleven, with as many minutes before it as the alarm looks back.
                    const from = Math.ceil(range / DAY) * DAY + 11.5 * HOUR;
                    const end = from + failure.minutes + Math.max(10, 2 * period);
                    const until = end + Math.max(range, DAY / 2);
                    const metrics = failing(usual, symptom ?? {}, from, end);
                    const { isOn, first } = alert(stack, detector, metrics, from, until);
                    const took = (first ?? Infinity) - from + 1;
                    expect({ detector, took: took <= failure.minutes ? "in time" : took }).toEqual({
                        detector,
                        took: "in time",
                    });
                    expect({ detector, after: isOn(until - 1) }).toEqual({ detector, after: false });
                }
            }
        },
    );
});

test("an outage alerts people once: lesser alarms of the website are silent meanwhile", () => {
    const usual = normal(COMPANIES["a small company"]);
    const symptom = { ...SYMPTOMS.noHost, ...SYMPTOMS.applicationFails };
    const from = DAY + 12 * HOUR;
    const metrics = failing(usual, symptom, from, from + HOUR);
    const first = (name: string): number | undefined =>
        alert(production, name, metrics, from, from + 3 * HOUR).first;
    expect(first("service-down")).toBeLessThan(from + 5);
    expect(first("service-degraded")).toBeUndefined();
});

describe("the table of failures", () => {
    test("has every alarm of every stack", () => {
        const known = withAlarms.flatMap(([, , detectors]) =>
            [production, starter].flatMap((stack) => detectors.flatMap((one) => named(stack, one))),
        );
        const all = [production, starter].flatMap(({ alarms, composites }) => [
            ...alarms.keys(),
            ...composites.keys(),
        ]);
        expect([...new Set(all)].filter((name) => !known.includes(name))).toEqual([]);
    });

    test("names only alarms, rules and subscriptions that a stack has", () => {
        const unknown = Object.values<Failure>(FAILURES).flatMap(({ by }) =>
            "alarms" in by
                ? by.alarms.filter((one) =>
                      [production, starter].every((stack) => named(stack, one).length === 0),
                  )
                : "events" in by
                  ? by.events.filter((one) => !production.logicalNames.has(one))
                  : [],
        );
        expect(unknown).toEqual([]);
    });

    test("says how severe each failure is, as the alarms do", () => {
        const isCritical = (stack: Stack, name: string): boolean =>
            stack.actions.get(name)?.some((arn) => arn.includes("critical")) === true;
        for (const stack of [production, starter]) {
            for (const [failure, { severity }, detectors] of withAlarms) {
                const names = detectors.flatMap((one) => named(stack, one));
                if (names.length === 0) continue;
                const critical = names.some((name) => isCritical(stack, name));
                expect({ failure, severity: critical ? "critical" : "warning" }).toEqual({
                    failure,
                    severity,
                });
            }
        }
    });
});
