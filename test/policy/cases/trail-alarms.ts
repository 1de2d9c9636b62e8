import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { alarm, filter, PATTERNS, trailAlarms } from "../sound-account";
import { root, without } from "../scenes/account";
import { trail, watchedAccount } from "../scenes/watched-account";

type Event = keyof typeof PATTERNS;
const withAlarms = (...alarms: readonly Resource[]): Scene => [
    ...without(types.logMetricFilter, types.metricAlarm),
    ...alarms,
];
const group = fixture(types.logGroup, { retentionInDays: 365, kmsKeyId: UNKNOWN })();
/** The trail writes to a log group of the stack. All filters read it except the filter for `other`. */
const onTrail = (other?: Event): Scene => [
    ...without(types.trail, types.logMetricFilter),
    trail({}, { references: { cloudWatchLogsGroupArn: [group] } }),
    group,
    ...(Object.keys(PATTERNS) as Event[]).map((event) =>
        filter(event, {}, event === other ? {} : { references: { logGroupName: [group] } }),
    ),
];
/** An alarm that takes its metric's name from the filter. */
const byReference = withAlarms(
    ...trailAlarms("root"),
    filter("root"),
    alarm(
        "root",
        { metricName: UNKNOWN },
        { references: { ...alarm("root").references, metricName: [filter("root")] } },
    ),
);

export const cases: CaseTable = {
    "trail-events-have-alarms": {
        is: ["advisory", "medium", "deny"],
        compliant: {
            "an alarm on every event": [root, ...watchedAccount],
            "filters on the trail's own log": onTrail(),
            "an alarm that takes its metric's name from the filter": byReference,
        },
        violating: {
            ...Object.fromEntries(
                (Object.keys(PATTERNS) as Event[]).map((event) => [
                    `a trail without an alarm on ${event}`,
                    withAlarms(...trailAlarms(event)),
                ]),
            ),
            "a filter on another log": onTrail("root"),
            "a filter without an alarm": withAlarms(...trailAlarms("root"), filter("root")),
            "an alarm on another metric": withAlarms(
                ...trailAlarms("root"),
                filter("root"),
                alarm("root", { metricName: "other" }),
            ),
            "an alarm in another namespace": withAlarms(
                ...trailAlarms("root"),
                filter("root"),
                alarm("root", { namespace: "Other" }),
            ),
        },
        omitted: { filters: ["fail", ...withAlarms()] },
        unknown: {
            pattern: [
                "undetermined",
                ...withAlarms(...trailAlarms("root"), filter("root", { pattern: UNKNOWN }), alarm("root")),
            ],
        },
    },
};
