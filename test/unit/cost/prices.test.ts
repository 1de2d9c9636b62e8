import { readFileSync } from "node:fs";
import { formatPrices, parsePrices, PRICE_FILE, PriceBook } from "../../../cost/prices";

const HEAD = "id,region,usd,date,evidence";

test("the table is read without a fault, and written as it was", () => {
    const text = readFileSync(PRICE_FILE, "utf8");
    expect(formatPrices(parsePrices(text))).toBe(text);
});

test.each([
    [
        "an id that is in no catalogue",
        "nat/minute,eu-west-1,0.1,2026-11-30,",
        '"nat/minute" is not in cost/catalog.ts',
    ],
    [
        "a machine that is not a large one",
        "host/m7g.xlarge,eu-west-1,0.1,2026-11-30,",
        "is not in cost/catalog.ts",
    ],
    ["no region", "nat/hour,Ireland,0.1,2026-11-30,", '"Ireland" is no region'],
    ["a price of nothing", "nat/hour,eu-west-1,0,2026-11-30,", '"0" is no price'],
    ["a price in another form", "nat/hour,eu-west-1,1e-3,2026-11-30,", '"1e-3" is no price'],
    ["a date in another form", "nat/hour,eu-west-1,0.1,30.11.2026,", '"30.11.2026" is no date'],
    [
        "evidence that nobody describes",
        "nat/hour,eu-west-1,0.1,2026-11-30,hearsay",
        '"hearsay" is not in cost/evidence.ts',
    ],
])("%s is rejected with its line", (_, row, fault) => {
    expect(() => parsePrices(`${HEAD}\n${row}\n`)).toThrow(`line 2: ${fault}`.replace("line 2: is", "is"));
});

test("all faults are named at once", () => {
    const text = `${HEAD}\nnat/hour,eu-west-1,0.1,2026-11-30,\nnat/hour,eu-west-1,x,2026-11-30,\n`;
    expect(() => parsePrices(text)).toThrow(
        'line 3: "x" is no price\nline 3: nat/hour in eu-west-1 has a price already',
    );
});

test("a price of the region comes before one that is the same everywhere", () => {
    const book = new PriceBook(
        parsePrices(`${HEAD}\nkey/month,everywhere,1,2026-11-30,\nkey/month,eu-west-1,2,2026-11-29,\n`),
    );
    expect(book.find("key/month", "eu-west-1")?.usd).toBe(2);
    expect(book.find("key/month", "us-east-1")?.usd).toBe(1);
    expect(book.asOf).toBe("2026-11-29");
    expect(() => {
        book.complete();
    }).not.toThrow();
    expect(book.find("nat/hour", "us-east-1")).toBeUndefined();
    expect(() => {
        book.complete();
    }).toThrow("  nat/hour in us-east-1\n");
});
