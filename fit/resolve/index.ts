/** Whether the requirements can be installed on a host: questions to the index, from one for all to one for each fault. */
import * as fs from "node:fs";
import * as path from "node:path";
import { CHECKOUT } from "../../system/checkout";
import type { Fact, Place, Project } from "../facts";
import { pinOf } from "../rules/versions";
import type { Fault } from "./faults";
import type { Answer, Question, Versions } from "./uv";

type Requirement = Fact<"requirement">;

/** Somebody who answers {@link Question}s. */
export interface Index {
    readonly ask: (question: Question) => Promise<Answer>;
}

/** What hosts add to a project's requirements. */
const HOST_REQUIREMENTS = path.join(CHECKOUT, "host/root/opt/hrms/django/requirements.txt");

export const hostRequirements = (): string[] =>
    fs
        .readFileSync(HOST_REQUIREMENTS, "utf8")
        .split("\n")
        .filter((line) => /^[A-Za-z]/.test(line));

export interface ResolveOptions {
    readonly hosts: readonly string[];
    /** Milliseconds since the epoch after which no further question is asked. */
    readonly until: number;
    /** Told what is being asked. */
    readonly report?: (text: string) => void;
}

/** Facts about requirements that cannot be installed; none if all can. */
export async function resolve(project: Project, index: Index, options: ResolveOptions): Promise<Fact[]> {
    const wanted = distinct(project.of("requirement"));
    return wanted.length === 0 ? [] : new Resolution(project, wanted, index, options).facts();
}

/** Requirements that the index can answer for; of two for the same systems, the first. */
function distinct(all: readonly Requirement[]): Requirement[] {
    const asked = all.filter(({ name, url, unreadable }) => name !== "" && !url && unreadable !== true);
    const same = (one: Requirement) => (other: Requirement) =>
        one.name === other.name && one.marker === other.marker;
    return asked.filter((fact) => asked.find(same(fact)) === fact);
}

/** Asks for everything; after each fault, for everything else, so that all faults come to light. */
class Resolution {
    private readonly found: Fact[] = [];
    private readonly excluded = new Set<string>();
    private areDated = false;

    constructor(
        private readonly project: Project,
        private readonly wanted: readonly Requirement[],
        private readonly index: Index,
        private readonly options: ResolveOptions,
    ) {}

    async facts(): Promise<Fact[]> {
        while (Date.now() < this.options.until) {
            this.options.report?.(
                `Asking the index of packages for ${this.wanted.length - this.excluded.size} requirements`,
            );
            const fault = await this.faultOf(this.options.hosts);
            if (fault === undefined) return this.found;
            if (fault.kind === "conflict") return [...this.found, await this.conflict(fault)];
            if (fault.kind === "unreachable") return [...this.found, this.unchecked(fault.why)];
            const before = this.excluded.size;
            await this.leaveOut(fault);
            if (this.excluded.size === before) break;
        }
        const why = "The requirements were resolved in part only: the index of packages took too long.";
        return [...this.found, this.unchecked(why)];
    }

    private async faultOf(hosts: readonly string[]): Promise<Fault | undefined> {
        const lines = [...this.kept().map(lineOf), ...hosts];
        const answer = await this.index.ask({ lines, excluded: [...this.excluded] });
        return "fault" in answer ? answer.fault : undefined;
    }

    /** Tells the project's own contradictions from those with the hosts' requirements. */
    private async conflict(fault: Conflict): Promise<Fact> {
        const own = await this.faultOf([]);
        const { why } = own?.kind === "conflict" ? own : fault;
        return { kind: own === undefined ? "host-conflict" : "conflict", ...this.placeOf(why), why };
    }

    private async leaveOut(fault: Exclude<Fault, Conflict | { kind: "unreachable" }>): Promise<void> {
        if (fault.kind !== "no-wheel") {
            this.exclude({ ...fault, ...this.placeOf(fault.name) });
            return;
        }
        if (!this.areDated) await this.datedPins();
        for (const name of fault.names.filter((each) => !this.excluded.has(each))) {
            const spec = this.wanted.find((fact) => fact.name === name)?.spec ?? "";
            await this.withoutWheel(
                name,
                spec,
                await this.oldest([`${name}${relaxed(spec)}`]),
                fault.hasSource,
            );
        }
    }

