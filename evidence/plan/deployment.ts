/**
 * What the engine decides about each resource, from what exists and what the program asks for:
 * https://github.com/pulumi/pulumi/blob/v3.265.0/pkg/resource/deploy/step_generator.go
 * It knows what this program uses: no aliases, no targets, no imports, no replacement of a provider.
 */
import { isDeepStrictEqual } from "node:util";
import type { SimulatedAccount } from "../../simulator/account";
import { checkConfiguration, settingsFrom } from "../../simulator/configuration";
import { throwAll } from "../../simulator/judgement";
import { Lifecycle } from "../../simulator/lifecycle";
import { type Properties, UNKNOWN } from "../../simulator/resource-type";
import { isObject, seal } from "../../simulator/wire";
import type { Goal, ProgramHost } from "./program";

/** A resource in the state. */
export interface Resource extends Goal {
    readonly id: string;
    readonly outputs: Properties;
}

/** By URN, in the order in which the resources were made. */
export type State = ReadonlyMap<string, Resource>;

export type Operation = "create" | "update" | "delete" | "replace" | "create-replacement" | "delete-replaced";

export interface Step {
    readonly op: Operation;
    readonly urn: string;
    readonly type: string;
    /** The inputs that differ, by their names. Of an update, or of a replacement, which they cause. */
    readonly changed?: readonly string[];
    /** URN of the resource whose deletion deletes this one. */
    readonly deletedWith?: string;
}

export interface Plan {
    /** What changes, in the order of the program and then of the deletions; the names are the engine's. */
    readonly steps: readonly Step[];
    /** Why the engine would stop. */
    readonly faults: readonly string[];
    /** What would exist then. */
    readonly after: State;
}

const PROVIDER = "pulumi:providers:";

/** One run of a program against a simulated account, from an old state to a new one. */
export class Deployment implements ProgramHost {
    private readonly steps: Step[] = [];
    private readonly faults: string[] = [];
    private readonly news = new Map<string, Resource>();
    /** Deleted already, because what they refer to is deleted before it is replaced. */
    private readonly gone = new Set<string>();
    /** Replaced, and deleted when the program has ended. */
    private readonly replacedOnes = new Map<string, Resource>();
    private readonly lifecycles = new Map<string, Lifecycle>();

    constructor(
        private readonly olds: State,
        private readonly account: SimulatedAccount,
        private readonly preview: boolean,
    ) {}

    register(goal: Goal): { id: string; outputs: Properties } {
        const resource = this.unlessRefused(goal);
        this.news.set(goal.urn, resource);
        return resource;
    }

    registerOutputs(urn: string, outputs: Properties): void {
        const resource = this.news.get(urn);
        if (resource) this.news.set(urn, { ...resource, outputs });
    }

    invoke(token: string, args: Properties): Properties {
        return this.lifecycle(token).invoke(token, args);
    }

    /** To be called when the program has ended: what it did not ask for is deleted, and what others refer to comes last. */
    plan(): Plan {
        for (const old of [...this.olds.values()].reverse()) {
            const { urn, protect } = old;
            if (!this.news.has(urn)) {
                this.step("delete", old);
                if (protect) this.faults.push(`resource ${JSON.stringify(urn)} cannot be deleted`);
                else this.delete(old);
            } else if (this.replacedOnes.has(urn)) {
                this.step("delete-replaced", old);
                this.delete(old);
            }
        }
        return { steps: this.steps, faults: this.faults, after: this.news };
    }

    private delete(resource: Resource): void {
        const { custom, type, urn, id, inputs, retainOnDelete } = resource;
        if (this.preview || retainOnDelete || !custom || type.startsWith(PROVIDER)) return;
        try {
            this.lifecycle(type).delete(urn, id, inputs);
        } catch (error) {
            this.faults.push(`deleting ${urn}: ${(error as Error).message}`);
        }
    }

    state(): State {
        return this.news;
    }

    /** The engine stops at the first refusal. Here the program goes on, so that it ends in the ordinary way. */
    private unlessRefused(goal: Goal): Resource {
        try {
            return this.resource(goal);
        } catch (error) {
            this.faults.push((error as Error).message);
            return this.olds.get(goal.urn) ?? { ...goal, id: "", outputs: {} };
        }
    }

    private resource(goal: Goal): Resource {
        if (!goal.custom) return { ...goal, id: "", outputs: {} };
        if (goal.type.startsWith(PROVIDER)) return this.provider(goal);
        const old = this.olds.get(goal.urn);
        return old === undefined ? this.created(goal) : this.changed(old, goal);
    }

    private provider(goal: Goal): Resource {
        const name = goal.type.slice(PROVIDER.length);
        const faults = checkConfiguration(goal.inputs, this.account.id);
        this.faults.push(...faults.map(({ reason }) => reason));
        this.lifecycles.set(name, new Lifecycle(this.account, settingsFrom(goal.inputs)));
        const old = this.olds.get(goal.urn);
        if (old === undefined) this.step("create", goal);
        else if (!isDeepStrictEqual(old.inputs, goal.inputs)) this.step("update", goal);
        return { ...goal, id: `${name}-provider`, outputs: goal.inputs };
    }

