/** Whatever works in the background is watched: its queue if it has one, its clock if it has one. */
import { backgroundAlarms } from "../../../../../components/monitoring/alarms/background";
import type { BackgroundKind } from "../../../../../config/background";

const QUEUE = ["workers-missing", "queue-stuck"];
const CLOCK = ["beat-missing"];

test.each<[BackgroundKind[], string[]]>([
    [["celery"], [...QUEUE, ...CLOCK]],
    [["djangoQ"], QUEUE],
    [["huey"], QUEUE],
    [["rq"], QUEUE],
    [["scheduler"], CLOCK],
    [["apschedulerCommand"], CLOCK],
    [
        ["rq", "scheduler"],
        [...QUEUE, ...CLOCK],
    ],
    [[], []],
])("alarms of %s: %s", (kinds, names) => {
    expect(backgroundAlarms("prod", kinds).map(({ name }) => name)).toEqual(names);
});
