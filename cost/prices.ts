/** The table of prices, `prices.csv`: US dollars, on demand, without taxes and without the free tier of a new account. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { orList } from "../system/or-list";
import { entryOf, type PriceId } from "./catalog";
import { EVIDENCE } from "./evidence";

export interface Price {
    /** Id of the catalogue. */
    readonly id: PriceId;
    /** A region, or `everywhere` for what costs the same in all of them. */
    readonly region: string;
    readonly usd: number;
    /** When somebody read it, `YYYY-MM-DD`. */
    readonly date: string;
    /** Where it was read: a key of {@link EVIDENCE}. Empty for a price that nobody could read for this table. */
    readonly evidence: string;
}

export const PRICE_FILE = join(__dirname, "prices.csv");

const EVERYWHERE = "everywhere";
const HEAD = "id,region,usd,date,evidence";

/**
 * Reads a table.
 * @throws Error with every fault of the table, by line
 */
export function parsePrices(text: string): Price[] {
    const [head, ...lines] = text.trimEnd().split("\n");
    const faults = head === HEAD ? [] : [`line 1: must be ${HEAD}`];
    const seen = new Set<string>();
    const prices = lines.map((line, index): Price => {
        const [id = "", region = "", usd = "", date = "", evidence = "", ...rest] = line.split(",");
        const fault = (text: string): void => void faults.push(`line ${index + 2}: ${text}`);
        if (entryOf(id) === undefined) fault(`"${id}" is not in cost/catalog.ts`);
        if (!/^([a-z]{2}-[a-z]+-\d|everywhere)$/.test(region)) fault(`"${region}" is no region`);
        if (!/^\d+(\.\d+)?$/.test(usd) || Number(usd) <= 0) fault(`"${usd}" is no price`);
        if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) fault(`"${date}" is no date`);
        if (evidence !== "" && !(evidence in EVIDENCE)) fault(`"${evidence}" is not in cost/evidence.ts`);
        if (rest.length > 0) fault("has too many columns");
        const key = `${id} ${region}`;
        if (seen.has(key)) fault(`${id} in ${region} has a price already`);
        seen.add(key);
        return { id: id as PriceId, region, usd: Number(usd), date, evidence };
    });
    if (faults.length > 0) throw new Error(`The table of prices has faults:\n${faults.join("\n")}`);
    return prices;
}

export const formatPrices = (prices: readonly Price[]): string =>
    [
        HEAD,
        ...prices.map(({ id, region, usd, date, evidence }) => [id, region, usd, date, evidence].join(",")),
    ]
        .map((line) => `${line}\n`)
        .join("");

/** The prices, looked up by id and region. What is missing is collected, so that one message names all of it. */
export class PriceBook {
    private readonly byKey: ReadonlyMap<string, Price>;
    private readonly missing = new Set<string>();

    constructor(readonly prices: readonly Price[]) {
        this.byKey = new Map(prices.map((price) => [`${price.id} ${price.region}`, price]));
    }

    static read(file = PRICE_FILE): PriceBook {
        return new PriceBook(parsePrices(readFileSync(file, "utf8")));
    }

    /** Undefined if the table has no price; {@link complete} then throws. */
    find(id: PriceId, region: string): Price | undefined {
        const found = this.byKey.get(`${id} ${region}`) ?? this.byKey.get(`${id} ${EVERYWHERE}`);
        if (found === undefined) this.missing.add(`${id} in ${region}`);
        return found;
    }

    /** @throws Error that names every price that was looked for in vain */
    complete(): void {
        if (this.missing.size === 0) return;
        const regions = [...new Set(this.prices.map(({ region }) => region))].filter(
            (name) => name !== EVERYWHERE,
        );
        throw new Error(
            `The table of prices (cost/prices.csv) lacks:\n${[...this.missing].map((name) => `  ${name}`).join("\n")}\n` +
                `It has prices of ${orList(regions)}. With credentials for AWS, this asks AWS for them: npx hrms cost --refresh`,
        );
    }

    /** The oldest date of the table. */
    get asOf(): string {
        return this.prices.map(({ date }) => date).sort()[0] ?? "";
    }
}
