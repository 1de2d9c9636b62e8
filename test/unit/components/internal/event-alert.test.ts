/** Every rule of the stack against the sample events of AWS's documentation. */
import type { JudgedResource } from "../../../../evidence/in-process";
import { filled, matches } from "../../../support/event-pattern";
import { provision } from "../../../../evidence/plan";
import { SAMPLES } from "./event-samples";

interface Rule {
    readonly pattern: unknown;
    readonly template: string;
    readonly paths: Readonly<Record<string, string>>;
}

interface Transformer {
    readonly inputPaths: Rule["paths"];
    readonly inputTemplate: string;
}

/** The stack's own window stands for the one of the sample. */
const WINDOW = [/"window-id":\["mw-\w+"\]/, '"window-id":["mw-0ed7251d3fcf6e0c2"]'] as const;

function rulesOf(resources: readonly JudgedResource[]): Map<string, Rule> {
    const ofType = (kind: string) =>
        resources.filter(({ type }) => type === `aws:cloudwatch/event${kind}:Event${kind}`);
    const topics = ofType("Target").filter(({ inputs }) => String(inputs.arn).includes(":sns:"));
    const targets = new Map(topics.map(({ inputs }) => [inputs.rule, inputs.inputTransformer]));
    return new Map(
        ofType("Rule").map(({ name, inputs }) => {
            const { inputPaths, inputTemplate } = targets.get(inputs.name) as Transformer;
            const pattern: unknown = JSON.parse(String(inputs.eventPattern).replace(...WINDOW));
            return [name, { pattern, template: JSON.parse(inputTemplate) as string, paths: inputPaths }];
        }),
    );
}

/** A copy of the event with another value at a path such as `detail.findings.0.Title`. */
function changed(event: object, changes: Readonly<Record<string, unknown>>): object {
    const copy = structuredClone(event);
    for (const [path, value] of Object.entries(changes)) {
        const steps = path.split(".");
        const last = steps.pop() ?? "";
        const holder = steps.reduce<Record<string, unknown>>(
            (inner, step) => inner[step] as Record<string, unknown>,
            copy as Record<string, unknown>,
        );
        if (!(last in holder)) throw new Error(`The sample has nothing at ${path}`);
        holder[last] = value;
    }
    return copy;
}

let rules: Map<string, Rule>;
beforeAll(async () => {
    const { resources, remove } = await provision("prod");
    rules = rulesOf(resources);
    remove();
});

const ruleOf = (name: string): Rule => {
    const rule = rules.get(name);
    if (!rule) throw new Error(`The stack has no rule ${name}`);
    return rule;
};

it("every rule has a sample", () => {
    expect([...rules.keys()].sort()).toEqual([...new Set(SAMPLES.map(({ rule }) => rule))].sort());
});

describe.each(SAMPLES)("$rule with $event.detail-type", ({ rule, source, event, message, not }) => {
    it("matches AWS's sample and says what it says", () => {
        const { pattern, template, paths } = ruleOf(rule);
        expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
        expect(matches(pattern, event)).toBe(true);
        expect(filled(template, paths, event)).toBe(message);
    });

    it.each(not)("leaves %j alone", (change) => {
        expect(matches(ruleOf(rule).pattern, changed(event, change))).toBe(false);
    });
});

it("no rule takes a sample of another", () => {
    const doubles = SAMPLES.flatMap(({ rule, event }) =>
        [...rules]
            .filter(([name, { pattern }]) => name !== rule && matches(pattern, event))
            .map(([name]) => [rule, name]),
    );
    expect(doubles).toEqual([]);
});

it.each([
    [{ a: [{ prefix: "x" }] }, "does not know the operator prefix"],
    [{ a: [{ numeric: ["~", 1] }] }, "There is no comparison ~"],
    [{ a: "x" }, 'lists and objects only, not "x"'],
])("a pattern that cannot be judged, %j, fails", (pattern, message) => {
    expect(() => matches(pattern, { a: 1 })).toThrow(message);
});
