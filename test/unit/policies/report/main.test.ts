/** The command of the pack's own folder, run as npm runs it. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { allPolicies } from "../../../../policies/all-policies";

const POLICIES = path.join(__dirname, "../../../../policies");
const STACK = "urn:pulumi:shop::shop::pulumi:pulumi:Stack::shop-shop";
const VOLUME = "urn:pulumi:shop::shop::aws:ebs/volume:Volume::scratch";
const policy = allPolicies.find(({ name }) => name === "ebs-volumes-encrypted");
const message = `encrypted is not true. ${policy?.description ?? ""} ${policy?.remediationSteps ?? ""}`;

const FORUM = "urn:pulumi:shop::shop::forum:index/board:Board::board";
const SITE = "urn:pulumi:shop::shop::shop:index:Site::site";

const step = (urn: string, provider?: string) => ({
    resourcePreEvent: { metadata: { op: "create", urn, provider, type: urn.split("::")[2] } },
});
const EVENTS = [
    step(STACK),
    step(VOLUME),
    // Known by the provider that makes it; no policy has a rule for its type.
    step(FORUM, "provider::id"),
    { policyAnalyzeSummaryEvent: { resourceUrn: FORUM } },
    // A component is no resource of a cloud.
    step(SITE, ""),
    { policyAnalyzeSummaryEvent: { resourceUrn: SITE } },
    { policyAnalyzeSummaryEvent: { resourceUrn: STACK } },
    { policyAnalyzeSummaryEvent: { resourceUrn: VOLUME, passed: ["resources-carry-required-tags"] } },
    {
        policyEvent: {
            resourceUrn: VOLUME,
            policyName: policy?.name,
            policyPackName: "django-hrms",
            enforcementLevel: "mandatory",
            message,
        },
    },
    { timestamp: 1_795_444_000, policyAnalyzeStackSummaryEvent: {} },
];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-report-"));
afterAll(() => {
    fs.rmSync(folder, { recursive: true });
});

function run(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(
        "npm",
        ["run", "--silent", "--prefix", POLICIES, "report", "--", ...args],
        {
            cwd: folder,
            encoding: "utf8",
        },
    );
    return { status, stdout, stderr };
}

const log = (events: readonly object[]): void => {
    fs.writeFileSync(
        path.join(folder, "events.json"),
        events.map((event) => JSON.stringify(event)).join("\n"),
    );
};

test("writes every report and a baseline, where the user is", () => {
    log(EVENTS);
    const { status, stdout, stderr } = run(
        "events.json",
        "--out",
        "reports",
        "--write-baseline",
        "baseline.json",
    );
    expect(status).toBe(1);
    expect(stderr).toContain("✗ ebs-volumes-encrypted: aws:ebs/volume:Volume scratch");
    expect(stdout).toContain("Time: 2026-11-23 14:26 UTC");
    expect(stdout).toContain("Without a rule: 1 resource of 1 type has no rule of its own");
    expect(fs.readdirSync(path.join(folder, "reports")).sort()).toEqual([
        "policy.html",
        "policy.junit.xml",
        "policy.md",
        "policy.sarif",
    ]);
    expect(fs.readFileSync(path.join(folder, "baseline.json"), "utf8")).toContain(
        '{"policy":"ebs-volumes-encrypted","type":"aws:ebs/volume:Volume","name":"scratch",',
    );
});

test.each<[string, () => void, string[], RegExp]>([
    [
        "a log of an unfinished preview",
        () => {
            log(EVENTS.slice(0, 2));
        },
        ["events.json"],
        /not show that every resource/,
    ],
    ["a log that does not exist", () => undefined, ["missing.json"], /missing\.json/],
    ["no log", () => undefined, [], /^Usage: /],
    ["an option that does not exist", () => undefined, ["events.json", "--format", "pdf"], /--format/],
])("%s is said, with another exit code", (_, prepare, args, said) => {
    prepare();
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stdout + stderr).toMatch(said);
});

test("a line that is no JSON is named, but not shown", () => {
    fs.writeFileSync(path.join(folder, "events.json"), "{}\nhunter2 {");
    const { status, stderr } = run("events.json");
    expect([status, stderr.trim()]).toEqual([2, "Line 2 of the event log is not JSON."]);
});
