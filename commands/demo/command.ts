import { Command, Option } from "commander";
import { appFolder, outOption, stackOption } from "../arguments";
import type { DemoOptions } from ".";

export const command = new Command("demo")
    .description("preview and provision a stack on the simulated AWS, with the policies enforced")
    .addOption(stackOption())
    .addOption(outOption())
    .addOption(
        new Option(
            "--account <kind>",
            "used: one that has held stacks for years; new: the first day, with what is then missing and its fixes",
        )
            .choices(["used", "new"])
            .default("used"),
    )
    .addOption(
        new Option(
            "--write-drawings",
            "only update the drawings of both stacks, docs/architecture.svg and docs/architecture-starter.svg",
        ).conflicts(["stack", "out", "account"]),
    )
    .addOption(
        new Option(
            "--app <path>",
            "then build and deploy this Django project to hosts on this machine, and show it until Ctrl-C (root on Linux)",
        )
            .argParser(appFolder)
            .conflicts("writeDrawings"),
    )
    .action(async ({ writeDrawings, ...options }: DemoOptions & { writeDrawings?: true }) => {
        if (writeDrawings) {
            const drawings = require("./drawings") as typeof import("./drawings");
            process.exitCode = await drawings.writeDrawings();
            return;
        }
        const { demo } = require(".") as typeof import(".");
        process.exitCode = await demo(options);
    });
