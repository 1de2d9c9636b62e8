/** The monthly cost of a stack, line by line: from its planned resources, the table of prices and the assumptions. */
import { parseUrn } from "../policies/urn";
import { entryOf, type PriceId } from "./catalog";
import { PRICED } from "./model";
import { Context, nameOf, type PlannedResource } from "./model/context";
import { FREE } from "./model/free";
import type { PriceBook } from "./prices";
import type { Usage } from "./usage";

export interface Line {
    /** The component that the resource belongs to, such as Database. */
    readonly component: string;
    /** Its logical name in the program. */
    readonly resource: string;
    readonly what: string;
    readonly price: PriceId;
    readonly region: string;
    /** In units of the price, in a month. */
    readonly quantity: number;
    readonly per: string;
    /** US dollars for each unit. */
    readonly unitUsd: number;
    /** US dollars in a month. */
    readonly usd: number;
    /** True if the quantity comes from an assumption about usage. */
    readonly isAssumed: boolean;
    /** True if the price was read somewhere, see `evidence.ts`. */
    readonly isChecked: boolean;
}

export interface Estimate {
    readonly stack: string;
    readonly region: string;
    /** US dollars in a month. */
    readonly usd: number;
    /** The part of it that depends on assumptions about usage. */
    readonly assumedUsd: number;
    /** The part of it whose prices nobody could read. */
    readonly uncheckedUsd: number;
    readonly components: readonly { readonly component: string; readonly usd: number }[];
    /** The most expensive first. */
    readonly lines: readonly Line[];
}

/**
 * Estimates what a stack costs in a month.
 * @param resources - of a plan or a state; components and the engine's own entries may be among them
 * @throws Error that names types that no table knows, or prices that the table lacks
 */
export function estimate(resources: readonly PlannedResource[], book: PriceBook, usage: Usage): Estimate {
    const own = resources.filter(isPriced);
    const [first] = own;
    if (first === undefined) throw new Error("There are no resources to price.");
    const region = regionOf(own.find(({ type }) => type === "aws:ec2/vpc:Vpc")) ?? "";
    const context = new Context(own, usage);
    const lines = own.flatMap((resource) => linesOf(resource, context, book, region));
    book.complete();
    lines.sort((a, b) => b.usd - a.usd);
    return {
        stack: parseUrn(first.urn).stack,
        region,
        usd: total(lines),
        assumedUsd: total(lines.filter(({ isAssumed }) => isAssumed)),
        uncheckedUsd: total(lines.filter(({ isChecked }) => !isChecked)),
        components: byComponent(lines),
        lines,
    };
}

/** @throws Error for types that are in no table */
function isPriced({ type, urn }: PlannedResource): boolean {
    if (type in PRICED) return true;
    const isOfProgram = /^(pulumi|hrms):/.test(type) || type in FREE;
    if (!isOfProgram) {
        throw new Error(
            `${urn} has the type ${type}, which no table of prices knows. Add it to a file of cost/model, or with the reason to cost/model/free.ts.`,
        );
    }
    return NEEDED.has(type);
}

/** Free types that others ask about. */
const NEEDED: ReadonlySet<string> = new Set([
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:lambda/function:Function",
]);

function linesOf(resource: PlannedResource, context: Context, book: PriceBook, stackRegion: string): Line[] {
    const items = PRICED[resource.type]?.(resource, context) ?? [];
    return items
        .filter(({ quantity }) => quantity > 0)
        .flatMap(({ what, price: id, quantity, region, assumed = false }): Line[] => {
            const at = region ?? regionOf(resource) ?? stackRegion;
            const price = book.find(id, at);
            if (price === undefined) return [];
            return [
                {
                    component: componentOf(resource),
                    resource: nameOf(resource),
                    ...{ what, price: id, region: at, quantity },
                    per: entryOf(id)?.per ?? "",
                    unitUsd: price.usd,
                    usd: quantity * price.usd,
                    isAssumed: assumed,
                    isChecked: price.evidence !== "",
                },
            ];
        });
}

/** Undefined for what belongs to no region, such as CloudFront. */
function regionOf(resource: PlannedResource | undefined): string | undefined {
    const region = resource?.inputs.region;
    return typeof region === "string" ? region : undefined;
}

/** The outermost component: Edge for the firewall, which is a part of it. */
function componentOf({ urn }: PlannedResource): string {
    const [outermost = ""] = parseUrn(urn).types;
    return outermost.startsWith("hrms:") ? (outermost.split(":").at(-1) ?? "") : "Stack";
}

const total = (lines: readonly Line[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

function byComponent(lines: readonly Line[]): Estimate["components"] {
    const names = [...new Set(lines.map(({ component }) => component))];
    return names
        .map((component) => ({ component, usd: total(lines.filter((line) => line.component === component)) }))
        .sort((a, b) => b.usd - a.usd);
}
