/**
 * A stack in memory, with hosts that refuse what real ones refuse. It survives the runs of a deployment, of which each can be
 * killed at any call.
 */
import { Fault } from "../../../../release/fault";
import { HostFailure, HostLost, type Host } from "../../../../release/fleet/fleet";
import type { DeploymentRecord } from "../../../../release/deploy/record";
import type { Held, Pointer, World } from "../../../../release/deploy/world";

export const A = "a".repeat(64);
export const B = "b".repeat(64);
export const C = "c".repeat(64);

interface Machine extends Host {
    state: Host["state"];
    installed: Set<string>;
    current: string | null;
    previous: string | null;
    /** Looks at a booting host until it joins. */
    bootsIn: number;
}

interface Release {
    readonly migrations: readonly string[];
    readonly destructive?: readonly string[];
    /** The hosts on which it does not start; undefined: on all it does. */
    readonly failsOn?: readonly string[];
    readonly isForged?: true;
    readonly missingStatic?: readonly string[];
    /** Fails after the first of its migrations. */
    readonly migrationFails?: true;
}

/** How a run ends at a call of the world. */
type End = "killed before" | "killed after";

/** The process is gone: nothing that it calls from now on has an effect. */
export class Killed extends Error {}

const LOCK_MS = 300_000;

export class Stage {
    machines: Machine[];
    pointer: Pointer = { release: A, previous: null };
    readonly applied = ["app.0001_initial"];
    readonly snapshots: { label: string; applied: number }[] = [];
    readonly records: DeploymentRecord[] = [];
    readonly said: string[] = [];
    /** What every host was asked, in order. */
    readonly asked: string[] = [];
    /** Calls of the world by their names, in order. */
    readonly calls: string[] = [];
    superusers = 0;
    /** Whether the fixtures are in the database. */
    loaded = false;
    alarms: string[] = [];
    refreshing: string[] = [];
    interrupted = false;
    lock: { expires: number } | undefined;
    /** Done before the call with this number (from 1) takes effect. */
    events: Record<number, () => void> = {};
    releases: Record<string, Release> = {
        [A]: { migrations: ["app.0001_initial"] },
        [B]: { migrations: ["app.0001_initial", "app.0002_more", "app.0003_most"] },
    };
    private time = Date.parse("2026-11-30T12:00:00Z");
    private fault: Error | undefined;

    constructor(
        hosts: Readonly<Record<string, Host["role"]>> = {
            w1: "worker",
            w2: "worker",
            web1: "web",
            web2: "web",
        },
    ) {
        this.machines = Object.entries(hosts).map(([id, role]) => this.machine(id, role));
    }

    private machine(id: string, role: Host["role"]): Machine {
        const installed = new Set([A]);
        return { id, role, state: "serving", installed, current: A, previous: null, bootsIn: 0 };
    }

    /** A host that its group starts now. */
    boots(id: string, role: Host["role"] = "web", looks = 3): void {
        this.machines.push({ ...this.machine(id, role), state: "starting", current: null, bootsIn: looks });
    }

    ends(id: string): void {
        this.machines = this.machines.filter((machine) => machine.id !== id);
    }

    /** Time goes by, as while a person looks at what happened. */
    waits(seconds: number): void {
        this.time += seconds * 1000;
    }

    /** Fails this and every later call of the world, as a lost connection does. */
    cutOff(error: Error): void {
        this.fault = error;
    }

    /** Makes a release another one than it was. */
    alter(release: string, change: Partial<Release>): void {
        this.releases[release] = { migrations: [], ...this.releases[release], ...change };
    }

    currents(): Record<string, string | null> {
        return Object.fromEntries(this.machines.map(({ id, current }) => [id, current]));
    }

    /** The world as one run of a deployment sees it. @param at - the call at which the run ends, from 1 */
    world(at = Infinity, end: End = "killed before"): World {
        let count = 0;
        this.calls.length = 0;
        this.fault = undefined;
        const call = <T>(name: string, effect: () => T): Promise<T> => {
            count++;
            this.calls.push(name);
            if (this.fault !== undefined || count > at) return Promise.reject(this.fault ?? new Killed());
            this.events[count]?.();
            if (count === at && end === "killed before") return Promise.reject(new Killed());
            try {
                const value = effect();
                return count === at ? Promise.reject(new Killed()) : Promise.resolve(value);
            } catch (error) {
                return Promise.reject(count === at ? new Killed() : (error as Error));
            }
        };
        return {
            stack: "prod",
            who: "arn:aws:sts::123456789012:assumed-role/deployer/ann",
            fleet: {
                hosts: () => call("hosts", () => this.look()),
                run: (host, args, tell) => {
                    tell("one line");
                    return call(args.join(" ").slice(0, 12), () => this.command(host.id, args));
                },
            },
            refreshes: () => call("refreshes", () => this.refreshing),
            releases: {
                verify: (release) =>
                    call("verify", () => {
                        const known = this.releases[release];
                        if (known === undefined || known.isForged) {
                            throw new Fault({ what: "not signed", fix: "publish it" });
                        }
                        return "signed";
                    }),
                staticFiles: (release) =>
                    call("static", () => ({
                        count: 9,
                        missing: this.releases[release]?.missingStatic ?? [],
                    })),
            },
            pointer: {
                read: () => call("read parameter", () => this.pointer),
                write: (value) =>
                    call("write parameter", () => {
                        this.pointer = value;
                    }),
            },
            snapshot: (label) =>
                call("snapshot", () => {
                    const known = this.snapshots.find((each) => each.label === label);
                    if (!known) this.snapshots.push({ label, applied: this.applied.length });
                    return label;
                }),
            alarmsOn: () => call("alarms", () => this.alarms),
            lock: () => call("lock", () => this.take()),
            history: {
                list: () => call("list records", () => [...this.records].reverse()),
                add: (record) => call("add record", () => void this.records.push(record)),
            },
            now: () => new Date(this.time),
            pause: (seconds) => {
                this.waits(seconds);
                return Promise.resolve();
            },
            say: (line) => this.said.push(line),
            isInterrupted: () => this.interrupted,
        };
    }

