import * as fs from "node:fs";
import * as path from "node:path";
import { ACCOUNT_FOLDER } from "./account";
import { installPlugins, writeExecutable } from "./install";

/** A folder in which `pulumi` runs against the simulated AWS and nothing else. */
export interface Workspace {
    /** Environment of each `pulumi` command, complete: nothing of the caller's AWS or Pulumi settings is in it. */
    readonly env: Readonly<Record<string, string>>;
    /** Folder of the Pulumi state. */
    readonly state: string;
    /** Folder of the simulated account. */
    readonly account: string;
}

/** Not a secret: it encrypts the state of resources that do not exist. */
const PASSPHRASE = "simulated";

/**
 * Makes the workspace where it is not there yet: plugins, state, account.
 * @param folder - holds all of it; delete the folder and the simulated AWS is empty again
 * @param engine - folder with `pulumi` and `pulumi-language-nodejs`
 */
export function createWorkspace(folder: string, engine: string): Workspace {
    const home = path.join(folder, "home");
    const state = path.join(folder, "state");
    const account = path.join(folder, "account");
    const bin = path.join(folder, "bin");
    for (const each of [home, state, account]) {
        fs.mkdirSync(each, { recursive: true });
    }
    installPlugins(home);
    writeExecutable(path.join(bin, "pulumi-analyzer-policy"), analyzer());
    const env = {
        ...inherited(),
        PATH: [bin, engine, path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_SKIP_CONFIRMATIONS: "true",
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        [ACCOUNT_FOLDER]: account,
    };
    return { env, state, account };
}

/**
 * Up to 3.225 the engine starts policy packs by this executable, in the pack's folder; it comes with the official
 * distribution alone. https://github.com/pulumi/pulumi/blob/v3.220.0/sdk/nodejs/dist/pulumi-analyzer-policy
 */
const analyzer = (): string => `#!/bin/sh
exec "${process.execPath}" "${require.resolve("@pulumi/pulumi/cmd/run-policy-pack")}" "$@"
`;

/** Neither the account nor the backend of the person who runs the simulator must come into play. */
function inherited(): Record<string, string> {
    const set = Object.entries(process.env).filter(
        (entry): entry is [string, string] => entry[1] !== undefined && !/^(AWS_|PULUMI_)/.test(entry[0]),
    );
    return Object.fromEntries(set);
}
