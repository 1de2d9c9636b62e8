import { orList } from "../../system/or-list";

/** The pulumi commands that are useful on the simulated AWS. */
const COMMANDS = [
    "about",
    "cancel",
    "config",
    "destroy",
    "help",
    "import",
    "preview",
    "refresh",
    "stack",
    "state",
    "up",
];

/** The subcommands of `pulumi config` that only read. The others would change a copy of the stack file, which the next run replaces. */
const READING = ["get"];

/** Says what is wrong with a pulumi command on the simulated AWS, or returns undefined. */
export function checkPulumiCommand([name = "", next]: readonly string[], stack: string): string | undefined {
    if (!COMMANDS.includes(name)) {
        return `Unknown pulumi command "${name}". On the simulated AWS, choose ${orList(COMMANDS)}.`;
    }
    if (name === "config" && next !== undefined && !next.startsWith("-") && !READING.includes(next)) {
        return `"pulumi config ${next}" has no effect here: the settings come from Pulumi.${stack}.yaml. Edit that file.`;
    }
    return undefined;
}
