/**
 * Every message about settings stands in messages.golden.md, so that people can read them all.
 * After a change, `UPDATE=1 npx jest test/unit/config/messages` writes it anew.
 */
import * as path from "node:path";
import { exampleConfig } from "../../../config/example";
import { keyOf, type RawConfig } from "../../../config/fault";
import { describeFaults } from "../../../config/message";
import { findFaults } from "../../../config/read";
import { golden } from "../../support/golden";
import { REJECTED } from "./rejected";
import { CONFLICTING, OTHERS, STACK_NAMES } from "./wrong";

const GOLDEN = path.join(__dirname, "messages.golden.md");

/** The message about one setting, without the first line that all messages share. */
function messageOn(key: string, raw: RawConfig): string {
    const faults = findFaults(raw).filter((fault) => fault.key === key);
    const [, ...lines] = describeFaults(raw.stack, faults).split("\n");
    return lines.map((line) => line.slice(2)).join("\n");
}

const section = (title: string, messages: readonly string[]): string =>
    [`## ${title}`, "", "```text", messages.join("\n\n"), "```", ""].join("\n");

function page(): string {
    return [
        "# Messages about settings\n\nMade by messages.test.ts from the tables of rejected.ts and wrong.ts. Each message is what somebody reads who made that mistake.\n",
        section(
            "Values that are not allowed",
            REJECTED.map(([name, value]) => messageOn(keyOf(name), exampleConfig({ [name]: value }))),
        ),
        section(
            "Values that do not fit each other",
            CONFLICTING.map(
                ([what, changes, name]) => `# ${what}\n${messageOn(keyOf(name), exampleConfig(changes))}`,
            ),
        ),
        section(
            "Names of stacks",
            STACK_NAMES.map((stack) => messageOn("The stack's name", exampleConfig({ stack }))),
        ),
        section(
            "What is missing, unknown or secret",
            OTHERS.map(([what, raw, key]) => `# ${what}\n${messageOn(key, raw)}`),
        ),
    ].join("\n");
}

test("messages.golden.md is up to date; if it is not, read the changes and write it anew", () => {
    expect(page()).toBe(golden(GOLDEN, page()));
});

test("every fault of the tables has a fix, unless its values are encrypted", () => {
    const withoutFix = OTHERS.map(([what, raw, key]) => ({
        what,
        fault: findFaults(raw).find((one) => one.key === key),
    })).filter(({ fault }) => fault?.fixes.length !== 0).length;
    expect(OTHERS.length - withoutFix).toBe(1);
});

test("no message contains a part of a secret", () => {
    expect(page()).not.toContain("canary5c1e");
});
