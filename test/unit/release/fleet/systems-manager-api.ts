/**
 * The part of Systems Manager's and CloudWatch Logs' APIs that runs a command on a host, over HTTP, with AWS's refusals. moto
 * runs no command. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
 */
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { loopback, type Loopback } from "../../../support/loopback";

type Input = Readonly<Record<string, unknown>>;

/** What the next command does: the states that it takes, one for each time it is looked at, and what it prints. */
export interface Script {
    readonly states: readonly string[];
    readonly details?: string;
    readonly stdout?: string;
    readonly stderr?: string;
    /** Lines that the log has while it runs. */
    readonly logged?: readonly string[];
}

class Refusal extends Error {
    constructor(
        readonly code: string,
        message: string,
    ) {
        super(message);
    }
}

export class SystemsManagerApi {
    script: Script = { states: ["InProgress", "Success"], stdout: "{}" };
    /** Instances that the agent has registered. */
    managed = ["i-1"];
    /** How often a new command is not known yet. */
    unknownFor = 0;
    refusesLogs = false;
    readonly sent: Input[] = [];
    private looks = 0;
    private server: Loopback | undefined;

    async listen(): Promise<string> {
        this.server = await loopback((request, response) => {
            void this.answer(request).then(([status, body]) =>
                response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(body),
            );
        });
        return `http://${this.server.host}`;
    }

    async close(): Promise<void> {
        await this.server?.close();
    }

    private async answer(request: IncomingMessage): Promise<[number, string]> {
        const action = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
        try {
            const input = JSON.parse(await text(request)) as Input;
            return [200, JSON.stringify(this.act(action, input))];
        } catch (error) {
            const { code, message } = error as Refusal;
            return [400, JSON.stringify({ __type: code, message })];
        }
    }

    private act(action: string, input: Input): object {
        switch (action) {
            case "SendCommand":
                return this.send(input);
            case "GetCommandInvocation":
                return this.look();
            case "FilterLogEvents":
                return this.log(input);
            default:
                throw new Refusal("UnknownOperationException", action);
        }
    }

    private send(input: Input): object {
        const [instance = ""] = input.InstanceIds as string[];
        if (!this.managed.includes(instance)) {
            throw new Refusal(
                "InvalidInstanceId",
                `Instances [[${instance}]] not in a valid state for account`,
            );
        }
        if (Number(input.TimeoutSeconds) < 30)
            throw new Refusal("ValidationException", "TimeoutSeconds < 30");
        if (String(input.Comment).length > 100) throw new Refusal("ValidationException", "Comment > 100");
        this.sent.push(input);
        this.looks = 0;
        return { Command: { CommandId: `command-${this.sent.length}` } };
    }

    private look(): object {
        if (this.unknownFor > 0) {
            this.unknownFor--;
            throw new Refusal("InvocationDoesNotExist", "");
        }
        const { states, details, stdout = "", stderr = "" } = this.script;
        const Status = states[Math.min(this.looks++, states.length - 1)];
        const hasEnded = this.looks >= states.length;
        return {
            Status,
            StatusDetails: hasEnded ? (details ?? Status) : Status,
            // Until the end, both are empty.
            StandardOutputContent: hasEnded ? stdout : "",
            StandardErrorContent: hasEnded ? stderr : "",
        };
    }

    private log({ logStreamNamePrefix }: Input): object {
        if (this.refusesLogs)
            throw new Refusal("AccessDeniedException", "not authorized to perform: logs:FilterLogEvents");
        const stream = `command-${this.sent.length}/i-1/`;
        if (logStreamNamePrefix !== stream) throw new Refusal("ResourceNotFoundException", "");
        const events = (this.script.logged ?? []).map((message) => ({
            logStreamName: `${stream}release/stderr`,
            message,
        }));
        return { events: [...events, { logStreamName: `${stream}release/stdout`, message: "not progress" }] };
    }
}
