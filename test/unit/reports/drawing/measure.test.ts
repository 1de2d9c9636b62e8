import { textWidth, wrap } from "../../../../reports/drawing/measure";

const FONT = { size: 13 };

test("breaks between words, and every line fits", () => {
    const text = "CloudTrail, GuardDuty, Security Hub, AWS Config, Inspector";
    const lines = wrap(text, 170, FONT);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(" ")).toBe(text);
    expect(Math.max(...lines.map((line) => textWidth(line, FONT)))).toBeLessThanOrEqual(170);
});

test("breaks a long host name after a dot, and drops no letter", () => {
    const name = "static.human-resources.example.com";
    const lines = wrap(name, 170, FONT);
    expect(lines).toEqual(["static.human-resources.", "example.com"]);
    expect(wrap("m".repeat(60), 170, FONT).join("")).toBe("m".repeat(60));
});
