import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "./cloud";
import type { Machine, Ran } from "./machine";

/** Warnings and errors, the output of bin/setup, and the logs of the services. */
const WHAT_HAPPENED = `log() { journalctl --boot --no-pager --output=cat "$@"; }
    log --lines=40 --priority=notice
    log --lines=100 --unit=cloud-final --unit=cloud-init-main
    log --lines=20 --unit='hrms-*' --unit=nginx`;

/** The last line of /opt/hrms/bin/release: what a command did, or why it did not. */
export type ReleaseAnswer = Readonly<Record<string, unknown>> & {
    readonly failed?: string;
    readonly fix?: string;
};

/** What a host needs to know of its surroundings. */
interface Surroundings {
    readonly cloud: Cloud;
    readonly secrets: { readonly migratorPassword: string };
}

/** An instance of one of the stack's Auto Scaling groups. */
export class Host {
    private readonly launched = performance.now();

    constructor(
        readonly machine: Machine,
        readonly address: string,
        readonly instance: string,
        private readonly lab: Surroundings,
    ) {}

    /**
     * Resolves to the seconds since launch, as soon as the host completes its group's lifecycle hook. Throws with the
     * end of its logs if cloud-init fails, or if it takes more than `patience` seconds.
     */
    async settled(patience = 300): Promise<number> {
        const deadline = this.launched + patience * 1000;
        while (!this.lab.cloud.completed.some(({ instance }) => instance === this.instance)) {
            const { stdout: status } = await this.machine.run(["cloud-init", "status"]);
            if (performance.now() > deadline || status.includes("error")) {
                const { stdout } = await this.machine.run(["sh", "-c", WHAT_HAPPENED]);
                const how = status.includes("error") ? "failed at its first boot" : `took over ${patience} s`;
                throw new Error(`${this.machine.name} ${how}: ${stdout}`);
            }
            await sleep(500);
        }
        return (performance.now() - this.launched) / 1000;
    }

    /** Runs the application's manage.py as the host does. These variables override its environment. */
    async manage(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Ran> {
        const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"\n`);
        // In a file, because every user can read the arguments of a process.
        await this.machine.run(["sh", "-c", "umask 077; cat > /run/lab.env"], lines.join(""));
        const ran = await this.machine.run([
            "sh",
            "-c",
            'sed "s#--property=EnvironmentFile=/run/hrms/env#& --property=EnvironmentFile=/run/lab.env#" ' +
                '/opt/hrms/bin/manage > /run/lab-manage; exec sh /run/lab-manage "$@"',
            "manage",
            ...args,
        ]);
        await this.machine.run(["rm", "/run/lab.env"]);
        return ran;
    }

    /** Migrates the database, as the migrator user. */
    async migrate(): Promise<Ran> {
        const { migratorPassword } = this.lab.secrets;
        return this.manage(["migrate", "--noinput"], {
            DB_USER: "hrms_migrator",
            DB_PASSWORD: migratorPassword,
        });
    }

    /** Runs a command of /opt/hrms/bin/release. Returns its answer, which has `failed` and `fix` if it failed. */
    async release(...args: readonly string[]): Promise<ReleaseAnswer> {
        const { code, stdout, stderr } = await this.machine.run(["/opt/hrms/bin/release", ...args]);
        const answer = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as ReleaseAnswer;
        if ((code === 0) === "failed" in answer) {
            throw new Error(`release ${args.join(" ")} ended with ${code}: ${stdout}${stderr}`);
        }
        return answer;
    }

    /** The unit's log since the machine booted. */
    journal(unit: string): Promise<string> {
        return this.machine.sh(`journalctl --unit=${unit} --boot --no-pager --output=cat`);
    }
}
