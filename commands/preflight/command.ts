import { isIP } from "node:net";
import { Command, InvalidArgumentError, Option } from "commander";
import { stackOption } from "../arguments";
import type { PreflightOptions } from ".";

export const command = new Command("preflight")
    .description("find every obstacle in an AWS account before anything is created; it only reads")
    .addOption(stackOption())
    .option("--json", "print the result as JSON", false)
    .option("--all", "also show what is well", false)
    .addOption(
        new Option(
            "--name-server <address>",
            "the name server that answers for the public DNS; by default, this machine's",
        ).argParser(address),
    )
    .option("--policy", "print the IAM policy that preflight needs, and ask nothing", false)
    .addHelpText(
        "after",
        `
Uses the AWS credentials of this shell; --policy prints what they must allow. docs/preflight.md has every finding.
Exit code: 1 if something stops \`pulumi up\`.`,
    )
    .action(async (options: PreflightOptions) => {
        const { runPreflight } = require(".") as typeof import(".");
        process.exitCode = await runPreflight(options);
    });

function address(given: string): string {
    const [, host = "", port = "53"] =
        /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(isIP(given) === 6 ? `[${given}]` : given) ?? [];
    if (isIP(host) === 0 || Number(port) > 65_535) {
        throw new InvalidArgumentError("Write the address of a name server, such as 1.1.1.1.");
    }
    return given;
}
