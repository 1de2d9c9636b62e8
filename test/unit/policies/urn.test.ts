import fc from "fast-check";
import { nameOf, parseUrn, urnOfProvider } from "../../../policies/urn";

const word = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);
const type = fc.tuple(word, word, word).map((parts) => parts.join(":"));

test("reads back every part that a URN is made of", () => {
    fc.assert(
        fc.property(
            word,
            word,
            fc.array(type, { minLength: 1, maxLength: 3 }),
            fc.array(word, { minLength: 1, maxLength: 3 }),
            (stack, project, types, words) => {
                const name = words.join("::");
                const urn = `urn:pulumi:${stack}::${project}::${types.join("$")}::${name}`;
                expect(parseUrn(urn)).toEqual({ stack, project, types, type: types.at(-1), name });
                expect(nameOf(urn)).toBe(name);
                expect(urnOfProvider(`${urn}::0a1b`)).toBe(urn);
            },
        ),
    );
});

test("a text that is not a URN has no stack, type or name", () => {
    expect(parseUrn("")).toMatchObject({ stack: "", project: "", type: "", name: "" });
});
