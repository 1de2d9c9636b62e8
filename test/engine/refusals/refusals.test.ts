import { allRefusals } from "../../../simulator/registry";
import { Stack, temporaryStack } from "../harness";
import { allCases } from "./index";
import { runCases, sortMessages } from "./runner";

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
        expect(messages.ofCase[at]).toContain(`(simulated AWS, ${id}: https://`);
    },
);

test("what the cases need besides is accepted", () => {
    expect(messages.unexpected).toEqual([]);
});

test("every refusal of the simulator has a case, and every case a refusal", () => {
    const ids = (list: readonly { id: string }[]): string[] => [...new Set(list.map(({ id }) => id))].sort();
    expect(ids(allCases)).toEqual(ids(allRefusals));
});

test("refusal ids are unique", () => {
    const ids = allRefusals.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});
