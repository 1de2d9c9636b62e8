/**
 * SSM Run Command, which moto only records: runs the commands of the stack's own document on the lab's hosts, and rejects
 * parameters that the document does not allow.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Ran } from "../machine";
import type { CloudState } from "./protocol";

/** The parts of an SSM document that decide what runs. */
const CONTENT = z.object({
    parameters: z.record(
        z.string(),
        z.object({
            default: z.string().optional(),
            allowedPattern: z.string().optional(),
            allowedValues: z.array(z.string()).optional(),
        }),
    ),
    mainSteps: z.tuple([
        z.object({
            action: z.literal("aws:runShellScript"),
            inputs: z.object({ runCommand: z.array(z.string()) }),
        }),
    ]),
});

const SENT = z.object({
    DocumentName: z.string(),
    InstanceIds: z.array(z.string()).length(1),
    Parameters: z.record(z.string(), z.array(z.string())).default({}),
});

const ASKED = z.object({ CommandId: z.string(), InstanceId: z.string() });

/** How AWS answers. */
export interface Answer {
    readonly status: number;
    readonly body: object;
}

const refusal = (type: string, message = type): Answer => ({ status: 400, body: { __type: type, message } });

/** How much of what a command prints SSM returns, in characters. */
const SHOWN = { stdout: 24_000, stderr: 8_000 };

/** Operations of SSM that these answer. */
export type Operation = "SendCommand" | "GetCommandInvocation";
export const OPERATIONS: readonly string[] = ["SendCommand", "GetCommandInvocation"] satisfies Operation[];

export class RunCommand {
    private readonly invocations = new Map<string, Ran | undefined>();

    constructor(
        private readonly state: () => CloudState,
        /** Runs a shell script on an instance, as root. */
        private readonly run: (instance: string, script: string) => Promise<Ran>,
    ) {}

    answer(operation: Operation, body: unknown): Answer {
        return operation === "SendCommand" ? this.send(SENT.parse(body)) : this.tell(ASKED.parse(body));
    }

    private send({ DocumentName, InstanceIds: [instance = ""], Parameters }: z.infer<typeof SENT>): Answer {
        const { documents, instances } = this.state();
        const content = documents[DocumentName];
        if (content === undefined) return refusal("InvalidDocument");
        if (!Object.values(instances).some(({ id }) => id === instance)) return refusal("InvalidInstanceId");
        const script = scriptOf(CONTENT.parse(JSON.parse(content)), Parameters);
        if (script === undefined) return refusal("InvalidParameters");
        const id = randomUUID();
        this.invocations.set(`${id} ${instance}`, undefined);
        void this.run(instance, script).then((ran) => this.invocations.set(`${id} ${instance}`, ran));
        return { status: 200, body: { Command: { CommandId: id, DocumentName, Status: "Pending" } } };
    }

    private tell({ CommandId, InstanceId }: z.infer<typeof ASKED>): Answer {
        const key = `${CommandId} ${InstanceId}`;
        if (!this.invocations.has(key)) return refusal("InvocationDoesNotExist");
        return { status: 200, body: { CommandId, InstanceId, ...invocation(this.invocations.get(key)) } };
    }
}

function invocation(ran: Ran | undefined): object {
    if (ran === undefined) return { Status: "InProgress", StatusDetails: "InProgress", ResponseCode: -1 };
    const { code, stdout, stderr } = ran;
    // A machine that has ended cannot say how its command ended.
    const isLost = code < 0;
    return {
        Status: isLost ? "TimedOut" : code === 0 ? "Success" : "Failed",
        StatusDetails: isLost ? "ExecutionTimedOut" : code === 0 ? "Success" : "Failed",
        ResponseCode: code,
        StandardOutputContent: stdout.slice(0, SHOWN.stdout),
        StandardErrorContent: stderr.slice(0, SHOWN.stderr),
    };
}

/** The script with the parameters filled in; undefined if the document does not allow them. */
function scriptOf(
    { parameters, mainSteps: [{ inputs }] }: z.infer<typeof CONTENT>,
    given: Readonly<Record<string, readonly string[]>>,
): string | undefined {
    if (Object.keys(given).some((name) => !(name in parameters))) return undefined;
    let script = inputs.runCommand.join("\n");
    for (const [name, { default: without, allowedPattern, allowedValues }] of Object.entries(parameters)) {
        const value = given[name]?.[0] ?? without;
        if (value === undefined) return undefined;
        if (allowedPattern !== undefined && !new RegExp(`^(?:${allowedPattern})$`).test(value))
            return undefined;
        if (allowedValues !== undefined && !allowedValues.includes(value)) return undefined;
        script = script.replaceAll(new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`, "g"), value);
    }
    return script;
}