    private take(): Held {
        if (this.lock !== undefined && this.lock.expires > this.time) {
            throw new Fault({ what: "ann is deploying", fix: "wait" });
        }
        const mine = { expires: this.time + LOCK_MS };
        this.lock = mine;
        return {
            check: () => {
                if (this.lock !== mine) return Promise.reject(new Error("the lock is another's"));
                mine.expires = this.time + LOCK_MS;
                return Promise.resolve();
            },
            release: () => {
                if (this.fault !== undefined) return Promise.reject(this.fault);
                if (this.lock === mine && this.hasProcess()) this.lock = undefined;
                return Promise.resolve();
            },
        };
    }

    /** Set by tests that kill: a dead process gives nothing back. */
    hasProcess: () => boolean = () => true;

    private look(): Host[] {
        for (const machine of this.machines.filter(({ state }) => state === "starting")) {
            machine.bootsIn--;
            if (machine.bootsIn > 0) continue;
            const { release } = this.pointer;
            // A host whose release does not start never joins, and its group starts another one.
            if (release !== null && this.starts(release, machine.id)) {
                Object.assign(machine, { state: "serving", current: release, installed: new Set([release]) });
            } else {
                machine.bootsIn = 3;
            }
        }
        return this.machines.map(({ id, role, state }) => ({ id, role, state }));
    }

    private starts(release: string, id: string): boolean {
        const { migrations, failsOn = [] } = this.releases[release] ?? { migrations: [] };
        return !failsOn.includes(id) && migrations.every((name) => this.applied.includes(name));
    }

    private command(id: string, [name = "", release = ""]: readonly string[]): unknown {
        const machine = this.machines.find((each) => each.id === id);
        if (machine === undefined) throw new HostLost({ id, role: "web", state: "serving" }, "Undeliverable");
        this.asked.push(`${id} ${name}`);
        const refuse = (failed: string): never => {
            throw new HostFailure(machine, failed, "do something");
        };
        const isMigrator = machine.role === "worker" || this.machines.every(({ role }) => role === "web");
        const known = this.releases[release] ?? { migrations: [] };
        if (name === "install") {
            if (!(release in this.releases)) refuse("no such release");
            machine.installed.add(release);
            return { installed: release };
        }
        if (name === "status") {
            const { current, previous, installed } = machine;
            const unit: Record<string, string> = current === null ? {} : { "hrms-worker": current };
            const rest = { colour: "blue", serving: current !== null, background: unit, memory: "both" };
            return { current, previous, installed: [...installed], ...rest };
        }
        if (name === "clean") return {};
        if (!machine.installed.has(release)) refuse("not installed");
        if (name === "check") return { passed: true, warnings: [] };
        if (name === "migrations") {
            const pending = known.migrations.filter((each) => !this.applied.includes(each));
            return {
                pending,
                unapplied_on_rollback: this.applied.filter((each) => !known.migrations.includes(each)),
                destructive: pending
                    .filter((each) => known.destructive?.includes(each))
                    .map((migration) => ({ migration, operation: "RemoveField", why: "its readers fail" })),
            };
        }
        if (name === "switch") {
            if (!this.starts(release, id)) refuse("it is not ready");
            if (machine.current !== release) {
                machine.previous = machine.current;
                machine.current = release;
            }
            return { current: release, previous: machine.previous, seconds: 2, how: "both" };
        }
        if (!isMigrator) refuse("this host's role cannot read the migrator's secret");
        if (name === "fixtures") {
            const has_rows = this.loaded ? "hr.Department" : null;
            const loaded = this.loaded ? 0 : 3;
            this.loaded = true;
            return { fixtures: ["departments"], loaded, has_rows };
        }
        if (name === "superuser") {
            if (this.superusers === 0) this.superusers++;
            return { created: this.superusers === 1, user: "admin" };
        }
        return this.migrate(known, refuse);
    }

    private migrate({ migrations, migrationFails }: Release, refuse: (failed: string) => never): unknown {
        const pending = migrations.filter((each) => !this.applied.includes(each));
        if (migrationFails) {
            this.applied.push(...pending.slice(0, 1));
            refuse("Unknown column");
        }
        this.applied.push(...pending);
        return { applied: pending };
    }
}
