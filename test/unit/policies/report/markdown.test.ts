import { parsers } from "prettier/plugins/markdown";
import type { ParserOptions } from "prettier";
import { renderMarkdown } from "../../../../policies/report/markdown";
import { totalsOf } from "../../../../policies/report/verdict";
import {
    backwards,
    cache,
    CACHE,
    database,
    DATABASE,
    DEVIATION,
    deviated,
    exampleReport,
    failed,
    HOSTILE,
    HOSTILE_LINE,
    passed,
} from "./example";
import { realSizeReport } from "./real-size";

/** Markdown as GitHub reads it, tables included. */
interface Node {
    readonly type: string;
    readonly value?: string;
    readonly children?: readonly Node[];
}
const parse = (markdown: string): Node => parsers.markdown.parse(markdown, {} as ParserOptions) as Node;
const all = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(all)];
const textOf = (node: Node): string =>
    all(node)
        .filter(({ type }) => type === "text")
        .map(({ value = "" }) => value)
        .join("");

/** The rows of the table under a heading, without its head, each as the texts of its cells. */
function rowsUnder(markdown: string, title: string): string[][] {
    const nodes = parse(markdown).children ?? [];
    const heading = nodes.findIndex((node) => node.type === "heading" && textOf(node).startsWith(title));
    const table = nodes[heading + 1];
    if (table?.type !== "table") throw new Error(`There is no table under ${title}.`);
    return (table.children ?? []).slice(1).map(({ children = [] }) => children.map(textOf));
}

test("the first line is the mark by which CI finds its comment", () => {
    expect(renderMarkdown(exampleReport()).split("\n")[0]).toBe("<!-- policy-report:prod -->");
    expect(renderMarkdown(exampleReport({ stack: "my_stack-2" }))).toMatch(
        /^<!-- policy-report:my_stack-2 -->\n/,
    );
});

test("the headline is the verdict", () => {
    const headline = (changes: Parameters<typeof exampleReport>[0]) =>
        renderMarkdown(exampleReport(changes)).split("\n")[2];
    const verdicts = [failed(database, DATABASE, "It is open")];
    expect(headline({})).toBe("### ❌ 3 faults stop the update: Policies of the HRMS, prod");
    expect(headline({ verdicts })).toMatch("❌ 1 fault stops the update");
    expect(headline({ verdicts, stage: "deployed" })).toMatch("❌ 1 blocking fault deployed");
    expect(headline({ verdicts: [passed(database, DATABASE)] })).toMatch("✅ Nothing stops the update");
});

test("the totals are those of the verdicts", () => {
    const { blocking, byOutcome } = totalsOf(exampleReport().verdicts);
    const { failed: faults, undetermined, existing, deviated: signed, passed: good } = byOutcome;
    const outside = byOutcome["not in this stack"];
    expect(renderMarkdown(exampleReport())).toContain(
        `| ${[blocking, faults, undetermined, outside, existing, signed, good].join(" | ")} |`,
    );
});

test("blocking faults come first, with what is wrong and the remedy; what can't be told yet is folded", () => {
    const markdown = renderMarkdown(exampleReport());
    const marks = [
        "#### Blocking (3)",
        "#### Advice (1)",
        "#### Deviations (1)",
        "<details>",
        "hrms-old<",
        "hrms-static",
        "What this stack changed",
    ];
    const places = marks.map((mark) => markdown.indexOf(mark));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(rowsUnder(markdown, "Blocking")[0]).toEqual([
        "database-not-publiccritical",
        "aws:rds/instance:Instancehrms-databasecomponents/database/instance.ts:42",
        "The subnet is public.",
        "Mend database-not-public.",
    ]);
});

test("the top tells what was judged when and by what, and each exception", () => {
    const whole = { ...DEVIATION, resource: undefined };
    const markdown = renderMarkdown(exampleReport({ deviations: [whole] }));
    expect(markdown).toContain("Time: 2026-11-23 14:05 UTC · Commit: 0123456789ab · Pulumi: 3.250.0");
    const [top = ""] = markdown.split("####");
    for (const exception of [
        "- 1 deviation: DEV-007.",
        "- 1 policy lowered: database-not-public.",
        "- 1 existing finding of the baseline, 0 of them critical.",
        "- 1 setting of the policies changed.",
    ]) {
        expect(top).toContain(exception);
    }
});

