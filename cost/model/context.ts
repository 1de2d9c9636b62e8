/** What the tables of prices by type work with: a planned resource, the others around it, and the usage. */
import { parseUrn } from "../../policies/urn";
import type { PriceId } from "../catalog";
import type { Usage } from "../usage";

type Properties = Readonly<Record<string, unknown>>;

/** A resource of a plan or of a state. */
export interface PlannedResource {
    readonly urn: string;
    readonly type: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
    /** URNs of what each input refers to. */
    readonly references?: Readonly<Record<string, readonly string[]>>;
}

/** What a resource uses in a month, and of which price. */
export interface Item {
    readonly what: string;
    readonly price: PriceId;
    /** In units of the price, per month. Zero for what this stack does not use, which is left out. */
    readonly quantity: number;
    /** @defaultValue - the region of the resource */
    readonly region?: string;
    /** True if the quantity comes from the assumptions about usage. */
    readonly assumed?: boolean;
}

/** https://docs.aws.amazon.com/pricing-calculator/latest/userguide/what-is-pricing-calculator.html: a year has 8,760 hours. */
export const HOURS = 730;
export const WEEKS = HOURS / 24 / 7;

export class Context {
    private readonly byUrn: ReadonlyMap<string, PlannedResource>;

    constructor(
        readonly resources: readonly PlannedResource[],
        readonly usage: Usage,
    ) {
        this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    }

    ofType(type: string): readonly PlannedResource[] {
        return this.resources.filter((resource) => resource.type === type);
    }

    /** What an input refers to. Throws if it refers to nothing in this stack. */
    referred({ urn, references }: PlannedResource, input: string): PlannedResource {
        const found = (references?.[input] ?? []).map((target) => this.byUrn.get(target)).find(Boolean);
        if (found === undefined) throw new Error(`${urn}: ${input} refers to no resource of the stack.`);
        return found;
    }

    /** Zones in which hosts run: a group has one subnet in each. */
    get zones(): number {
        const groups = this.ofType("aws:autoscaling/group:Group");
        return Math.max(0, ...groups.map(({ inputs }) => list(inputs.vpcZoneIdentifiers).length));
    }
}

/** The price of one resource of a type. */
export type PriceOf = (resource: PlannedResource, context: Context) => readonly Item[];

export const nameOf = ({ urn }: PlannedResource): string => parseUrn(urn).name;

/** An input that must be there. */
export function text({ urn, inputs }: PlannedResource, name: string): string {
    const value = inputs[name];
    if (typeof value !== "string") throw new Error(`${urn}: ${name} is ${typeof value}, not text.`);
    return value;
}

/** A number, which some inputs have as text. Zero if there is none. */
export const count = (value: unknown): number => Number(value ?? 0);

export const object = (value: unknown): Properties => (value ?? {}) as Properties;

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** As many of a thing as there are, at a price per month. */
export const monthly = (what: string, price: PriceId, quantity = 1): Item => ({ what, price, quantity });

/** By the hour, all month. */
export const hourly = (what: string, price: PriceId, quantity = 1): Item => ({
    what,
    price,
    quantity: quantity * HOURS,
});

export const assumed = (what: string, price: PriceId, quantity: number): Item => ({
    what,
    price,
    quantity,
    assumed: true,
});
