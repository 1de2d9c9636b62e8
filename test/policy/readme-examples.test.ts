/** Reads every YAML example in the pack's README with the code that reads a user's file. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { allPolicies } from "../../policies/all-policies";
import { readRegister } from "../../policies/deviations/register";
import { isRecord } from "../../policies/record";
import { readStackSettings } from "../../policies/stack-settings";
import { readmeExamples } from "../support/readme-examples";

const examples = readmeExamples(path.join(__dirname, "../../policies/README.md"));
const yaml = examples.filter(({ language }) => language === "yaml").map(({ text }) => text);
const [registers, settings] = [isRegister, (text: string) => !isRegister(text)].map((isMeant) =>
    yaml.filter(isMeant),
);

function isRegister(text: string): boolean {
    const content: unknown = parse(text);
    return isRecord(content) && "approvers" in content;
}

test("every example is in a language that a test runs", () => {
    // The shell examples are run by test/engine/policies/published.test.ts.
    expect(new Set(examples.map(({ language }) => language))).toEqual(new Set(["sh", "yaml"]));
    expect(registers).not.toEqual([]);
    expect(settings).not.toEqual([]);
});

test.each(settings ?? [])("the settings of the example are valid:\n%s", (text) => {
    const config = readStackSettings(text, allPolicies);
    expect(Object.keys(config)).toEqual(Object.keys(parse(text) as object));
});

test.each(registers ?? [])("the register of the example is valid:\n%s", (text) => {
    const { faults, deviations, baselines } = readRegister(text, {
        policies: allPolicies,
        today: "2026-11-23",
    });
    expect(faults).toEqual([]);
    expect([...deviations, ...baselines]).not.toEqual([]);
});

test("every policy, file and folder that the README names exists", () => {
    const folder = path.join(__dirname, "../../policies");
    const prose = fs.readFileSync(path.join(folder, "README.md"), "utf8").split("## The policies")[0] ?? "";
    const files = [...prose.matchAll(/`((?:aws|rules|report)\/[\w./-]+)`/g)].map(([, file = ""]) => file);
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !fs.existsSync(path.join(folder, file)))).toEqual([]);
});
