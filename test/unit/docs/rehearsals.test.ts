/** Every section of the runbook names a test that rehearses it, and that test exists. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { closest } from "fastest-levenshtein";
import { procedures, sectionsOf, type Rehearsal } from "./runbook-pages";
import { CHECKOUT } from "../../../system/checkout";

/** Sections that no test can rehearse: only AWS itself, or a person, does what they are about. */
const NOT_REHEARSED: Readonly<Record<string, string>> = {
    "alarms.md#event-not-delivered": "only EventBridge counts its failures.",
    "alarms.md#e-mail-bounces": "only SES itself counts bounces and stops an account.",
    "alarms.md#network-exhausted": "only a real NAT gateway runs out of ports.",
    "alarms.md#alerts-not-delivered": "only SNS delivers to phones and webhooks.",
    "everyday.md#open-a-shell-on-a-host": "Session Manager's agent works only against AWS.",
    "everyday.md#a-contact-has-not-confirmed": "a person confirms by clicking a link in an e-mail.",
    "everyday.md#infected-upload": "only GuardDuty scans and tags uploads.",
    "everyday.md#a-key-is-to-be-deleted": "only KMS can cancel the deletion of a key.",
    "everyday.md#from-starter-to-production":
        "tests change each setting of a production stack, but not all of a starter at once.",
    "everyday.md#upgrade-mysql-to-another-major-version": "only RDS can create a blue/green deployment.",
    "disasters.md#restore-the-database-to-a-point-in-time": "only RDS can restore an instance.",
    "disasters.md#put-a-restored-database-in-place": "only RDS can rename an instance.",
    "disasters.md#restore-uploaded-files": "only AWS Backup can restore a bucket.",
    "disasters.md#the-region-is-lost": "it needs real backups in a second region.",
};

/** Titles of tests in a file, as they are written there. */
const titlesIn = (source: string): string[] =>
    [...source.matchAll(/\b(?:test|it)(?:\.each\([\s\S]*?\))?\(\s*(["'`])(?<title>.*?)\1,/g)].map(
        ({ groups }) => groups?.title ?? "",
    );

function fault({ file, title }: Rehearsal): string | undefined {
    if (!existsSync(join(CHECKOUT, file))) {
        return `${file} does not exist.`;
    }
    const titles = titlesIn(readFileSync(join(CHECKOUT, file), "utf8"));
    if (titles.some((existing) => existing.startsWith(title))) {
        return undefined;
    }
    const beginnings = titles.map((existing) => existing.slice(0, title.length));
    return `${file} has no test "${title}". Closest: "${closest(title, beginnings)}".`;
}

test("every section names a test, or is known not to be rehearsed", () => {
    const sections = procedures();
    expect(sections.length).toBeGreaterThan(25);
    expect(
        sections
            .filter(({ rehearsals, notRehearsed }) => rehearsals.length > 0 === (notRehearsed !== undefined))
            .map(({ place }) => place),
    ).toEqual([]);
    const notRehearsed = sections.flatMap(({ place, notRehearsed: why }) =>
        why === undefined ? [] : [[place, why]],
    );
    expect(Object.fromEntries(notRehearsed)).toEqual(NOT_REHEARSED);
});

test("every test that a section names exists", () => {
    expect(procedures().flatMap(({ rehearsals }) => rehearsals.flatMap((one) => fault(one) ?? []))).toEqual(
        [],
    );
});

test("a missing file and a missing title are faults", () => {
    const file = "test/unit/docs/rehearsals.test.ts";
    expect(fault({ file: "test/nothing.test.ts", title: "x" })).toBe("test/nothing.test.ts does not exist.");
    expect(fault({ file, title: "every test that a section" })).toBeUndefined();
    expect(fault({ file, title: "every test that sections name" })).toBe(
        `${file} has no test "every test that sections name". Closest: "every test that a section nam".`,
    );
});

test("a section without a word about its rehearsal has none", () => {
    const page = [
        "# Page",
        '## One\nText\n```sh\n## no heading\n```\nRehearsed: [a.test.ts](../../test/a.test.ts), "one" and\n[b.test.ts](../../test/b.test.ts), "two"',
        "## Two\nNot rehearsed by a test: because.",
        '## Three\n[c.test.ts](../../test/c.test.ts), "three" is only a link',
    ].join("\n");
    expect(sectionsOf("docs/runbook/page.md", page)).toEqual([
        {
            place: "page.md#one",
            rehearsals: [
                { file: "test/a.test.ts", title: "one" },
                { file: "test/b.test.ts", title: "two" },
            ],
            notRehearsed: undefined,
        },
        { place: "page.md#two", rehearsals: [], notRehearsed: "because." },
        { place: "page.md#three", rehearsals: [], notRehearsed: undefined },
    ]);
});
