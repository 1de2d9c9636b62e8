import * as fs from "node:fs";
import * as path from "node:path";
import seed from "./account.json";
import { Account, ExistingResource, Properties } from "./resource-type";
import { isObject, open } from "./wire";

/** Environment variable with the folder of the simulated account. All plugin processes of a stack share the folder. */
export const ACCOUNT_FOLDER = "HRMS_SIM_ACCOUNT";

/** A resource in the account. `generation` counts how often a URN was created, so that IDs never repeat. */
export interface Entry extends ExistingResource {
    readonly generation: number;
    /** Changes that AWS has accepted and applies later. */
    readonly pending?: Pending;
}

export interface Pending {
    readonly inputs: Properties;
    /** What follows from them. */
    readonly outputs: Properties;
    /** When the maintenance window begins that applies them, in milliseconds since 1970. */
    readonly from: number;
}

type Record =
    | ({ readonly op: "put" } & Entry)
    | { readonly op: "delete"; readonly key: string }
    | { readonly op: "wait"; readonly milliseconds: number };

/** The part of the account that a check sees. */
export interface Viewpoint {
    /** Region of the provider. */
    readonly region: string;
    /** Hides the resources with this URN, because a resource does not conflict with itself. */
    readonly except?: string;
    /** Includes what the running preview has planned. */
    readonly planned?: boolean;
}

const regionOf = ({ inputs }: ExistingResource): string =>
    typeof inputs.region === "string" ? inputs.region : "global";

/** Includes the URN because AWS's IDs are not unique: two groups can each have a lifecycle hook with the same name. */
const key = (entry: ExistingResource): string =>
    [entry.token, regionOf(entry), entry.id, entry.urn].join(" ");

/** A planned resource has no ID yet. It is found by any name in its inputs, such as `configurationSetName`. */
const namesOf = ({ inputs }: Entry): unknown[] =>
    Object.entries(inputs).flatMap(([property, value]) =>
        /name|identifier|id$/i.test(property) ? [value] : [],
    );

/** An append-only file of JSON lines. Before a look-up, each process reads what the other processes appended. */
class Log {
    private offset = 0;

    constructor(readonly file: string) {}

    append(record: object): void {
        fs.mkdirSync(path.dirname(this.file), { recursive: true });
        fs.appendFileSync(this.file, `${JSON.stringify(record)}\n`);
    }

    /** Complete lines added since the last call. */
    news(): unknown[] {
        const text = this.readOn();
        const complete = text.subarray(0, text.lastIndexOf("\n") + 1);
        this.offset += complete.length;
        return complete
            .toString()
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => this.parse(line));
    }

    /** Reads from the offset on. A plugin reads many times for each resource, and the file grows long. */
    private readOn(): Buffer {
        const size = fs.statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
        if (size <= this.offset) return Buffer.alloc(0);
        const descriptor = fs.openSync(this.file, "r");
        try {
            const added = Buffer.alloc(size - this.offset);
            return added.subarray(0, fs.readSync(descriptor, added, 0, added.length, this.offset));
        } finally {
            fs.closeSync(descriptor);
        }
    }

    private parse(line: string): unknown {
        try {
            return JSON.parse(line);
        } catch {
            throw new Error(
                `${this.file} contains a line that is not JSON. Remove the line or the file: ${line}`,
            );
        }
    }
}

/**
 * What exists in the simulated account. As in AWS, it is separate from the Pulumi state. `account.json` holds what is
 * there from the start, and `<folder>/account.jsonl` what programs have created. That file is readable and append-only,
 * so it survives a killed process. It never contains secret values (see `redact`).
 */
export class SimulatedAccount {
    readonly id = seed.id;
    private readonly existing = new Map<string, Entry>();
    private readonly planned = new Map<string, Entry>();
    private readonly generations = new Map<string, number>();
    /** How far the account's clock is ahead, in milliseconds. */
    private waited = 0;
    private readonly log: Log;
    private readonly plans: Log;

    /**
     * @param folder - folder of the account
     * @param run - process ID of the engine, which tells runs apart
     */
    constructor(folder: string, run: number) {
        this.log = new Log(path.join(folder, "account.jsonl"));
        this.plans = new Log(path.join(folder, `planned-${run}.jsonl`));
        for (const { inputs, ...resource } of seed.resources) {
            const entry = { urn: "", name: resource.id, region: "", generation: 1, inputs, ...resource };
            this.existing.set(key(entry), entry);
        }
        removePlansOfEndedRuns(folder);
    }

