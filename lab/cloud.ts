/** Stands in for AWS around the hosts of a test: its endpoints, resolver, load balancer and CDN. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { until } from "../system/until";
import {
    MOTO,
    NOTHING,
    type CloudConfig,
    type CloudState,
    type FromCloud,
    type ToCloud,
} from "./cloud/protocol";
import { command } from "./command";
import type { Ran } from "./machine";
import { debianMirror, mirrorConfiguration } from "./mirror";
import { ADDRESSES, entering, type Network } from "./network";
import { startService, stopService } from "./process";
import { pythonPrograms } from "./python";

/** The resolver's log, with every question. In the lab's folder. */
export const RESOLVER_LOG = "resolver.log";

/** moto, with the services that hosts and deployments use. */
export const MOTO_REQUIREMENTS = [
    "moto[server,cloudwatch,kms,logs,rds,s3,secretsmanager,ses,ssm,sts]==5.1.22",
    "boto3==1.44.5",
];

export interface CloudArgs {
    readonly network: Network;
    readonly folder: string;
    readonly config: CloudConfig;
    /** Addresses by DNS name, each with all names below it. */
    readonly names: Readonly<Record<string, string>>;
}

export interface Upload {
    readonly bucket: string;
    readonly key: string;
    readonly file: string;
    readonly type?: string;
    /** Whether everyone may read it. */
    readonly public?: boolean;
}

/** What to put into the AWS stand-in; see cloud/seed.py. */
export interface Seed {
    readonly buckets?: readonly string[];
    readonly objects?: readonly Upload[];
    readonly parameters?: Readonly<Record<string, string>>;
    readonly secrets?: Readonly<Record<string, unknown>>;
    readonly senders?: readonly string[];
    readonly logGroups?: readonly string[];
    /** Identifiers of RDS instances. */
    readonly databases?: readonly string[];
    /** KMS keys that sign, by a name for the answer. */
    readonly signingKeys?: readonly string[];
    /** What a key has to sign: its ARN, and the message in base64. */
    readonly sign?: { readonly key: string; readonly message: string };
}

/** What AWS made of it. */
export interface Seeded {
    /** ARNs of the secrets by name. */
    readonly arns: Readonly<Record<string, string>>;
    /** Public keys are base64 of the DER SubjectPublicKeyInfo. */
    readonly keys: Readonly<Record<string, { readonly arn: string; readonly publicKey: string }>>;
    /** Base64 of the ASN.1 DER signature. */
    readonly signature: string | null;
}

export interface Mail {
    readonly source: string;
    readonly destinations: readonly string[];
    /** Headers and text. */
    readonly raw_data: string;
}

export class Cloud {
    private state = NOTHING;
    /** Runs a script on an instance, as AWS's agent does. */
    runOn: (instance: string, script: string) => Promise<Ran> = () =>
        Promise.reject(new Error("There are no hosts."));
    /** What hosts told their group about their health, in order. */
    readonly reportedHealth: { readonly status: string; readonly instance: string }[] = [];
    /** Addresses of hosts that missed the load balancer's checks, in order. */
    readonly terminated: string[] = [];
    /** Lifecycle hooks that hosts completed, in order. */
    readonly completed: { readonly hook: string; readonly instance: string }[] = [];

    /** Envelopes sent to Sentry, in order. */
    readonly reported: string[] = [];

    private constructor(
        private readonly args: CloudArgs,
        private readonly services: readonly ChildProcess[],
        private readonly main: ChildProcess,
        private readonly mirror: Server,
        private readonly programs: string,
    ) {
        main.on("message", (message: FromCloud) => {
            if ("run" in message) {
                const { request, instance, script } = message.run;
                void this.runOn(instance, script)
                    .catch((error: unknown) => ({ code: -1, stdout: "", stderr: String(error) }))
                    .then((ran) => this.main.send({ ran: { ...ran, request } } satisfies ToCloud));
                return;
            }
            if (!("happened" in message)) {
                return;
            }
            if ("completed" in message.happened) {
                this.completed.push(message.happened.completed);
            } else if ("reportedHealth" in message.happened) {
                this.reportedHealth.push(message.happened.reportedHealth);
            } else if ("terminated" in message.happened) {
                this.terminated.push(message.happened.terminated);
            } else {
                this.reported.push(message.happened.reported);
            }
        });
    }

