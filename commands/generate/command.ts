import { Command } from "commander";

export const command = new Command("generate")
    .description(
        "rewrite the files that are made from tables in the code, such as Pulumi.yaml and docs/settings.md",
    )
    .action(() => {
        const { generate } = require(".") as typeof import(".");
        const written = generate();
        console.log(written.length > 0 ? `Wrote ${written.join(", ")}.` : "Everything is up to date.");
    });
