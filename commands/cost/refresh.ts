/** `npx hrms cost --refresh`: asks the AWS Pricing API for the prices of the stacks' regions, and writes the table. */
import * as fs from "node:fs";
import { askPrices, refreshed } from "../../cost/refresh";
import { formatPrices, PRICE_FILE, parsePrices } from "../../cost/prices";
import { readStackConfig } from "../../evidence/plan";
import { orList } from "../../system/or-list";
import { progress } from "../../system/progress";

/** Returns the exit code. */
export async function refreshPrices(stacks: readonly string[]): Promise<number> {
    const regions = [
        ...new Set(
            stacks
                .map(readStackConfig)
                .flatMap((config) => [config["hrms:region"], config["hrms:backupRegion"]])
                .filter((region) => typeof region === "string"),
        ),
    ];
    if (regions.length === 0) throw new Error(`No stack file of ${orList(stacks)} has hrms:region.`);
    const shown = progress();
    const before = parsePrices(fs.readFileSync(PRICE_FILE, "utf8"));
    const today = new Date().toISOString().slice(0, 10);
    const { prices, changed, unanswered } = await refreshed(
        before,
        regions,
        askPrices(),
        today,
        shown.report,
    );
    fs.writeFileSync(PRICE_FILE, formatPrices(prices));
    shown.done(`Asked for the prices of ${regions.join(", ")}`);
    for (const line of changed) console.log(line);
    if (unanswered.length > 0) console.log(`Not answered, so left as they are: ${unanswered.join(", ")}`);
    console.log(`Written: ${PRICE_FILE}. Review the difference and commit it.`);
    return 0;
}
