/**
 * Prices from the AWS Pricing API. It answers in us-east-1 for every region, and needs the right `pricing:GetProducts`.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
 */
import { GetProductsCommand, PricingClient } from "@aws-sdk/client-pricing";
import { z } from "zod";
import { silenceVersionWarning } from "../system/aws-sdk";
import { entryOf, type PriceId, type Query } from "./catalog";
import type { Price } from "./prices";

/** The price in US dollars for the unit that AWS sells, or undefined if AWS has no such product or several prices. */
export type Ask = (query: Query, region: string) => Promise<number | undefined>;

/** The parts of an entry of the price list that are read: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html */
const PRODUCT = z.object({
    product: z.object({ attributes: z.record(z.string(), z.string()) }),
    terms: z.object({
        OnDemand: z
            .record(
                z.string(),
                z.object({
                    priceDimensions: z.record(
                        z.string(),
                        z.object({
                            beginRange: z.string().optional(),
                            pricePerUnit: z.record(z.string(), z.string()),
                        }),
                    ),
                }),
            )
            .optional(),
    }),
});

/** Asks AWS with the credentials of the environment. Throws with AWS's words if it refuses. */
export function askPrices(client = new PricingClient({ region: "us-east-1" })): Ask {
    silenceVersionWarning();
    return async ({ service, filters, usage }, region) => {
        const found = new Set<number>();
        let token: string | undefined;
        do {
            const answer = await client.send(
                new GetProductsCommand({
                    ServiceCode: service,
                    Filters: Object.entries({ ...filters, regionCode: region }).map(([Field, Value]) => ({
                        Type: "TERM_MATCH" as const,
                        ...{ Field, Value },
                    })),
                    NextToken: token,
                }),
            );
            for (const entry of answer.PriceList ?? []) {
                const usd = firstTier(String(entry), usage);
                if (usd !== undefined) found.add(usd);
            }
            token = answer.NextToken;
        } while (token !== undefined);
        return found.size === 1 ? [...found][0] : undefined;
    };
}

/** The price of the first units that are not free. Undefined for another usage type. */
function firstTier(entry: string, usage: string | undefined): number | undefined {
    const { product, terms } = PRODUCT.parse(JSON.parse(entry));
    const type = product.attributes.usagetype ?? "";
    if (usage !== undefined && !matches(type, usage)) return undefined;
    const tiers = Object.values(terms.OnDemand ?? {})
        .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
        .map(({ beginRange, pricePerUnit }) => ({
            from: Number(beginRange ?? 0),
            usd: Number(pricePerUnit.USD),
        }))
        .filter(({ usd }) => usd > 0)
        .sort((a, b) => a.from - b.from);
    return tiers[0]?.usd;
}

/** A usage type is the wanted one, with a region before it: `EUC1-LCUUsage`, but not `EUC1-IdleLCUUsage`. A colon leaves open what follows. */
function matches(type: string, usage: string): boolean {
    return new RegExp(
        `^([A-Z]{2,4}\\d?-)?${usage.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}${usage.endsWith(":") ? "" : "$"}`,
    ).test(type);
}

export interface Refreshed {
    readonly prices: readonly Price[];
    /** One sentence for each price that is not what it was. */
    readonly changed: readonly string[];
    /** Id and region of what AWS gave no single price for. */
    readonly unanswered: readonly string[];
}

/**
 * Asks for every price of the table in these regions. What is not answered stays as it is.
 * @param today - `YYYY-MM-DD`
 */
export async function refreshed(
    before: readonly Price[],
    regions: readonly string[],
    ask: Ask,
    today: string,
    report: (text: string) => void,
): Promise<Refreshed> {
    const prices = new Map(before.map((price) => [`${price.id} ${price.region}`, price]));
    const changed: string[] = [];
    const unanswered: string[] = [];
    for (const id of new Set(before.map((price) => price.id))) {
        for (const region of regions) {
            report(`Asking for ${id} in ${region}`);
            const usd = await answerFor(id, region, ask);
            const old = prices.get(`${id} ${region}`) ?? prices.get(`${id} everywhere`);
            if (usd === undefined) {
                unanswered.push(`${id} in ${region}`);
                continue;
            }
            if (old?.usd !== usd) changed.push(`${id} in ${region}: ${old?.usd ?? "none"} → ${usd} USD`);
            prices.set(`${id} ${region}`, { id, region, usd, date: today, evidence: "pricing-api" });
        }
    }
    const order = [...new Set(before.map((price) => price.id))];
    const sorted = [...prices.values()].sort(
        (a, b) => order.indexOf(a.id) - order.indexOf(b.id) || a.region.localeCompare(b.region),
    );
    return { prices: sorted, changed, unanswered };
}

async function answerFor(id: PriceId, region: string, ask: Ask): Promise<number | undefined> {
    const query = entryOf(id)?.query;
    if (query === undefined) return undefined;
    const answer = await ask(query, region);
    // Ten digits are more than AWS publishes; without this, a price per million would end in …0001.
    return answer === undefined ? undefined : Number((answer * (query.times ?? 1)).toPrecision(10));
}
