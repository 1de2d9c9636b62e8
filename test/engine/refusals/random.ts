import * as command from "@pulumi/command";
import * as random from "@pulumi/random";
import { RefusalCase } from "./case";

export const cases: readonly RefusalCase[] = [
    {
        id: "random-password-length",
        program: (name) => new random.RandomPassword(name, { length: 0 }),
        message: "expected length to be in the range (1 -",
    },
    {
        id: "random-password-minimums",
        program: (name) => new random.RandomPassword(name, { length: 4, minLower: 3, minUpper: 3 }),
        message:
            "length value must be at least sum of min_upper + min_lower + min_numeric + min_special (6), got: 4",
    },
    {
        id: "random-id-length",
        program: (name) => new random.RandomId(name, { byteLength: 0 }),
        message: "expected byteLength to be in the range (1 -",
    },
    {
        id: "command-nothing-to-run",
        program: (name) => new command.local.Command(name, {}),
        message: "a command needs at least one of create, update and delete",
    },
];
