import * as path from "node:path";
import { allRefusals } from "../../../simulator/registry";
import { Stack, temporaryStack } from "../harness";
import { golden } from "../../support/golden";
import { allCases } from "./support";
import { namesOf, runCases, sortMessages } from "./support/runner";

/** The golden file with every message. `UPDATE=1 npx jest test/engine/refusals` writes it. */
const GOLDEN = path.join(__dirname, "../../../simulator/messages.json");

/** The text in front of the source of a refusal. */
const marked = (id: string): string => `(simulated AWS, ${id}: `;

let stack: Stack;
let messages: ReturnType<typeof sortMessages>;

beforeAll(async () => {
    stack = temporaryStack();
    messages = sortMessages(await runCases(stack), allCases);
});

afterAll(() => {
    stack.remove();
});

test.each(allCases.map((each, at) => ({ ...each, at })))(
    "$id is refused: $message",
    ({ id, message, at }) => {
        expect(messages.ofCase[at]).toContain(message);
        expect(messages.ofCase[at]).toContain(`${marked(id)}https://`);
    },
);

test("the messages are the same as in the golden file", () => {
    const names = namesOf(allCases);
    const shown = new Map<string, string[]>();
    allCases.forEach(({ id }, at) => {
        // A case can have several faults, each on its own line.
        const line = messages.ofCase[at]?.split("\n").find((each) => each.includes(marked(id))) ?? "";
        const text = line.slice(0, line.indexOf(marked(id))).replaceAll(names[at] ?? "", "example");
        shown.set(id, [...(shown.get(id) ?? []), text.trim()]);
    });
    const found = Object.fromEntries([...shown].sort());
    expect(found).toEqual(JSON.parse(golden(GOLDEN, `${JSON.stringify(found, undefined, 4)}\n`)));
});

test("everything else in the program is accepted", () => {
    expect(messages.unexpected).toEqual([]);
});

test("every refusal of the simulator has a case, and every case has a refusal", () => {
    const ids = (list: readonly { id: string }[]): string[] => [...new Set(list.map(({ id }) => id))].sort();
    expect(ids(allCases)).toEqual(ids(allRefusals));
});

test("refusal ids are unique", () => {
    const ids = allRefusals.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});
