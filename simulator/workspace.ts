import * as fs from "node:fs";
import * as path from "node:path";
import { ACCOUNT_FOLDER } from "./account";
import { installPlugins, writeExecutable } from "./install";

/** A folder in which `pulumi` can reach only the simulated AWS. */
export interface Workspace {
    /** The complete environment of each `pulumi` command, without the caller's AWS and Pulumi settings. */
    readonly env: Readonly<Record<string, string>>;
    /** Folder of the Pulumi state. */
    readonly state: string;
    /** Folder of the simulated account. */
    readonly account: string;
}

/** Not a secret: it encrypts the state of resources that do not exist. */
const PASSPHRASE = "simulated";

/**
 * Creates the plugins, the state and the account of a workspace, unless they exist.
 * @param folder - contains the whole workspace. Delete it to empty the simulated AWS
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
 * Up to version 3.225, the engine starts policy packs with this executable, in the folder of the pack. Only the official
 * distribution includes it. https://github.com/pulumi/pulumi/blob/v3.220.0/sdk/nodejs/dist/pulumi-analyzer-policy
 */
const analyzer = (): string => `#!/bin/sh
exec "${process.execPath}" "${require.resolve("@pulumi/pulumi/cmd/run-policy-pack")}" "$@"
`;

/** The environment without the AWS account and the Pulumi backend of the person who runs the simulator. */
function inherited(): Record<string, string> {
    const set = Object.entries(process.env).filter(
        (entry): entry is [string, string] => entry[1] !== undefined && !/^(AWS_|PULUMI_)/.test(entry[0]),
    );
    return Object.fromEntries(set);
}
