import { Command, Option } from "commander";
import { outOption, stackOption } from "../arguments";
import type { Options } from ".";

export const command = new Command("github").description(
    "what the workflows write on GitHub; needs GITHUB_TOKEN and the variables of a GitHub runner",
);

command
    .command("comment")
    .description(
        "write out/comment.md as the pull request's comment: one for each stack, updated by each run",
    )
    .addOption(stackOption())
    .addOption(outOption())
    .action(async (options: Options) => {
        const { comment } = require(".") as typeof import(".");
        process.exitCode = await comment(options);
    });

command
    .command("compare")
    .description("say whether out/plan.json is the plan that the merged pull request showed")
    .addOption(stackOption())
    .addOption(outOption())
    .action(async (options: Options) => {
        const { compare } = require(".") as typeof import(".");
        process.exitCode = await compare(options);
    });

command
    .command("night")
    .description("keep one issue open while the nightly check of a stack fails, and close it when it passes")
    .addOption(stackOption())
    .addOption(
        new Option("--result <result>", "how the check ended")
            .choices(["success", "failure"])
            .makeOptionMandatory(),
    )
    .action(async ({ stack, result }: { readonly stack: string; readonly result: "success" | "failure" }) => {
        const { night } = require(".") as typeof import(".");
        process.exitCode = await night(stack, result);
    });