    /** @param former - the entry before the change, if there was one */
    put(entry: Entry, former?: Entry): void {
        if (former !== undefined && key(former) !== key(entry)) {
            this.delete(former);
        }
        this.log.append({ op: "put", ...entry });
    }

    delete(entry: ExistingResource): void {
        this.log.append({ op: "delete", key: key(entry) });
    }

    /** Lets time pass in the account, so that maintenance windows come and go. */
    wait(milliseconds: number): void {
        this.log.append({ op: "wait", milliseconds });
    }

    /** The account's clock, in milliseconds since 1970. */
    now(): number {
        this.refresh();
        return Date.now() + this.waited;
    }

    /**
     * Changes a resource behind the program's back: as AWS does when it enlarges storage, or as a person does in the console.
     * @param id - ID or name of the resource
     * @throws Error if there is no such resource
     */
    alter(token: string, id: string, changes: Partial<Pick<Entry, "inputs" | "outputs">>): void {
        this.refresh();
        const entry = [...this.existing.values()].find(
            (each) => each.token === token && [each.id, each.name].includes(id),
        );
        if (entry === undefined) throw new Error(`the simulated account has no ${token} ${id}`);
        this.put({
            ...entry,
            inputs: { ...entry.inputs, ...changes.inputs },
            outputs: { ...entry.outputs, ...changes.inputs, ...changes.outputs },
        });
    }

    plan(entry: Entry): void {
        this.plans.append({ op: "put", ...entry });
    }

    /** The number of the next creation of the URN, starting at 1. */
    nextGeneration(urn: string): number {
        this.refresh();
        return (this.generations.get(urn) ?? 0) + 1;
    }

    /** Finds a resource by its ID, as AWS does for a read or a delete. If there are several, prefers the one with the URN. */
    get(token: string, region: string | undefined, id: string, urn: string): Entry | undefined {
        this.refresh();
        const named = this.current().filter(
            (entry) => entry.token === token && entry.id === id && regionOf(entry) === (region ?? "global"),
        );
        return named.find((entry) => entry.urn === urn) ?? named[0];
    }

    view({ region, except, planned }: Viewpoint): Account {
        this.refresh();
        const visible = [...this.current(), ...(planned ? this.planned.values() : [])].filter(
            (entry) => entry.urn === "" || entry.urn !== except,
        );
        const all = (token: string): Entry[] => visible.filter((entry) => entry.token === token);
        const answersTo = (entry: Entry, name: string): boolean =>
            [entry.id, entry.outputs.arn, entry.inputs.name, entry.outputs.name].includes(name) ||
            (entry.id === "" && namesOf(entry).includes(name));
        return {
            id: this.id,
            region,
            every: () => visible,
            all,
            find: (name, ...tokens) =>
                (tokens.length === 0 ? visible : tokens.flatMap(all)).find(
                    (entry) => name !== "" && answersTo(entry, name),
                ),
        };
    }

    /** What exists, with the changes whose time has come. */
    private current(): Entry[] {
        const now = Date.now() + this.waited;
        return [...this.existing.values()].map((entry) => applied(entry, now));
    }

    private refresh(): void {
        for (const record of this.log.news() as Record[]) {
            if (record.op === "delete") {
                this.existing.delete(record.key);
            } else if (record.op === "wait") {
                this.waited += record.milliseconds;
            } else {
                this.existing.set(key(record), record);
                this.generations.set(
                    record.urn,
                    Math.max(record.generation, this.generations.get(record.urn) ?? 0),
                );
            }
        }
        for (const record of this.plans.news() as Entry[]) {
            this.planned.set(record.urn, { ...record, inputs: openProperties(record.inputs) });
        }
    }
}

function applied(entry: Entry, now: number): Entry {
    const { pending, ...rest } = entry;
    if (pending === undefined || now < pending.from) return entry;
    return {
        ...rest,
        inputs: { ...rest.inputs, ...pending.inputs },
        outputs: { ...rest.outputs, ...pending.outputs },
    };
}

function openProperties(properties: Properties): Properties {
    const opened = open(properties);
    return isObject(opened) ? opened : {};
}

function removePlansOfEndedRuns(folder: string): void {
    const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    for (const file of files) {
        const run = /^planned-(\d+)\.jsonl$/.exec(file)?.[1];
        if (run !== undefined && !isRunning(Number(run))) {
            fs.rmSync(path.join(folder, file), { force: true });
        }
    }
}

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
