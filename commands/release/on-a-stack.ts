/** The commands about a stack's releases: what they take, and what they need in AWS. */
import * as path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { SHA } from "../../release/fleet/commands";
import { reason, stackOption } from "../arguments";
import type { EvidenceOptions } from "./evidence";
import type { HistoryOptions } from "./history";
import type { LogsOptions } from "./logs";
import type { PublishOptions } from "./publish";
import type { DeployOptions, RollbackOptions } from "./run";
import type { StatusOptions } from "./status";

const RELEASE = "the release: the SHA-256 of its archive";
const NEEDS = "\nUses the AWS credentials of this shell; docs/deploying.md lists the permissions.";
const EXIT = `${NEEDS} Exit code: 0 if every host runs the release.`;

const publish = new Command("publish")
    .description("upload a built release to a stack, signed by its key, and its static files")
    .argument("[release]", `${RELEASE}; the only one in the folder by default`, release)
    .addOption(stackOption())
    .option("--from <folder>", "where `npx hrms release build` wrote it", path.resolve("releases"))
    .addHelpText("after", `${NEEDS} A second run uploads only what is missing.`)
    .action(async (sha: string | undefined, options: PublishOptions) => {
        const { publish: run } = require("./publish") as typeof import("./publish");
        process.exitCode = await run(sha, options);
    });

const deploy = new Command("deploy")
    .description("bring every host onto a published release, without a failed request")
    .argument("[release]", `${RELEASE}; hrms:release of the stack's file by default`, release)
    .addOption(stackOption())
    .addOption(
        new Option(
            "--allow-destructive <reason>",
            "run migrations that can break the running release; the record says why",
        ).argParser(reason),
    )
    .addOption(acrossOption())
    .addOption(watchOption())
    .addHelpText("after", `${EXIT} If it was stopped, a second run finishes what the first began.`)
    .action(async (sha: string | undefined, options: DeployOptions) => {
        const { runDeploy } = require("./run") as typeof import("./run");
        process.exitCode = await runDeploy(sha, options);
    });

const rollback = new Command("rollback")
    .description("bring every host back onto the release before the current one")
    .addOption(new Option("--to <release>", "another release than the previous one").argParser(release))
    .addOption(stackOption())
    .addOption(acrossOption())
    .addOption(watchOption())
    .addHelpText("after", EXIT)
    .action(async (options: RollbackOptions) => {
        const { runRollback } = require("./run") as typeof import("./run");
        process.exitCode = await runRollback(options);
    });

const status = new Command("status")
    .description("which release each host runs, and which one it should")
    .addOption(stackOption())
    .option("--json", "print the result as JSON", false)
    .addHelpText("after", `${NEEDS} Exit code: 1 if a host differs from the stack's release.`)
    .action(async (options: StatusOptions) => {
        const { showStatus } = require("./status") as typeof import("./status");
        process.exitCode = await showStatus(options);
    });

const history = new Command("history")
    .description("the deployments and rollbacks of a stack: who, when, how they went")
    .addOption(stackOption())
    .addOption(new Option("--last <number>", "how many").default(10).argParser(wholeNumber(1, 1000)))
    .option("--json", "print the whole records as JSON", false)
    .addHelpText("after", NEEDS)
    .action(async (options: HistoryOptions) => {
        const { showHistory } = require("./history") as typeof import("./history");
        process.exitCode = await showHistory(options);
    });

const evidence = new Command("evidence")
    .description("what the running release proves of the deployment checklist, from its records")
    .addOption(stackOption())
    .option("--json", "print the proofs, and what is missing, as JSON", false)
    .addHelpText("after", NEEDS)
    .action(async (options: EvidenceOptions) => {
        const { showEvidence } = require("./evidence") as typeof import("./evidence");
        process.exitCode = await showEvidence(options);
    });

const logs = new Command("logs")
    .description("what hosts have logged")
    .addOption(stackOption())
    .addOption(
        new Option("--log <name>", "which log: `system` also has what deployments do on hosts")
            .choices(["application", "nginx", "system"])
            .default("application"),
    )
    .option("--host <id>", "only this host's")
    .addOption(new Option("--minutes <number>", "how far back").default(15).argParser(wholeNumber(1, 43_200)))
    .option("--follow", "keep on until Ctrl-C", false)
    .addHelpText("after", NEEDS)
    .action(async (options: LogsOptions) => {
        const { showLogs } = require("./logs") as typeof import("./logs");
        await showLogs(options);
    });

export const ON_A_STACK: readonly Command[] = [publish, deploy, rollback, status, history, evidence, logs];

function release(given: string): string {
    if (!SHA.test(given)) {
        throw new InvalidArgumentError(
            "Write the whole SHA-256: 64 digits of 0-9 and a-f, as `npx hrms release build` prints them.",
        );
    }
    return given;
}

function acrossOption(): Option {
    return new Option(
        "--across-migrations <reason>",
        "run a release although the database has migrations that it does not know; the record says why",
    ).argParser(reason);
}

function watchOption(): Option {
    return new Option("--watch <minutes>", "how long to watch the alarms at the end")
        .default(5)
        .argParser(wholeNumber(0, 60));
}

function wholeNumber(least: number, most: number): (given: string) => number {
    return (given) => {
        const number = Number(given);
        if (!/^\d+$/.test(given) || number < least || number > most) {
            throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
        }
        return number;
    };
}
