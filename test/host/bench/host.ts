import { setTimeout as sleep } from "node:timers/promises";
import type { Bench } from "./bench";
import type { Machine, Ran } from "./machine";

/** Complaints, what bin/setup said, and what the services did. */
const WHAT_HAPPENED = `log() { journalctl --boot --no-pager --output=cat "$@"; }
    log --lines=40 --priority=notice
    log --lines=100 --unit=cloud-final --unit=cloud-init-main
    log --lines=20 --unit='hrms-*' --unit=nginx`;

/** An instance of one of the stack's groups. */
export class Host {
    private readonly launched = performance.now();

    constructor(
        readonly machine: Machine,
        readonly address: string,
        readonly instance: string,
        private readonly bench: Bench,
    ) {}

    /**
     * Resolves when the host has told its group that it is set up; gives the seconds since its launch. Throws with the
     * end of what it logged where cloud-init failed, or where that takes more than `patience` seconds.
     */
    async settled(patience = 300): Promise<number> {
        const deadline = this.launched + patience * 1000;
        while (!this.bench.cloud.completed.some(({ instance }) => instance === this.instance)) {
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

    /** Runs the application's manage.py as the host does, with these variables over its environment. */
    async manage(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Ran> {
        const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"\n`);
        // A file, as arguments are for everyone to read.
        await this.machine.run(["sh", "-c", "umask 077; cat > /run/bench.env"], lines.join(""));
        const ran = await this.machine.run([
            "sh",
            "-c",
            'sed "s#--property=EnvironmentFile=/run/hrms/env#& --property=EnvironmentFile=/run/bench.env#" ' +
                '/opt/hrms/bin/manage > /run/bench-manage; exec sh /run/bench-manage "$@"',
            "manage",
            ...args,
        ]);
        await this.machine.run(["rm", "/run/bench.env"]);
        return ran;
    }

    /** Brings the database's tables up to date, as the user that may. */
    async migrate(): Promise<Ran> {
        const { migratorPassword } = this.bench.secrets;
        return this.manage(["migrate", "--noinput"], {
            DB_USER: "hrms_migrator",
            DB_PASSWORD: migratorPassword,
        });
    }

    /** What the journal has of a unit since the machine's boot. */
    journal(unit: string): Promise<string> {
        return this.machine.sh(`journalctl --unit=${unit} --boot --no-pager --output=cat`);
    }
}
