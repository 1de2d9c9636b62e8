/** Runs the host's `release` command through SSM Run Command, with the one document of the stack that can do that. */
import { FilterLogEventsCommand, type CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import {
    GetCommandInvocationCommand,
    SendCommandCommand,
    type GetCommandInvocationResult,
    type SSMClient,
} from "@aws-sdk/client-ssm";
import { z } from "zod";
import { lastLine } from "../../system/run";
import { HostFailure, HostLost, type Host } from "./fleet";

export interface Channel {
    readonly ssm: SSMClient;
    readonly logs: CloudWatchLogsClient;
    /** Name of the SSM document. */
    readonly document: string;
    /** Name of the log group that gets what commands print. */
    readonly logGroup: string;
    readonly pause: (seconds: number) => Promise<void>;
}

/** The agent asks for its commands all the time. Longer than this, the host is gone or its agent is. */
const DELIVERY_SECONDS = 120;
const POLL_SECONDS = 2;
/** CloudWatch Logs allows few requests in a second to an account. */
const POLLS_PER_LOOK_AT_LOGS = 5;
/** How often SSM may answer that it does not know the command, right after it took it. */
const PATIENCE_FOR_NEW = 15;

const FAILED = z.object({ failed: z.string(), fix: z.string() });

/** The states of a command that has not ended. */
const UNDER_WAY = ["Pending", "InProgress", "Delayed", "Cancelling"];

/** @throws HostFailure, HostLost as `Fleet.run` */
export async function runOnHost(
    channel: Channel,
    host: Host,
    [command = "", release = ""]: readonly string[],
    tell: (line: string) => void,
): Promise<unknown> {
    const id = await send(channel, host, command, release);
    const progress = new Progress(channel, `${id}/${host.id}/`, tell);
    const ended = await follow(channel, host, id, progress);
    progress.finish(ended.StandardErrorContent ?? "");
    return answerOf(ended, host, command);
}

async function send(
    { ssm, document, logGroup }: Channel,
    host: Host,
    command: string,
    release: string,
): Promise<string> {
    try {
        const { Command } = await ssm.send(
            new SendCommandCommand({
                DocumentName: document,
                InstanceIds: [host.id],
                Parameters: { Command: [command], ...(release !== "" && { Release: [release] }) },
                TimeoutSeconds: DELIVERY_SECONDS,
                Comment: `release ${command} ${release.slice(0, 12)}`.trim(),
                CloudWatchOutputConfig: { CloudWatchOutputEnabled: true, CloudWatchLogGroupName: logGroup },
            }),
        );
        return Command?.CommandId ?? "";
    } catch (error) {
        if ((error as Error).name === "InvalidInstanceId") {
            throw new HostLost(
                host,
                "Systems Manager does not know it: it has ended, or its agent does not run",
            );
        }
        throw error;
    }
}

async function follow(
    { ssm, pause }: Channel,
    host: Host,
    id: string,
    progress: Progress,
): Promise<GetCommandInvocationResult> {
    for (let polls = 0; ; polls++) {
        await pause(POLL_SECONDS);
        if (polls % POLLS_PER_LOOK_AT_LOGS === POLLS_PER_LOOK_AT_LOGS - 1) await progress.look();
        try {
            const invocation = await ssm.send(
                new GetCommandInvocationCommand({ CommandId: id, InstanceId: host.id }),
            );
            if (!UNDER_WAY.includes(invocation.Status ?? "Pending")) return invocation;
        } catch (error) {
            if ((error as Error).name !== "InvocationDoesNotExist" || polls >= PATIENCE_FOR_NEW) throw error;
        }
    }
}

function answerOf(ended: GetCommandInvocationResult, host: Host, command: string): unknown {
    const {
        Status = "",
        StatusDetails = Status,
        StandardOutputContent = "",
        StandardErrorContent = "",
    } = ended;
    if (Status !== "Success" && StatusDetails !== "Failed") {
        throw new HostLost(host, `\`release ${command}\` ended as ${StatusDetails}`);
    }
    const answer = jsonOf(lastLine(StandardOutputContent));
    if (Status === "Success" && answer !== undefined) return answer;
    const { success, data } = FAILED.safeParse(answer);
    if (success) throw new HostFailure(host, data.failed, data.fix);
    throw new HostFailure(
        host,
        `\`release ${command}\` ended without an answer: ${lastLine(StandardErrorContent) || "it printed nothing"}`,
        "read the host's log: npx hrms release logs",
    );
}

function jsonOf(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** What a command prints on its way. SSM itself shows it only at the end, so it comes from CloudWatch Logs until then. */
class Progress {
    private told = 0;
    private isReadable = true;

    constructor(
        private readonly channel: Channel,
        private readonly streams: string,
        private readonly tell: (line: string) => void,
    ) {}

    /** Progress is a comfort: if it cannot be read, that is said once, and the command goes on. */
    async look(): Promise<void> {
        if (!this.isReadable) return;
        const { logs, logGroup } = this.channel;
        try {
            const { events = [] } = await logs.send(
                new FilterLogEventsCommand({ logGroupName: logGroup, logStreamNamePrefix: this.streams }),
            );
            const printed = events.filter(({ logStreamName }) => logStreamName?.endsWith("/stderr"));
            this.show(printed.flatMap(({ message = "" }) => linesOf(message)));
        } catch (error) {
            // The stream begins with the first line.
            if ((error as Error).name === "ResourceNotFoundException") return;
            this.isReadable = false;
            this.tell(`its progress cannot be shown: ${(error as Error).message}`);
        }
    }

    /** @param stderr - all that it printed, if that is not cut off */
    finish(stderr: string): void {
        this.show(linesOf(stderr));
    }

    private show(lines: readonly string[]): void {
        lines.slice(this.told).forEach((line) => {
            this.tell(line);
        });
        this.told = Math.max(this.told, lines.length);
    }
}

const linesOf = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");
