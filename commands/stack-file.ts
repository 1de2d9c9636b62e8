/** What commands about a stack in AWS read from Pulumi.<stack>.yaml. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { CHECKOUT } from "../system/checkout";

const STACK_FILE = z.object({
    config: z.object({ "hrms:region": z.string(), "hrms:release": z.string().optional() }),
});

export interface StackFile {
    readonly region: string;
    /** The value of hrms:release, which `pulumi up` deploys. */
    readonly release: string | undefined;
}

export function readStackFile(stack: string, folder = CHECKOUT): StackFile {
    const { config } = STACK_FILE.parse(parse(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8")));
    return { region: config["hrms:region"], release: config["hrms:release"] };
}
