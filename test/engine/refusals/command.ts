import * as command from "@pulumi/command";
import { casesOf } from "./support/table";

export const cases = [
    ...casesOf(command.local.Command, () => ({ create: "true" }), [
        [
            "command-nothing-to-run",
            { create: undefined },
            "a command must have at least one of create, update and delete",
        ],
    ]),
];
