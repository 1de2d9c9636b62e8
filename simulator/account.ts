import * as fs from "node:fs";
import * as path from "node:path";
import seed from "./account.json";
import { Account, ExistingResource, Properties } from "./resource-type";
import { isObject, open } from "./wire";

/** Where the simulated account is kept; every plugin process of a stack shares this folder. */
export const ACCOUNT_FOLDER = "HRMS_SIM_ACCOUNT";

/** A resource as the account knows it. `generation` counts the creations under one URN, so ids never repeat. */
export interface Entry extends ExistingResource {
    readonly generation: number;
}

type Record = ({ readonly op: "put" } & Entry) | { readonly op: "delete"; readonly key: string };

/** Of what is in the account, what a rule looks at. */
export interface Viewpoint {
    /** Region of the provider that asks. */
    readonly region: string;
    /** Leaves out everything under this URN: a resource does not conflict with itself. */
    readonly except?: string;
    /** Adds what the running preview has planned. */
    readonly planned?: boolean;
}

const regionOf = ({ inputs }: ExistingResource): string =>
    typeof inputs.region === "string" ? inputs.region : "global";

/** With the URN, for AWS's ids are not unique: two groups may each have a lifecycle hook of one name. */
const key = (entry: ExistingResource): string =>
    [entry.token, regionOf(entry), entry.id, entry.urn].join(" ");

/** What is only planned has no id yet, and answers to whatever the program calls it: `configurationSetName`, … */
const namesOf = ({ inputs }: Entry): unknown[] =>
    Object.entries(inputs).flatMap(([property, value]) =>
        /name|identifier|id$/i.test(property) ? [value] : [],
    );

/** One append-only file of JSON lines. Each process reads what the others appended before it looks. */
class Log {
    private offset = 0;

    constructor(readonly file: string) {}

    append(record: object): void {
        fs.mkdirSync(path.dirname(this.file), { recursive: true });
        fs.appendFileSync(this.file, `${JSON.stringify(record)}\n`);
    }

    /** Complete lines added since the last call. */
    news(): unknown[] {
        if (!fs.existsSync(this.file)) {
            return [];
        }
        const text = fs.readFileSync(this.file).subarray(this.offset);
        const complete = text.subarray(0, text.lastIndexOf("\n") + 1);
        this.offset += complete.length;
        return complete
            .toString()
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => this.parse(line));
    }

    private parse(line: string): unknown {
        try {
            return JSON.parse(line);
        } catch {
            throw new Error(
                `${this.file} holds a line that is not JSON: remove the line or the file: ${line}`,
            );
        }
    }
}

/**
 * What exists in the simulated account, outside the Pulumi state as in AWS: `account.json` is there from the start,
 * `<folder>/account.jsonl` holds what programs have created, readable and append-only, so that it survives a killed
 * process. Secret values never get here (see `redact`).
 */
export class SimulatedAccount {
    readonly id = seed.id;
    private readonly existing = new Map<string, Entry>();
    private readonly planned = new Map<string, Entry>();
    private readonly generations = new Map<string, number>();
    private readonly log: Log;
    private readonly plans: Log;

    /**
     * @param folder - the account's folder
     * @param run - what distinguishes one run of the engine from another: its process id
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

    /** @param former - what it was before, where it has changed */
    put(entry: Entry, former?: Entry): void {
        if (former !== undefined && key(former) !== key(entry)) {
            this.delete(former);
        }
        this.log.append({ op: "put", ...entry });
    }

    delete(entry: ExistingResource): void {
        this.log.append({ op: "delete", key: key(entry) });
    }

    plan(entry: Entry): void {
        this.plans.append({ op: "put", ...entry });
    }

    /** The number of the next creation under that URN, from 1. */
    nextGeneration(urn: string): number {
        this.refresh();
        return (this.generations.get(urn) ?? 0) + 1;
    }

    /** By identity, as AWS finds what a delete or a read names; of several, that of the URN. */
    get(token: string, region: string | undefined, id: string, urn: string): Entry | undefined {
        this.refresh();
        const named = [...this.existing.values()].filter(
            (entry) => entry.token === token && entry.id === id && regionOf(entry) === (region ?? "global"),
        );
        return named.find((entry) => entry.urn === urn) ?? named[0];
    }

    view({ region, except, planned }: Viewpoint): Account {
        this.refresh();
        const visible = [...this.existing.values(), ...(planned ? this.planned.values() : [])].filter(
            (entry) => entry.urn === "" || entry.urn !== except,
        );
        const all = (token: string): Entry[] => visible.filter((entry) => entry.token === token);
        const answersTo = (entry: Entry, name: string): boolean =>
            [entry.id, entry.outputs.arn, entry.inputs.name, entry.outputs.name].includes(name) ||
            (entry.id === "" && namesOf(entry).includes(name));
        return {
            id: this.id,
            region,
            all,
            find: (name, ...tokens) =>
                (tokens.length === 0 ? visible : tokens.flatMap(all)).find(
                    (entry) => name !== "" && answersTo(entry, name),
                ),
        };
    }

    private refresh(): void {
        for (const record of this.log.news() as Record[]) {
            if (record.op === "delete") {
                this.existing.delete(record.key);
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