    /** Finds all pins without a wheel with one question: for each, the oldest version from the pinned one on that has one. */
    private async datedPins(): Promise<void> {
        this.areDated = true;
        const pins = this.kept().filter(({ spec }) => pinOf(spec) !== undefined);
        const asked = new Set(pins);
        for (;;) {
            const lines = [...asked].map((fact) => `${fact.name}${relaxed(fact.spec)}`);
            const answer = lines.length === 0 ? undefined : await this.index.ask({ lines, oldest: true });
            if (answer === undefined) return;
            if ("fault" in answer) {
                // Those without any wheel come up by themselves, when everything else is asked for.
                const dropped = [...asked].filter(({ name }) => namesOf(answer.fault).includes(name));
                if (dropped.length === 0) return;
                dropped.forEach((fact) => asked.delete(fact));
                continue;
            }
            const dated = [...asked].filter(({ name, spec }) => {
                const nearest = answer.versions.get(name)?.version;
                return nearest !== undefined && !isSame(nearest, pinOf(spec) ?? "");
            });
            await Promise.all(dated.map((fact) => this.withoutWheel(fact.name, fact.spec, answer.versions)));
            return;
        }
    }

    private async oldest(lines: readonly string[]): Promise<Versions> {
        const answer = await this.index.ask({ lines, oldest: true });
        return "fault" in answer ? new Map() : answer.versions;
    }

    /** Says what the package is without, and goes on without the package. */
    private async withoutWheel(
        name: string,
        spec: string,
        versions: Versions,
        hasSource = true,
    ): Promise<void> {
        const place = this.placeOf(name);
        const alone = await this.index.ask({ lines: [`${name}${spec}`], oldest: true });
        const fault = "fault" in alone ? alone.fault : undefined;
        if (fault?.kind === "no-version") {
            this.exclude({ kind: "no-version", name, spec, ...place });
            return;
        }
        const nearest = versions.get(name);
        // A wheel for every system is made from Python alone, and so is the version before it.
        const isNative = nearest !== undefined && !nearest.isPure && spec !== "";
        const version = spec.replace(/^={2,3}/, "");
        this.exclude(
            isNative || !hasSource
                ? { kind: "no-wheel", name, version, nearest: nearest?.version ?? "", ...place }
                : { kind: "from-source", name, ...place },
        );
    }

    private exclude(fact: Fact & { readonly name: string }): void {
        this.excluded.add(fact.name);
        this.found.push(fact);
    }

    private readonly kept = (): Requirement[] => this.wanted.filter(({ name }) => !this.excluded.has(name));

    private readonly unchecked = (why: string): Fact => ({ kind: "unchecked", ...this.file(), why });

    private file(): Place {
        return { file: this.project.of("requirements")[0]?.file ?? this.wanted[0]?.file ?? "", line: 0 };
    }

    /** The line of the first package that the text names; the file, if the project only needs it through others. */
    private placeOf(text: string): Place {
        const names = text.split(/[^a-z0-9.-]+/).map((word) => word.replace(/[.]$/, ""));
        const fact = this.wanted
            .filter(({ name }) => names.includes(name))
            .sort((one, other) => names.indexOf(one.name) - names.indexOf(other.name))[0];
        return fact === undefined ? this.file() : { file: fact.file, line: fact.line };
    }
}

type Conflict = Extract<Fault, { kind: "conflict" }>;

const namesOf = (fault: Fault): readonly string[] =>
    fault.kind === "no-wheel" ? fault.names : "name" in fault ? [fault.name] : [];

const lineOf = ({ name, extras, spec, marker }: Requirement): string =>
    `${name}${extras === "" ? "" : `[${extras}]`}${spec}${marker === "" ? "" : ` ; ${marker}`}`;

/** Turns an exact version, or one with an upper bound, into "this version or any later one". */
export function relaxed(spec: string): string {
    const bound = pinOf(spec) ?? /<=?([^,]+)/.exec(spec)?.[1] ?? /~=([^,]+)/.exec(spec)?.[1];
    return bound === undefined ? "" : `>=${bound}`;
}

/** 1.0 is 1.0.0. */
const isSame = (one: string, other: string): boolean => trimmed(one) === trimmed(other);
const trimmed = (version: string): string => version.toLowerCase().replace(/(\.0+)+$/, "");
