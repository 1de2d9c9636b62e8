/**
 * Prices from the AWS Pricing API: a server of the test's own with AWS's wire format, JSON 1.1, and its refusals.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
 */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { PricingClient } from "@aws-sdk/client-pricing";
import { entryOf, type Query } from "../../../cost/catalog";
import { parsePrices, type Price } from "../../../cost/prices";
import { askPrices, refreshed } from "../../../cost/refresh";

interface Product {
    readonly attributes: Readonly<Record<string, string>>;
    /** Beginning of the tier → US dollars. */
    readonly tiers: Readonly<Record<string, string>>;
}

interface Asked {
    readonly ServiceCode: string;
    readonly Filters: readonly { readonly Type: string; readonly Field: string; readonly Value: string }[];
    readonly NextToken?: string;
}

const product = (usagetype: string, usd: string, more: Readonly<Record<string, string>> = {}): Product => ({
    attributes: { usagetype, regionCode: "eu-central-1", ...more },
    tiers: { "0": usd },
});

/** As AWS sends it: each entry is a text of JSON. */
const entry = ({ attributes, tiers }: Product): string =>
    JSON.stringify({
        product: { sku: "ABC", productFamily: "Any", attributes },
        serviceCode: "Any",
        terms: {
            OnDemand: {
                "ABC.JRTCKXETXF": {
                    offerTermCode: "JRTCKXETXF",
                    priceDimensions: Object.fromEntries(
                        Object.entries(tiers).map(([beginRange, USD]) => [
                            `ABC.JRTCKXETXF.${beginRange}`,
                            { unit: "Hrs", beginRange, endRange: "Inf", pricePerUnit: { USD } },
                        ]),
                    ),
                },
            },
        },
    });

let products: readonly Product[] = [];
let asked: { readonly target: string; readonly body: Asked }[] = [];
let refusal: string | undefined;
let server: http.Server;
let client: PricingClient;

beforeAll(async () => {
    server = http.createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            const body = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
            asked.push({ target: String(request.headers["x-amz-target"]), body });
            response.setHeader("Content-Type", "application/x-amz-json-1.1");
            if (refusal !== undefined) {
                response.statusCode = 400;
                response.end(
                    JSON.stringify({
                        __type: refusal,
                        Message: "is not authorized to perform: pricing:GetProducts",
                    }),
                );
                return;
            }
            // One product a page, of those that have all the attributes.
            const found = products.filter(({ attributes }) =>
                body.Filters.every(({ Field, Value }) => attributes[Field] === Value),
            );
            const page = Number(body.NextToken ?? 0);
            const NextToken = page + 1 < found.length ? String(page + 1) : undefined;
            response.end(
                JSON.stringify({
                    FormatVersion: "aws_v1",
                    PriceList: found.slice(page, page + 1).map(entry),
                    NextToken,
                }),
            );
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    client = new PricingClient({
        region: "us-east-1",
        endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
});
beforeEach(() => {
    [products, asked, refusal] = [[], [], undefined];
});
afterAll(() => {
    client.destroy();
    server.close();
});

const queryOf = (id: string): Query => {
    const query = entryOf(id)?.query;
    if (query === undefined) throw new Error(`${id} has no query`);
    return query;
};

test("asks for one product by its attributes and region, through all pages, and takes the wanted usage type", async () => {
    const attributes = { productFamily: "NAT Gateway" };
    products = [
        product("EUC1-NatGateway-Bytes", "0.0520000000", attributes),
        product("EUC1-NatGateway-Hours", "0.0530000000", attributes),
        product("EUC1-RegionalNatGateway-Hours", "0.0990000000", attributes),
    ];
    expect(await askPrices(client)(queryOf("nat/hour"), "eu-central-1")).toBe(0.053);
    expect(asked.map(({ target }) => target)).toEqual(Array(3).fill("AWSPriceListService.GetProducts"));
    expect(asked[0]?.body).toMatchObject({
        ServiceCode: "AmazonEC2",
        Filters: [
            { Type: "TERM_MATCH", Field: "productFamily", Value: "NAT Gateway" },
            { Type: "TERM_MATCH", Field: "regionCode", Value: "eu-central-1" },
        ],
    });
    expect(asked.map(({ body }) => body.NextToken)).toEqual([undefined, "1", "2"]);
});

test("takes the first tier that is not free", async () => {
    products = [
        {
            attributes: { usagetype: "EUC1-DataProcessing-Bytes", regionCode: "eu-central-1" },
            tiers: { "0": "0.00", "5": "0.63", "100": "0.2" },
        },
    ];
    expect(await askPrices(client)(queryOf("logs/ingested"), "eu-central-1")).toBe(0.63);
});

test("two prices for one question are no answer", async () => {
    products = [product("EUC1-DataProcessing-Bytes", "0.63"), product("EUC1-DataProcessing-Bytes", "0.7")];
    expect(await askPrices(client)(queryOf("logs/ingested"), "eu-central-1")).toBeUndefined();
});

test("AWS's refusal is passed on in its own words", async () => {
    refusal = "AccessDeniedException";
    await expect(askPrices(client)(queryOf("logs/ingested"), "eu-central-1")).rejects.toThrow(
        /is not authorized to perform: pricing:GetProducts/,
    );
});

const TABLE = parsePrices(
    [
        "id,region,usd,date,evidence",
        "nat/hour,eu-central-1,0.052,2026-01-01,",
        "threats/events,everywhere,4,2026-01-01,",
        "transfer/out,everywhere,0.09,2026-01-01,",
        "",
    ].join("\n"),
);

test("the table gets what AWS answers, with the date, and keeps what it does not", async () => {
    const answers: Readonly<Record<string, number>> = {
        "NatGateway-Hours": 0.048,
        PaidEventsAnalyzed: 0.0000046,
    };
    const result = await refreshed(
        TABLE,
        ["eu-central-1"],
        ({ usage = "" }) => Promise.resolve(answers[usage]),
        "2026-12-01",
        () => undefined,
    );
    const answered = (id: Price["id"], usd: number): Price => ({
        ...{ id, usd, region: "eu-central-1", date: "2026-12-01", evidence: "pricing-api" },
    });
    expect(result.prices).toEqual([
        answered("nat/hour", 0.048),
        answered("threats/events", 4.6),
        TABLE[1],
        TABLE[2],
    ]);
    expect(result.changed).toEqual([
        "nat/hour in eu-central-1: 0.052 → 0.048 USD",
        "threats/events in eu-central-1: 4 → 4.6 USD",
    ]);
    expect(result.unanswered).toEqual(["transfer/out in eu-central-1"]);
});

test("a new region gets every price that AWS answers", async () => {
    const { prices } = await refreshed(
        TABLE,
        ["eu-north-1"],
        () => Promise.resolve(0.05),
        "2026-12-01",
        () => undefined,
    );
    expect(prices.filter(({ region }) => region === "eu-north-1").map(({ id }) => id)).toEqual([
        "nat/hour",
        "threats/events",
    ]);
});
