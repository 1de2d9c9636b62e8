import { supportEndsBefore } from "../../policies/aws/engine-support";
import { engineIsSupported } from "../../policies/rules/engines";
import { judge } from "./harness";
import { databaseScene } from "./sound";

test.each([
    ["mysql", "8.0.46", "2026-07-31", false],
    ["mysql", "8.0.46", "2026-08-01", true],
    ["mysql", "8.4", "2029-07-31", false],
    ["mysql", "8.4", "2029-08-01", true],
    ["mysql", "5.5", "2020-01-01", true],
    ["mysql", "9.7", "2040-01-01", false],
    ["mariadb", "10.4.34", "2025-03-01", true],
    // 10.11 is newer than 10.6, although it sorts before it as text.
    ["mariadb", "10.11.5", "2026-09-01", false],
    ["mariadb", "10.6.25", "2026-09-01", true],
    ["postgres", "14", "2027-02-28", false],
    ["postgres", "14.20", "2027-03-01", true],
    ["redis", "5.0.6", "2026-02-01", true],
    ["redis", "6.x", "2027-01-31", false],
    ["redis", "6.2", "2027-02-01", true],
    ["redis", "7.1", "2040-01-01", false],
    ["valkey", "8.2", "2040-01-01", false],
])("the support of %s %s ends before %s: %s", (engine, version, date, ends) => {
    expect(supportEndsBefore(engine, version, date)).toBe(ends);
});

test.each([
    // By default, the advice starts 180 days before 2029-07-31.
    ["2029-02-01", 180, []],
    ["2029-02-02", 180, [/^advisory: The standard support of engineVersion ends soon\./]],
    ["2029-07-31", 180, [/^advisory: The standard support of engineVersion ends soon\./]],
    ["2029-08-01", 180, [/^mandatory: The standard support of engineVersion has ended\./]],
    ["2029-07-31", 0, []],
    ["2029-08-01", 0, [/^mandatory: The standard support of engineVersion has ended\./]],
])("on %s with %i days of notice, MySQL 8.4 has the findings %j", async (today, days, faults) => {
    jest.spyOn(Date, "now").mockReturnValue(Date.parse(`${today}T12:00:00Z`));
    const [database] = databaseScene();
    const violations = await judge([engineIsSupported], [database], { [engineIsSupported.name]: { days } });
    expect(violations.map(({ level, message }) => `${level}: ${message}`)).toEqual(
        faults.map((fault) => expect.stringMatching(fault) as string),
    );
});
