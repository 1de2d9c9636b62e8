/** After Ctrl-C at any moment, the command leaves no process and no folder behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endAll, marked, survivors } from "../processes";
import { CHECKOUT } from "../../../system/checkout";

/** Arguments of the command, and the milliseconds within which it is well under way. */
const COMMANDS = [
    { args: ["run", "demo"], within: 20_000 },
    { args: ["run", "demo"], within: 4_000 },
    {
        args: ["run", "sim", "--", "--stack", "starter", "preview", "--policy-pack", "policies"],
        within: 6_000,
    },
    { args: ["run", "ci", "--", "pull-request", "--stack", "starter", "--simulated"], within: 8_000 },
] as const;

let temporary: string;
let command: ChildProcess;
const { mark, variables } = marked();

beforeEach(() => {
    temporary = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-interruption-"));
});

afterEach(() => {
    endAll(mark);
    fs.rmSync(temporary, { recursive: true, force: true });
});

/** Like a terminal: every process of the foreground group gets the signal. */
function pressCtrlC(): void {
    if (command.pid !== undefined) process.kill(-command.pid, "SIGINT");
}

const ended = (process: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => process.once("close", resolve));

describe.each(COMMANDS)(
    "npm $args leaves nothing behind when interrupted within $within ms",
    ({ args, within }) => {
        const moment = randomInt(500, within);

        test(`at ${moment} ms`, async () => {
            command = spawn("npm", args, {
                cwd: CHECKOUT,
                detached: true,
                stdio: "ignore",
                env: { ...process.env, TMPDIR: temporary, ...variables },
            });
            const end = ended(command);
            await sleep(moment);
            expect(command.exitCode).toBeNull();
            pressCtrlC();
            expect(await end).not.toBe(0);
            // A pack that is still loading notices within a second that its engine is gone.
            await sleep(3_000);
            expect(survivors(mark).map((process) => process.command)).toEqual([]);
            expect(fs.readdirSync(temporary).filter((name) => /^(hrms|pulumi-events)-/.test(name))).toEqual(
                [],
            );
        });
    },
);
