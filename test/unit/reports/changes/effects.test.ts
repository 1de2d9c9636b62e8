import { SETTINGS } from "../../../../config";
import { EFFECTS, effectsOf, UNNOTICED, type Change } from "../../../../reports/changes/effects";
import recorded from "../../../../reports/changes/recorded.json";
import { changesTable } from "../../../../reports/changes/table";

const DATABASE = "aws:rds/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

const update = (type: string, name: string, ...changed: string[]): Change => ({
    type,
    name,
    op: "update",
    changed,
});

test.each<[string, Change[], string[]]>([
    [
        "an input with a rule of its own",
        [update(DATABASE, "hrms-database", "instanceClass")],
        ["database-class"],
    ],
    ["any other input", [update(DATABASE, "hrms-database", "backupWindow")], ["database"]],
    [
        "two inputs with rules",
        [update(DATABASE, "hrms-database", "allocatedStorage", "engineVersion", "backupWindow")],
        ["database-version", "database-storage"],
    ],
    ["tags", [update(DATABASE, "hrms-database", "tags", "tagsAll")], []],
    [
        "hosts by their role, in the order of the table",
        [update(TEMPLATE, "hrms-hosts-worker", "userData"), update(TEMPLATE, "hrms-hosts-web", "userData")],
        ["web-hosts", "worker-hosts"],
    ],
    ["what nobody notices", [update("aws:cloudwatch/metricAlarm:MetricAlarm", "x", "threshold")], []],
])("%s", (_, changes, effects) => {
    expect(effectsOf(changes)).toEqual(effects);
});

test("a type that the table lacks is an error that names the file", () => {
    expect(() => effectsOf([update("aws:sqs/queue:Queue", "x", "delaySeconds")])).toThrow(
        "Say in reports/changes/effects.ts what people notice of a change of aws:sqs/queue:Queue",
    );
});

test("every setting has a row, and every recorded effect exists", () => {
    expect(Object.keys(recorded).sort()).toEqual(Object.keys(SETTINGS).sort());
    const ids = Object.values(recorded as Record<string, Record<string, string | string[]>>)
        .flatMap(({ there = [], back = [] }) => [there, back])
        .flat()
        .filter((id) => id !== "rejected");
    expect(ids.filter((id) => !(id in EFFECTS))).toEqual([]);
    for (const name of Object.keys(SETTINGS)) {
        expect(changesTable().filter((row) => row.startsWith(`| \`hrms:${name}\` |`))).toHaveLength(1);
    }
});

test("every effect has the page that it is known from, and a reason is given for what nobody notices", () => {
    for (const { source } of Object.values(EFFECTS))
        expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(Object.values(UNNOTICED).filter((why) => why.length < 10)).toEqual([]);
});
