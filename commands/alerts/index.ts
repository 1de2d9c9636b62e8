import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parse } from "yaml";
import { z } from "zod";
import { NORTH_VIRGINIA } from "../../components/alerts";
import { CHECKOUT } from "../../system/checkout";
import { regionNamed } from "./aws";
import { announcement, hasFault, rehearse, report } from "./rehearsal";

// Without this, the SDK prints on each run which of its later versions need a later Node.js. Ours is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const STACK_FILE = z.object({ config: z.object({ "hrms:region": z.string() }) });

export interface Options {
    readonly stack: string;
    readonly yes: boolean;
    readonly json: boolean;
}

/** Tests the alerts of a stack once that is confirmed. Returns the exit code. */
export async function testAlerts({ stack, yes, json }: Options): Promise<number> {
    const file = join(CHECKOUT, `Pulumi.${stack}.yaml`);
    const { "hrms:region": region } = STACK_FILE.parse(parse(readFileSync(file, "utf8"))).config;
    const regions = [...new Set([region, NORTH_VIRGINIA])];
    if (!yes && !(await isConfirmed(announcement(stack, regions)))) {
        console.error("Nothing was sent. Answer yes, or run it with --yes.");
        return 1;
    }
    const result = await rehearse(stack, regions.map(regionNamed));
    console.log(json ? JSON.stringify({ ok: !hasFault(result), ...result }, undefined, 2) : report(result));
    return hasFault(result) ? 1 : 0;
}

async function isConfirmed(what: string): Promise<boolean> {
    if (!process.stdin.isTTY) {
        return false;
    }
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question(`${what}\nContinue? [yes/no] `);
    terminal.close();
    return /^y(es)?$/i.test(answer.trim());
}