    private created(goal: Goal): Resource {
        this.step("create", goal);
        return this.create(goal);
    }

    private create(goal: Goal): Resource {
        const lifecycle = this.lifecycle(goal.type);
        const inputs = this.checked(goal, undefined);
        return { ...goal, inputs, ...lifecycle.create(goal.urn, inputs, this.preview) };
    }

    private changed(old: Resource, goal: Goal): Resource {
        const wanted = { ...goal, inputs: withIgnored(old.inputs, goal) };
        if (this.gone.has(goal.urn)) return this.replaced(wanted);
        const inputs = this.checked(wanted, old.inputs);
        const { changes, deleteBeforeReplace } = this.lifecycle(goal.type).diff(goal.urn, old, inputs);
        if (changes.length === 0) return { ...wanted, inputs, id: old.id, outputs: old.outputs };
        const changed = [...new Set(changes.map(({ path }) => path.split(/[.[]/)[0] ?? path))].sort();
        if (!changes.some(({ replace }) => replace)) {
            this.step("update", goal, changed);
            const outputs = this.lifecycle(goal.type).update(goal.urn, old.id, old, inputs, this.preview);
            return { ...wanted, inputs, id: old.id, outputs };
        }
        if (old.protect) {
            this.faults.push(unableToReplace(old));
            return old;
        }
        if (deleteBeforeReplace || goal.deleteBeforeReplace) this.deleteFirst(old);
        else this.replacedOnes.set(old.urn, old);
        return this.replaced(wanted, changed);
    }

    private replaced(goal: Goal, changed?: readonly string[]): Resource {
        this.step("replace", goal, changed);
        this.step("create-replacement", goal);
        return this.create(goal);
    }

    /** With a resource goes whatever would have to be replaced if what it takes from it were another value. */
    private deleteFirst(root: Resource): void {
        const going = new Set([root.urn]);
        for (const dependent of this.olds.values()) {
            const inputs = { ...dependent.inputs };
            const affected = Object.keys(inputs).filter((property) =>
                dependent.references[property]?.some((urn) => going.has(urn)),
            );
            if (affected.length === 0 || !dependent.custom) continue;
            affected.forEach((property) => (inputs[property] = seal(UNKNOWN)));
            const { changes } = this.lifecycle(dependent.type).diff(dependent.urn, dependent, inputs);
            if (changes.some(({ replace }) => replace)) going.add(dependent.urn);
        }
        for (const urn of [...going].reverse()) {
            const resource = this.olds.get(urn);
            if (resource === undefined || this.gone.has(urn)) continue;
            this.gone.add(urn);
            this.step("delete-replaced", resource);
            if (resource.protect) this.faults.push(unableToReplace(resource));
            else this.delete(resource);
        }
    }

    /**
     * The inputs with what the provider adds.
     * @throws Error with what the provider refuses
     */
    private checked(goal: Goal, olds: Properties | undefined): Properties {
        const { inputs, failures } = this.lifecycle(goal.type).check(goal.urn, olds, goal.inputs);
        throwAll(failures);
        return inputs;
    }

    /** Of the package's provider; a package that the program configures no provider for has none to configure. */
    private lifecycle(token: string): Lifecycle {
        const name = token.split(":")[0] ?? "";
        const known = this.lifecycles.get(name) ?? new Lifecycle(this.account, settingsFrom({}));
        this.lifecycles.set(name, known);
        return known;
    }

    private step(
        op: Operation,
        { urn, type, deletedWith }: Pick<Goal, "urn" | "type" | "deletedWith">,
        changed?: readonly string[],
    ): void {
        this.steps.push({ op, urn, type, ...(changed && { changed }), ...(deletedWith && { deletedWith }) });
    }
}

/** The state after `pulumi refresh`: what the account answers about each resource. What is gone there is gone here. */
export function refreshed(state: State, account: SimulatedAccount): State {
    const found = [...state.values()].flatMap((resource): Resource[] => {
        const { urn, type, custom, id } = resource;
        if (!custom || type.startsWith(PROVIDER)) return [resource];
        const provider = state.get(resource.provider.split("::").slice(0, -1).join("::"));
        const read = new Lifecycle(account, settingsFrom(provider?.inputs ?? {})).read(urn, id, resource);
        return read === undefined ? [] : [{ ...resource, ...read }];
    });
    return new Map(found.map((resource) => [resource.urn, resource]));
}

const unableToReplace = ({ urn }: Goal): string => `unable to replace resource ${JSON.stringify(urn)}`;

/** Ignored properties (dotted paths) keep their old values. */
function withIgnored(olds: Properties, { inputs, ignoreChanges }: Goal): Properties {
    return ignoreChanges.reduce((changed, property) => copied(olds, changed, property.split(".")), inputs);
}

function copied(from: Properties, to: Properties, [key = "", ...rest]: readonly string[]): Properties {
    const [old, now] = [from[key], to[key]];
    if (rest.length > 0 && isObject(old) && isObject(now)) return { ...to, [key]: copied(old, now, rest) };
    const others = Object.fromEntries(Object.entries(to).filter(([name]) => name !== key));
    return old === undefined ? others : { ...others, [key]: old };
}
