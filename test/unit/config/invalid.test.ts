import { SETTINGS } from "../../../config";
import { checkSettings } from "../../../config/read";
import { exampleConfig } from "../../../config/example";
import { REJECTED } from "./rejected";
import { REQUIRED } from "./wrong";

function messageOf(changes: Record<string, string | undefined>): string {
    try {
        checkSettings(exampleConfig(changes));
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    throw new Error(`accepted ${JSON.stringify(changes)}`);
}

test("there are at least 100 rejected values", () => {
    expect(REJECTED.length).toBeGreaterThanOrEqual(100);
});

test.each(REJECTED)("%s: %j is rejected", (setting, value, says) => {
    const message = messageOf({ [setting]: value });
    const shown = value.startsWith("[") ? value : JSON.stringify(value);
    const isPrivate =
        value.includes("PRIVATE KEY") ||
        SETTINGS[setting as keyof typeof SETTINGS].kind.declared === "object";
    expect(message).toContain(
        `The configuration of stack prod has 1 error. Nothing was changed.\n  hrms:${setting} is ${isPrivate ? "not valid" : shown}. It must be `,
    );
    expect(message).toContain(says);
    expect(message).toMatch(
        /\n {4}(Fix|For example|To [^:]+): pulumi config (set hrms:\w+ \S|set( --secret)? --path hrms:\w|rm hrms:)/,
    );
});

test.each(REQUIRED)("%s must be given", (setting) => {
    for (const missing of [undefined, "", setting.endsWith("Contacts") ? "[]" : ""]) {
        expect(messageOf({ [setting]: missing })).toContain(`hrms:${setting} is not set. It must be `);
    }
});
