import type { Line } from "../../../../cost/estimate";
import { usageOf } from "../../../../cost/usage";
import type { StackCost } from "../../../../evidence/cost";
import { type CostReport, json, readCostFile } from "../../../../reports/cost";
import { overBudget } from "../../../../reports/cost/budget";
import { compared, markdown } from "../../../../reports/cost/markdown";
import { text } from "../../../../reports/cost/text";

const line = (what: string, usd: number, more: Partial<Line> = {}): Line => ({
    ...{
        component: "Database",
        resource: "hrms-database",
        what,
        price: "database/m7g.large",
        region: "eu-central-1",
    },
    ...{ quantity: usd / 0.2, per: "hour", unitUsd: 0.2, usd, isAssumed: false, isChecked: true, ...more },
});

const stack = (lines: readonly Line[], more: Partial<StackCost> = {}): StackCost => {
    const usd = lines.reduce((sum, each) => sum + each.usd, 0);
    return {
        ...{ stack: "prod", region: "eu-central-1", profile: "production", usd, budgetUsd: 500, lines },
        ...{ assumedUsd: 0, uncheckedUsd: 0, components: [{ component: "Database", usd }], ...more },
    };
};

const report = (...stacks: StackCost[]): CostReport => ({
    stacks,
    usage: usageOf("small"),
    pricesFrom: "2026-03-25",
});

test("the difference has the totals and each line that changed, the greatest first", () => {
    const before = report(
        stack([line("db.m7g.large with a standby", 300), line("storage", 20), line("logs", 1)]),
    );
    const now = report(
        stack([line("db.t4g.medium with a standby", 100), line("storage", 40), line("logs", 1)]),
    );
    const lines = compared(before, now).split("\n");
    expect(lines[2]).toBe("**prod**: 321.00 → 141.00 USD (-180.00).");
    expect(lines.filter((each) => each.startsWith("| ")).slice(2)).toEqual([
        "| -200.00 | hrms-database: machine with a standby in eu-central-1 | 300.00 (1,500 × `database/m7g.large`) | 100.00 (500 × `database/m7g.large`) |",
        "| +20.00 | hrms-database: storage in eu-central-1 | 20.00 (100 × `database/m7g.large`) | 40.00 (200 × `database/m7g.large`) |",
    ]);
});

test("the difference names new stacks, stacks that are gone, and other assumptions", () => {
    const before = { ...report(stack([line("storage", 20)], { stack: "old" })), usage: usageOf("large") };
    const found = compared(before, report(stack([line("storage", 20)])));
    expect(found).toContain("**prod** is new: 20.00 USD.");
    expect(found).toContain("**old** is not estimated any more.");
    expect(found).toContain("different assumptions about usage");
});

test("more than the budget is said in the difference, and with the commands that help", () => {
    const dear = report(stack([line("db.m7g.large", 620)]));
    expect(compared(report(stack([line("db.m7g.large", 100)])), dear)).toContain(
        "more than the budget of 500.00 USD",
    );
    expect(overBudget(dear.stacks)).toEqual([
        "prod will cost about 620.00 USD a month, more than its budget of 500.00 USD. See what saves money: npx hrms cost --stack prod --savings. " +
            "Or raise the budget: pulumi config set --stack prod hrms:monthlyBudgetUsd 700",
    ]);
    expect(overBudget([stack([line("db.m7g.large", 500)])])).toEqual([]);
});

test("what is assumed and what was read nowhere is marked, and such prices are named", () => {
    const lines = [
        line("db.m7g.large", 300, { isChecked: false }),
        line("snapshots", 3, { isAssumed: true }),
    ];
    const made = report(stack(lines));
    expect(text(made)).toMatch(/300\.00 {2}\? {2}Database/);
    expect(text(made)).toMatch(/ 3\.00 {2}~ {2}Database/);
    expect(text(made)).toContain("Read nowhere: database/m7g.large.");
    expect(markdown(made)).toContain("read nowhere: `database/m7g.large`");
    expect(text(report(stack([line("storage", 1)])))).not.toContain("Read nowhere");
});

test("an estimate as JSON is read again, and nothing else is", () => {
    const made = report(stack([line("storage", 20)]));
    expect(readCostFile(json(made))).toMatchObject(made);
    expect(() => readCostFile("{")).toThrow(/^it is not JSON: /);
    expect(() => readCostFile('{"version": 2, "stacks": []}')).toThrow("it is no estimate of version 1");
});
