/** The stack's release parameter, which booting hosts read. */
import { GetParameterCommand, PutParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";
import { releaseParameter } from "../../config/environment";
import type { World } from "../deploy/world";
import { SHA } from "../fleet/commands";

const SHA_OR_NONE = z.string().regex(SHA).nullable();
const POINTER = z.object({ release: SHA_OR_NONE, previous: SHA_OR_NONE });

export function pointerOf(stack: string, ssm: SSMClient): World["pointer"] {
    const Name = releaseParameter(stack);
    return {
        read: async () => {
            const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
            return POINTER.parse(JSON.parse(Parameter?.Value ?? ""));
        },
        write: async (value) => {
            await ssm.send(new PutParameterCommand({ Name, Value: JSON.stringify(value), Overwrite: true }));
        },
    };
}
