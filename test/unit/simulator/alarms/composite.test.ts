import { compositeAlerts } from "../../../../simulator/alarms/composite";

const between =
    (from: number, to: number) =>
    (minute: number): boolean =>
        minute >= from && minute < to;
const suppressor = (from: number, to: number) => ({
    isOn: between(from, to),
    waitMinutes: 2,
    extensionMinutes: 3,
});

test("alerts each time that it comes on", () => {
    const isOn = (minute: number): boolean => between(5, 8)(minute) || between(12, 20)(minute);
    expect(compositeAlerts(isOn, 30)).toEqual([5, 12]);
});

test.each([
    ["waits for its suppressor", suppressor(100, 101), [12]],
    ["is silent if the suppressor comes in time", suppressor(11, 40), []],
    ["alerts if it outlasts the suppressor and its extension", suppressor(11, 20), [23]],
    ["alerts if the suppressor comes too late", suppressor(14, 40), [12]],
])("%s", (_, by, alerts) => {
    expect(compositeAlerts(between(10, 30), 60, by)).toEqual(alerts);
});
