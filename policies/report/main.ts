/** `npm run report -- EVENTS` writes the reports of one preview or update with the pack's folder alone. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { baselineText } from "../baseline";
import { parseUrn } from "../urn";
import { openPack } from "../pack";
import { baselineFor, renderBlocking, renderSummary, reportOf, writeReports } from ".";
import { readEvents } from "./events";
import { sourcesOf } from "./sources";
import { isBlocking, resourcesOf, verdictsOf } from "./verdict";

const USAGE = `Usage: npm run report -- EVENTS [--out FOLDER] [--write-baseline FILE]

Writes the reports of a preview or an update: policy.html, policy.md, policy.junit.xml and policy.sarif.
EVENTS is the event log that Pulumi writes:
  PULUMI_DEBUG_COMMANDS=1 pulumi preview --policy-pack policies --event-log events.json
Delete the log afterwards: Pulumi writes secrets into it.

  --out FOLDER            where the reports go (default: out)
  --write-baseline FILE   also write a baseline of what stops the update now
Exit code: 1 if a finding stops the update, 2 if the log does not contain a complete judgement.`;

/** npm runs a script in the folder of its package, but a user's paths start in the user's folder. */
const fromUser = (file: string): string => path.resolve(process.env.INIT_CWD ?? ".", file);

function main(): number {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: {
            out: { type: "string", default: "out" },
            "write-baseline": { type: "string" },
            help: { type: "boolean", default: false },
        },
    });
    const [log] = positionals;
    if (values.help || log === undefined) {
        console.log(USAGE);
        return values.help ? 0 : 2;
    }
    const events = readEvents(fs.readFileSync(fromUser(log), "utf8"));
    const verdicts = verdictsOf(events);
    const { stack } = parseUrn(verdicts?.[0]?.urn ?? "");
    if (verdicts === undefined || stack === "") {
        console.error(
            "The log does not show that every resource was judged. Look for an error in the output of Pulumi.",
        );
        return 2;
    }
    const pack = openPack(stack);
    const report = reportOf(pack, {
        title: "Policies of Django on AWS",
        stack,
        stage: "preview",
        judgedAt: timeOf(events),
        engine: pulumiVersion(),
        verdicts,
        resources: resourcesOf(events),
        locationOf: sourcesOf(undefined, process.cwd()),
    });
    for (const finding of renderBlocking(report)) console.error(finding);
    console.log(renderSummary(report));
    const written = writeReports(fromUser(values.out), report);
    const baseline = values["write-baseline"];
    if (baseline !== undefined) {
        fs.writeFileSync(fromUser(baseline), baselineText(baselineFor(report)));
        written.push(fromUser(baseline));
    }
    console.log(`Written: ${written.join(", ")}`);
    return verdicts.some(isBlocking) ? 1 : 0;
}

/** When the engine finished its judgement. */
function timeOf(events: ReturnType<typeof readEvents>): string {
    const seconds = events.at(-1)?.timestamp;
    return (seconds === undefined ? new Date() : new Date(seconds * 1000)).toISOString();
}

/** The version of the Pulumi on PATH, which most likely wrote the log. Undefined if there is none. */
function pulumiVersion(): string | undefined {
    try {
        const printed = execFileSync("pulumi", ["version"], { encoding: "utf8", stdio: "pipe" });
        return printed.trim().replace(/^v/, "");
    } catch {
        return undefined;
    }
}

try {
    process.exitCode = main();
} catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
}
