import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventReader } from "../../../engine/events";

const line = (message: string, severity = "info"): string =>
    `${JSON.stringify({ diagnosticEvent: { message, severity } })}\n`;

describe("the reader of an event log", () => {
    let folder: string;
    let log: string;
    let next: () => (string | undefined)[];
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "events-"));
        log = join(folder, "events.jsonl");
        const read = eventReader(log);
        next = () => read().map(({ diagnosticEvent }) => diagnosticEvent?.message);
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    test("returns each event once, and a line only when it is complete", () => {
        expect(next()).toEqual([]);
        writeFileSync(log, line("one") + line("two").slice(0, 10));
        expect(next()).toEqual(["one"]);
        appendFileSync(log, line("two").slice(10));
        expect(next()).toEqual(["two"]);
        expect(next()).toEqual([]);
    });

    test("drops debug messages", () => {
        writeFileSync(log, line("secret", "debug") + line("shown"));
        expect(next()).toEqual(["shown"]);
    });

    test.each([
        ["shorter", ["three"]],
        ["longer", ["three", "a long fourth one", "and a fifth"]],
    ])("begins again when the engine begins the log again, and it is %s than before", (_, messages) => {
        writeFileSync(log, line("one") + line("two"));
        expect(next()).toEqual(["one", "two"]);
        writeFileSync(log, messages.map((message) => line(message)).join(""));
        expect(next()).toEqual(messages);
    });
});