test("a deviation is shown with its fault, its expiry and who approved it", () => {
    const [[id, , , until, by, why] = []] = rowsUnder(renderMarkdown(exampleReport()), "Deviations");
    expect([id, until, by]).toEqual(["DEV-007", "2026-12-01, 8 days left", "Grace Example"]);
    expect(why).toBe(`${DEVIATION.reason}Fault: publiclyAccessible is not false.`);
    const late = renderMarkdown(exampleReport({ date: "2026-12-02" }));
    expect(rowsUnder(late, "Deviations")[0]?.[3]).toBe("2026-12-01, expired");
});

test("a fault under a deviation that the register does not have is not lost", () => {
    const verdicts = [deviated(cache, CACHE, "It is open", { ...DEVIATION, id: "DEV-404" })];
    const rows = rowsUnder(renderMarkdown(exampleReport({ verdicts, deviations: [] })), "Deviations");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.slice(0, 4)).toEqual([
        "DEV-404",
        "cache-encrypted",
        "aws:elasticache/replicationGroup:ReplicationGrouphrms-cache",
        "not in the register",
    ]);
});

test("a hostile text stays a text: no markup, no mention, no row or cell more", () => {
    const signed = { ...DEVIATION, reason: HOSTILE, approvedBy: "Grace" };
    const verdicts = [
        failed(database, `${DATABASE}${HOSTILE}`, HOSTILE),
        deviated(database, CACHE, HOSTILE, signed),
    ];
    const markdown = renderMarkdown(exampleReport({ verdicts, deviations: [signed], title: HOSTILE }));
    const nodes = all(parse(markdown));
    const folds = /^(<details>\n<summary>[\w ,()]+<\/summary>|<\/details>)$/;
    const own = ["<code>", "</code>", "<br>", "<!-- -->", "<!-- policy-report:prod -->"];
    const foreign = nodes.filter(
        ({ type, value = "" }) => type === "html" && !own.includes(value) && !folds.test(value),
    );
    expect(foreign).toEqual([]);
    const tags = [...own, "<details>", "<summary>", "</summary>", "</details>"];
    expect(tags.reduce((text, tag) => text.replaceAll(tag, ""), markdown)).not.toMatch(/[<>]/);
    expect(
        nodes.filter(({ type }) => ["strong", "emphasis", "inlineCode", "image", "link"].includes(type)),
    ).toEqual([
        expect.objectContaining({
            type: "strong",
            children: [expect.objectContaining({ value: "8 days left" })],
        }),
    ]);
    const [row = [], ...more] = rowsUnder(markdown, "Blocking");
    expect(more).toEqual([]);
    expect(row).toHaveLength(4);
    expect(row[2]).toBe(`${HOSTILE_LINE}.`);
    expect(row[1]).toContain("alert(1)");
    expect(markdown).not.toMatch(/@everyone|(?<!&)#1/);
});

test("what GitHub would not take is left out, the least grave first, and counted", () => {
    const report = realSizeReport(60);
    const markdown = renderMarkdown(report);
    expect(markdown.length).toBeLessThan(65_536);
    const shown = (markdown.match(/<br><code>alarm-\d+<\/code>/g) ?? []).length;
    const left = [...markdown.matchAll(/…and (\d+) more in the artifact/g)].map(([, count]) => Number(count));
    const { byOutcome } = totalsOf(report.verdicts);
    expect(shown + left.reduce((sum, count) => sum + count, 0)).toBe(
        byOutcome.failed + byOutcome.undetermined,
    );
    expect(left.length).toBeGreaterThan(0);
    expect(rowsUnder(markdown, "Blocking").length).toBeGreaterThan(50);
});

test("equal input gives equal output", () => {
    expect(renderMarkdown(backwards(exampleReport()))).toBe(renderMarkdown(exampleReport()));
});
