/** A stack in AWS, as deployments see it. */
import { setTimeout as sleep } from "node:timers/promises";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { alarmsThatAreOn } from "../../components/rollout/alarms";
import { DEPLOYMENT_DOCUMENT, deploymentParameter, type DeploymentDocument } from "../../config/deployment";
import { Fault } from "../fault";
import { hostsOf, refreshesUnderWay } from "../fleet/groups";
import { runOnHost } from "../fleet/systems-manager";
import type { World } from "../deploy/world";
import { clientsIn, type Clients } from "./clients";
import { historyIn } from "./history";
import { takeLock } from "./lock";
import { Objects } from "./objects";
import { pointerOf } from "./pointer";
import { publishedReleases } from "./releases";
import { snapshotsOf } from "./snapshots";

/** A stack that `pulumi up` has created. */
export interface Stack {
    readonly name: string;
    readonly region: string;
    readonly facts: DeploymentDocument;
    readonly clients: Clients;
    readonly releases: Objects;
    readonly files: Objects;
}

/**
 * Reads what the stack says of itself.
 * @throws Fault if it does not exist, or was created by an older version
 */
export async function openStack(name: string, region: string): Promise<Stack> {
    const clients = clientsIn(region);
    const facts = DEPLOYMENT_DOCUMENT.parse(JSON.parse(await readFacts(name, region, clients)));
    return {
        ...{ name, region, facts, clients },
        releases: new Objects(clients.s3, facts.releasesBucket),
        files: new Objects(clients.s3, facts.staticBucket),
    };
}

async function readFacts(name: string, region: string, { ssm }: Clients): Promise<string> {
    try {
        const { Parameter } = await ssm.send(new GetParameterCommand({ Name: deploymentParameter(name) }));
        return Parameter?.Value ?? "";
    } catch (error) {
        if ((error as Error).name !== "ParameterNotFound") throw error;
        throw new Fault({
            what: `There is no stack ${name} in ${region} of this account: it has no parameter ${deploymentParameter(name)}.`,
            fix: `create or update it with \`pulumi up --stack ${name}\`, and see whether the AWS credentials are those of its account (aws sts get-caller-identity).`,
        });
    }
}

/** @param terminal - what a person sees, and whether they have asked to stop */
export async function worldOf(stack: Stack, terminal: Pick<World, "say" | "isInterrupted">): Promise<World> {
    const { name, facts, clients, releases, files } = stack;
    const { autoScaling, logs, rds, ssm, sts } = clients;
    const now = (): Date => new Date();
    const pause = (seconds: number): Promise<void> => sleep(seconds * 1000);
    const channel = { ssm, logs, pause, document: facts.command, logGroup: facts.logGroups.system };
    const { Arn: who = "" } = await sts.send(new GetCallerIdentityCommand({}));
    return {
        ...{ ...terminal, stack: name, who, now, pause },
        fleet: {
            hosts: () => hostsOf(facts.groups, autoScaling),
            run: (host, args, tell) => runOnHost(channel, host, args, tell),
        },
        refreshes: () => refreshesUnderWay(facts.groups, autoScaling),
        releases: publishedReleases({ stack: name, releases, files, publicKey: facts.publicKey }),
        pointer: pointerOf(name, ssm),
        snapshot: snapshotsOf({ rds, now, pause, say: terminal.say, database: facts.database }),
        alarmsOn: () => alarmsThatAreOn(facts.alarms, autoScaling),
        lock: (purpose) => takeLock(releases, purpose, { who, now }),
        history: historyIn(releases),
    };
}
