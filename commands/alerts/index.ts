import { createInterface } from "node:readline/promises";
import { NORTH_VIRGINIA } from "../../components/alerts";
import { silenceVersionWarning } from "../../system/aws-sdk";
import { readStackFile } from "../stack-file";
import { regionNamed } from "./aws";
import { announcement, hasFault, rehearse, report } from "./rehearsal";

silenceVersionWarning();

export interface Options {
    readonly stack: string;
    readonly yes: boolean;
    readonly json: boolean;
}

/** Tests the alerts of a stack once that is confirmed. Returns the exit code. */
export async function testAlerts({ stack, yes, json }: Options): Promise<number> {
    const { region } = readStackFile(stack);
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
