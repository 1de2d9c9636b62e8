/** A person with a shell and the stack's AWS credentials: types the commands of this project as they are. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT } from "../system/checkout";
import type { Lab } from "./lab";
import type { Ran } from "./machine";
import { ADDRESSES, entering } from "./network";

/** Names resolve to the lab, as on the internet they would to AWS. */
const WITH_RESOLVER = `mount --bind "$RESOLVER" /etc/resolv.conf
exec "$@"`;

export interface Typed {
    readonly process: ChildProcess;
    readonly ended: Promise<Ran>;
}

/**
 * Starts `npx hrms` with these arguments. AWS's names lead to the lab, whose certificates it trusts.
 * @param tell gets what it prints, as it comes
 */
export function hrms(
    lab: Lab,
    args: readonly string[],
    tell: (text: string) => void = () => undefined,
): Typed {
    const resolver = join(lab.folder, "resolv.conf");
    writeFileSync(resolver, `nameserver ${ADDRESSES.resolver}\n`);
    const program = [process.execPath, join(CHECKOUT, "commands/hrms.js"), ...args];
    const alone = ["unshare", "--mount", "sh", "-ec", WITH_RESOLVER, "sh", ...program];
    const child = spawn("ip", entering(lab.network.client, alone), {
        cwd: lab.folder,
        env: {
            ...process.env,
            RESOLVER: resolver,
            NODE_EXTRA_CA_CERTS: lab.authority.caFile,
            AWS_ACCESS_KEY_ID: "test",
            AWS_SECRET_ACCESS_KEY: "test",
            AWS_EC2_METADATA_DISABLED: "true",
        },
    });
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
        child[name].on("data", (text: Buffer) => {
            said[name] += text.toString();
            tell(text.toString());
        });
    }
    const ended = once(child, "close").then(([code]) => ({ code: (code as number | null) ?? -1, ...said }));
    return { process: child, ended };
}
