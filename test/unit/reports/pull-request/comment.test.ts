import { fingerprintIn, marker, renderComment, renderPlan } from "../../../../reports/pull-request/comment";
import type { Change, Plan } from "../../../../reports/pull-request/plan";

const FINGERPRINT = "0123456789abcdef".repeat(4);

const change = (op: Change["op"], name: string, because: string[] = []): Change => ({
    op,
    urn: `urn:pulumi:prod::hrms::aws:s3/bucket:Bucket::${name}`,
    because,
    digest: "",
});

const planOf = (...changes: Change[]): Plan => ({
    version: 1,
    stack: "prod",
    changes,
    fingerprint: FINGERPRINT,
});

const POLICIES = "### Policies\n";

test("a comment begins with its marker, and has the plan's fingerprint, the cost, the run and the policies", () => {
    const text = renderComment({
        plan: planOf(),
        policies: POLICIES,
        cost: "12 USD",
        run: "https://github.com/run",
    });
    expect(text.startsWith(`${marker("prod")}\n`)).toBe(true);
    expect(fingerprintIn(text)).toBe(FINGERPRINT);
    expect(text).toMatch(/Nothing changes\.[^]*12 USD[^]*\(https:\/\/github\.com\/run\)[^]*### Policies/);
});

test("what destroys comes first, with its reasons", () => {
    const text = renderPlan(
        planOf(change("create", "new"), change("replace", "moved", ["bucket", "region"])),
    );
    expect(text).toContain("1 created, 0 changed, 1 replaced, 0 deleted.");
    expect(text).toMatch(/moved[^]*<code>bucket<\/code>, <code>region<\/code>[^]*new/);
});

test("a long list is folded", () => {
    const many = Array.from({ length: 16 }, (_, index) => change("create", `bucket-${index}`));
    expect(renderPlan(planOf(...many))).toContain("<details><summary>Created: 16</summary>");
    expect(renderPlan(planOf(...many.slice(1)))).not.toContain("<details>");
});

test("no comment is longer than GitHub allows, and a cut one says so", () => {
    const text = renderComment({ plan: planOf(), policies: "a line of findings\n".repeat(5000) });
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\na line of findings\n\nThe rest is in the reports of the run\.\n$/);
});
