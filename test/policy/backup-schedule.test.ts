import { longestGapHours } from "../../policies/aws/backup-schedule";

test.each([
    ["cron(0 4,10,16,22 * * ? *)", 6],
    ["cron(0 5 * * ? *)", 24],
    ["cron(0 0/6 * * ? *)", 6],
    ["cron(0 0/5 * * ? *)", 5],
    // No backup starts between 20:00 and 06:00.
    ["cron(0 6-20/2 * * ? *)", 10],
    ["cron(0 22,4 ? * * *)", 18],
    ["cron(0,30 * * * ? *)", 0.5],
    ["cron(30 12 */1 * ? *)", 24],
    ["rate(1 day)", 24],
    ["rate(12 hours)", 12],
    ["rate(30 minutes)", 0.5],
    // These do not run every day.
    ["cron(0 0/6 ? * MON-FRI *)", undefined],
    ["cron(0 5 1 * ? *)", undefined],
    ["cron(0 5 * 1/2 ? *)", undefined],
    // AWS refuses these.
    ["cron(0 5 * * ?)", undefined],
    ["cron(0 noon * * ? *)", undefined],
    ["cron(0 25 * * ? *)", undefined],
    ["every day", undefined],
])("the longest gap of %s is %s hours", (expression, hours) => {
    expect(longestGapHours(expression)).toBe(hours);
});
