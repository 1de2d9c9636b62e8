import * as fs from "node:fs";
import * as path from "node:path";
import { RECIPE } from "../../../release/builder";
import { STEP_NAMES } from "../../../release/state";
import { licences, STEPS } from "../../../release/steps";

test("every step is in the table, in order", () => {
    expect(STEPS.map(({ name }) => name)).toEqual(STEP_NAMES);
});

test("every script of the recipe is a step's, or used by one", () => {
    const scripts = fs.readdirSync(RECIPE).filter((file) => file.endsWith(".sh"));
    const used = ["prepare.sh", "with-database.sh", "django.sh", "environment.sh", "compress.sh"];
    const ofSteps = STEPS.flatMap((step) => ("script" in step ? [step.script] : []));
    expect(scripts).toEqual([...ofSteps, ...used].sort());
    for (const file of used.filter((name) => name !== "prepare.sh")) {
        const texts = scripts.map((script) => fs.readFileSync(path.join(RECIPE, script), "utf8"));
        expect([file, texts.some((text) => text.includes(`/${file}`))]).toEqual([file, true]);
    }
});

test("licences are named by identifier, expression or text", () => {
    const component = (name: string, licenses?: object[]) => ({ name, version: "1", licenses });
    const components = [
        component("b", [
            { license: { id: "MIT" } },
            { license: { name: "License :: OSI Approved :: MIT License" } },
        ]),
        component("a", [{ expression: "Apache-2.0 OR BSD-3-Clause" }]),
        component("c"),
    ];
    expect(licences(JSON.stringify({ components }))).toEqual([
        "a 1: Apache-2.0 OR BSD-3-Clause",
        "b 1: MIT, MIT License",
        "c 1: no licence named",
    ]);
});
