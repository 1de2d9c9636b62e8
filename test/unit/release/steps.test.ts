import * as fs from "node:fs";
import * as path from "node:path";
import { RECIPE } from "../../../release/builder";
import { STEP_NAMES } from "../../../release/state";
import { STEPS } from "../../../release/steps";

test("every step is in the table, in order", () => {
    expect(STEPS.map(({ name }) => name)).toEqual(STEP_NAMES);
});

test("every script of the recipe is a step's, or used by one", () => {
    const scripts = fs.readdirSync(RECIPE).filter((file) => file.endsWith(".sh"));
    const makers = ["install.sh", "prepare.sh", "run.sh"];
    const used = [...makers, "with-database.sh", "django.sh", "environment.sh", "index.sh"];
    const ofSteps = STEPS.flatMap((step) => ("script" in step ? [step.script] : []));
    expect(scripts).toEqual([...ofSteps, ...used].sort());
    for (const file of used.filter((name) => !makers.includes(name))) {
        const texts = scripts.map((script) => fs.readFileSync(path.join(RECIPE, script), "utf8"));
        expect([file, texts.some((text) => text.includes(`/${file}`))]).toEqual([file, true]);
    }
});