    static async start(args: CloudArgs): Promise<Cloud> {
        const { network, folder, config, names } = args;
        const programs = await pythonPrograms(MOTO_REQUIREMENTS);
        const mirrorSocket = join(folder, "mirror.sock");
        const mirror = debianMirror(mirrorSocket);
        const namespace = network.cloud;
        const resolver = startService({
            namespace,
            log: join(folder, RESOLVER_LOG),
            program: [
                ...([
                    "dnsmasq",
                    "--keep-in-foreground",
                    "--no-resolv",
                    "--no-hosts",
                    "--conf-file=/dev/null",
                ] as const),
                ...["--log-queries", "--log-facility=-"],
                ...["--bind-interfaces", `--listen-address=${ADDRESSES.resolver}`, "--pid-file="],
                ...Object.entries(names).map(([name, address]) => `--address=/${name}/${address}`),
            ],
        });
        const mirrorFile = join(folder, "mirror.conf");
        writeFileSync(mirrorFile, mirrorConfiguration({ folder, socket: mirrorSocket, ...config }));
        const packages = startService({
            namespace,
            log: join(folder, "mirror.log"),
            program: ["nginx", "-e", "stderr", "-c", mirrorFile],
        });
        const moto = startService({
            namespace,
            log: join(folder, "aws.log"),
            program: [join(programs, "moto_server"), "--host", MOTO.host, "--port", String(MOTO.port)],
        });
        const main = startService({
            namespace,
            log: join(folder, "cloud.log"),
            channel: true,
            program: [
                process.execPath,
                ...["--import", createRequire(__filename).resolve("tsx"), join(__dirname, "cloud/main.ts")],
            ],
        });
        const cloud = new Cloud(args, [resolver, packages, moto], main, mirror, programs);
        await cloud.tell({ configure: config });
        const answers = (): boolean => cloud.moto !== "";
        await until(`moto answers (its log is ${folder}/aws.log)`, answers, 60);
        return cloud;
    }

    /** Changes how the stand-ins behave. */
    async set(change: Partial<CloudState>): Promise<void> {
        this.state = { ...this.state, ...change };
        await this.tell({ state: this.state });
    }

    get instances(): CloudState["instances"] {
        return this.state.instances;
    }

    get targets(): CloudState["targets"] {
        return this.state.targets;
    }

    /** Fills the AWS stand-in. */
    seed(seed: Seed): Seeded {
        const answer = command(
            "ip",
            entering(this.args.network.cloud, [
                join(this.programs, "python"),
                join(__dirname, "cloud/seed.py"),
            ]),
            JSON.stringify({
                ...seed,
                endpoint: `http://${MOTO.host}:${MOTO.port}`,
                region: this.args.config.region,
            }),
        );
        return JSON.parse(answer) as Seeded;
    }

    /** E-mails sent through SES, unchanged. */
    get sentMails(): readonly Mail[] {
        return (JSON.parse(this.moto) as { ses: { RawMessage?: Mail[] } }).ses.RawMessage ?? [];
    }

    /** Everything in moto, as JSON. */
    private get moto(): string {
        const url = `http://${MOTO.host}:${MOTO.port}/moto-api/data.json`;
        return command("ip", entering(this.args.network.cloud, ["curl", "--silent", "--fail", url]));
    }

    async stop(): Promise<void> {
        this.mirror.close();
        await Promise.all([this.main, ...this.services].map((service) => stopService(service, "SIGKILL")));
    }

    private async tell(message: ToCloud): Promise<void> {
        const answered = new Promise<void>((resolve, reject) => {
            const listen = (answer: FromCloud): void => {
                if ("happened" in answer || "run" in answer) {
                    return;
                }
                this.main.off("message", listen);
                if ("failed" in answer) {
                    reject(new Error(answer.failed));
                } else {
                    resolve();
                }
            };
            this.main.on("message", listen);
            void once(this.main, "exit").then(() => {
                reject(new Error(readFileSync(join(this.args.folder, "cloud.log"), "utf8")));
            });
        });
        this.main.send(message);
        await answered;
    }
}
