/** What the planned stack costs, compared with what is deployed, and a drawing of it. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { PlannedResource } from "../../cost/model/context";
import { PriceBook } from "../../cost/prices";
import { USUAL_SIZE, usageOf } from "../../cost/usage";
import { cloudResources, type Deployment } from "../../engine/deployment";
import { exported, type Stack } from "../../engine/stack";
import { costOfResources, type Priced, type StackCost } from "../../evidence/cost";
import { asDeployment } from "../../evidence/plan";
import { provisionWithExamples } from "../../evidence/plan/examples";
import { writeCost } from "../../reports/cost";
import { costSentence, overBudget } from "../../reports/cost/budget";
import { compared } from "../../reports/cost/markdown";
import { draw } from "../../reports/drawing";

/** Estimates what the stack will cost in a month, and rejects more than its budget. */
export async function estimateCost(
    { name, pulumi }: Stack,
    out: string,
): Promise<{ readonly ok: boolean; readonly cost: string }> {
    const priced = { book: PriceBook.read(), usage: usageOf(USUAL_SIZE) };
    const planned = await provisionWithExamples(name);
    try {
        const now = { usage: priced.usage, pricesFrom: priced.book.asOf };
        const stacks = [costOfResources(planned.resources, planned.config, priced)];
        const files = writeCost(out, { ...now, stacks });
        const drawing = path.join(out, "architecture.svg");
        fs.writeFileSync(drawing, draw(asDeployment(planned)));
        const faults = overBudget(stacks);
        for (const fault of faults) console.error(fault);
        console.log(`${costSentence(stacks)}\nWritten: ${[...files, drawing].join(", ")}`);
        const before = deployedCost(await exported(pulumi), planned.config, priced);
        return {
            ok: faults.length === 0,
            cost: compared({ stacks: before, usage: priced.usage }, { ...now, stacks }),
        };
    } finally {
        planned.remove();
    }
}

/** None if nothing is deployed yet. No price depends on a secret, so the state stays encrypted. */
function deployedCost(
    deployment: Deployment,
    config: Readonly<Record<string, unknown>>,
    priced: Priced,
): StackCost[] {
    const resources = cloudResources(deployment).map(
        ({ urn, type, inputs = {}, outputs = {}, propertyDependencies }): PlannedResource => ({
            urn,
            type,
            inputs,
            outputs,
            references: propertyDependencies,
        }),
    );
    return resources.length === 0 ? [] : [costOfResources(resources, config, priced)];
}
