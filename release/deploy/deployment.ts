/** A deployment in progress: what its steps share. */
import type { Answer } from "../fleet/commands";
import { HostLost, type Host } from "../fleet/fleet";
import { Fault } from "../fault";
import type { Held, Pointer, Request, World } from "./world";

/** The person asked to stop, and nothing is half done. */
export class Interrupted extends Error {}

export const short = (release: string | null): string => release?.slice(0, 12) ?? "no release";

export class Deployment {
    /** What the `migrations` gate found. */
    migrations: Answer<"migrations"> = { pending: [], unapplied_on_rollback: [], destructive: [] };
    /** Hosts that have the release. A host that boots later has only that of its boot. */
    readonly installedOn = new Set<string>();
    /** The name of the snapshot, if one was taken. */
    snapshot: string | undefined;
    /** Alarms that were on before anything changed. They are not watched. */
    alarmsBefore: readonly string[] = [];
    /** Whether hosts or the parameter may differ from what they were. From here on, a failure goes back. */
    hasBegun = false;

    constructor(
        readonly request: Request,
        readonly world: World,
        /** The parameter before. */
        readonly from: Pointer,
        private readonly held: Held,
    ) {}

    get release(): string {
        return this.request.release;
    }

    /** The parameter's value once this deployment has begun. A second run of the same one keeps the release before it. */
    get to(): Pointer {
        const { release, from } = this;
        return { release, previous: from.release === release ? from.previous : from.release };
    }

    /**
     * The parameter's value if this deployment goes back. A second run of a killed one finds its own release there already;
     * what was two releases ago is lost then.
     */
    get back(): Pointer {
        const { release, from } = this;
        return from.release === release ? { release: from.previous, previous: null } : from;
    }

    /** Between any two actions: here nothing is half done, so this is where to stop. */
    async checkpoint(): Promise<void> {
        if (this.world.isInterrupted()) throw new Interrupted();
        await this.held.check();
    }

    async serving(): Promise<readonly Host[]> {
        return (await this.world.fleet.hosts()).filter(({ state }) => state === "serving");
    }

    /** Whether the host was there a moment ago and is not any more: its group ended it, which fails nothing. */
    async hasLeft(host: Host): Promise<boolean> {
        return (await this.serving()).every(({ id }) => id !== host.id);
    }

    /**
     * The hosts on which migrations run: workers, or web hosts where there are no workers, as the permissions of hosts have
     * it (`runsMigrations` in components/hosts/permissions.ts).
     */
    async onMigrator<T>(work: (host: Host) => Promise<T>): Promise<T> {
        const serving = await this.serving();
        const workers = serving.filter(({ role }) => role === "worker");
        const [host] = workers.length > 0 ? workers : serving;
        if (host === undefined) throw noHost(this.world.stack);
        try {
            return await work(host);
        } catch (error) {
            if (error instanceof HostLost && (await this.hasLeft(host))) {
                this.world.say(`${host.id} has ended; trying another host`);
                return this.onMigrator(work);
            }
            throw error;
        }
    }

    /** A line about a host, as it comes. */
    teller(host: Host): (line: string) => void {
        return (line) => {
            this.world.say(`    ${host.id}: ${line}`);
        };
    }
}

export const noHost = (stack: string): Fault =>
    new Fault({
        what: `Stack ${stack} has no host in service.`,
        fix: `wait until one is, then run this again. \`npx hrms release status --stack ${stack}\` shows hosts that start; docs/runbook/alarms.md says what to do if none comes up.`,
    });
