import fc from "fast-check";
import {
    afterDeviation,
    firstWords,
    messageOf,
    readFault,
    readMessage,
    underBaseline,
    underDeviation,
} from "../../../policies/message";
import type { Finding } from "../../../policies/verdict";

const words = fc
    .array(fc.stringMatching(/^[A-Za-z0-9._[\]()-]{1,10}$/), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(" "));
const property = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,9}(\.[a-z0-9]{1,5}){0,3}$/);
const sentence = words.map((text) => `So ${text}.`);
const policy = fc.record({
    requires: sentence.map((text) => `Must: ${text}`),
    otherwise: sentence,
    remedy: sentence,
    onUnknown: fc.constantFrom("deny", "defer"),
});
const finding: fc.Arbitrary<Finding> = fc.oneof(
    fc.record({ outcome: fc.constant("failed"), fault: words.map((text) => `It ${text}`) }),
    fc.record({ outcome: fc.constant("undetermined"), property }),
    fc.record({ outcome: fc.constant("undetermined"), unseen: words }),
    fc.record({ outcome: fc.constant("not in this stack"), property }),
);
const deviation = fc.record({
    id: fc.integer({ min: 100, max: 9999 }).map((number) => `DEV-${number}`),
    expiresOn: fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    approvedBy: words,
});
const daysLeft = fc.option(fc.nat(14), { nil: undefined });

/** What is wrong, as the finding itself says it. */
function saidBy(found: Finding): string {
    if (found.outcome === "failed") return found.fault;
    return "unseen" in found ? found.unseen : found.property;
}

test("what a message is composed of is read back", () => {
    fc.assert(
        fc.property(finding, policy, (found, texts) => {
            const message = messageOf(found, texts);
            expect(readMessage(message)).toEqual({ outcome: found.outcome });
            const { fault, note } = readFault(message, texts);
            expect(fault).toContain(saidBy(found));
            if (found.outcome === "failed") expect(fault).toBe(found.fault);
            expect(note).toBe("");
            expect(message).toBe(`${fault}. ${texts.requires} ${texts.otherwise} ${texts.remedy}`);
        }),
    );
});

test("a deviation or the baseline changes the outcome, and not the fault", () => {
    fc.assert(
        fc.property(finding, policy, deviation, daysLeft, (found, texts, signed, left) => {
            const message = messageOf(found, texts);
            const { fault } = readFault(message, texts);
            const covered = [
                [underDeviation(message, signed, left), { outcome: "deviated", deviation: signed.id }],
                [underBaseline(message), { outcome: "existing" }],
            ] as const;
            for (const [text, outcome] of covered) {
                expect(readMessage(text)).toEqual(outcome);
                expect(readFault(text, texts)).toEqual({ fault, note: "" });
                expect(firstWords(text, texts.requires)).toBe(firstWords(message, texts.requires));
            }
        }),
    );
});

test("an expired deviation is a note, and the outcome stays", () => {
    fc.assert(
        fc.property(finding, policy, deviation, (found, texts, signed) => {
            const message = afterDeviation(messageOf(found, texts), signed);
            expect(readMessage(message)).toEqual({ outcome: found.outcome });
            expect(readFault(message, texts).note).toBe(`${signed.id} expired on ${signed.expiresOn}.`);
        }),
    );
});
