import { checklist } from "../../../checklist";
import { coverage } from "../../../checklist/coverage";
import { renderJson, renderMarkdown } from "../../../checklist/report";

const date = "2026-03-01";
const result = coverage(checklist, {
    resource: [
        { name: "Edge", covers: ["security.tls.hsts"] },
        { name: "Hosts", covers: ["process.services.log-rotation", "setup.web.gzip"] },
    ],
    host: [{ name: "booted | host", covers: ["process.services.log-rotation"] }],
});
const markdown = renderMarkdown(result, date);

test("JSON holds the date, every item and the totals", () => {
    expect(JSON.parse(renderJson(result, date))).toEqual({ date, ...result });
});

test("markdown gives the totals first", () => {
    expect(markdown).toMatch(
        /^# Deployment checklist: evidence of 2026-03-01\n\n156 items: 2 proved, 1 partly proved, 153 open\.\n/,
    );
    expect(markdown).toContain("| policy | the policy pack blocks a stack without it | 0 | ");
});

test("markdown ticks what is proved and nothing else", () => {
    expect(markdown.match(/☑/g)).toHaveLength(2);
    expect(markdown.match(/☐/g)).toHaveLength(154);
    expect(markdown).toContain(
        "| ☑ | Log rotation is set up<br>`monitoring.logging.rotation`<br>same as `process.services.log-rotation` " +
            "| resource: Hosts<br>host: booted \\| host |  |",
    );
    expect(markdown).toContain(
        "| ☐ | HSTS headers are enabled<br>`security.tls.hsts` | resource: Edge | policy, probe |",
    );
});

test("markdown keeps the headings of the checklist, each once and in order", () => {
    const headings = checklist.flatMap(({ section, subsection }) => [`## ${section}`, `### ${subsection}`]);
    const expected = headings.filter((heading, index) => heading !== headings[index - 2]);
    const found = markdown.split("\n").filter((line) => /^#{2,3} /.test(line));
    expect(found).toEqual([...expected, "## Evidence that no item wants"]);
});

test("markdown lists the evidence that counts for nothing", () => {
    expect(markdown).toMatch(/## Evidence that no item wants[^]*- `setup\.web\.gzip`: resource: Hosts\n$/);
    expect(renderMarkdown(coverage(checklist, {}), date)).not.toContain("no item wants");
});

test("equal input gives equal files", () => {
    const again = coverage([...checklist], {
        host: [{ name: "booted | host", covers: ["process.services.log-rotation"] }],
        resource: [
            { name: "Hosts", covers: ["setup.web.gzip", "process.services.log-rotation"] },
            { name: "Edge", covers: ["security.tls.hsts"] },
        ],
    });
    expect(renderMarkdown(again, date)).toBe(markdown);
    expect(renderJson(again, date)).toBe(renderJson(result, date));
});
