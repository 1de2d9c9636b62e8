import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { stackFile, withValues } from "../../../config/stack-file";
import { SETTINGS } from "../../../config";
import { CHECKOUT } from "../../../system/checkout";

const shipped = fs.readFileSync(path.join(CHECKOUT, "Pulumi.prod.yaml"), "utf8");

test("removing every '#' of a default gives a valid file with exactly the defaults", () => {
    const uncommented = shipped.replace(/^ {2}# (hrms:\w+: [^#\n]*?) +#.*$/gm, "  $1");
    const { config } = parse(uncommented) as { config: Record<string, unknown> };
    const set = (parse(shipped) as { config: Record<string, unknown> }).config;
    const expected = Object.entries(SETTINGS).flatMap(([name, setting]) => {
        // What the file sets already has no comment.
        const value: unknown = set[`hrms:${name}`] ?? setting.defaultFor("production");
        return value === undefined ? [] : [[`hrms:${name}`, value]];
    });
    expect(config).toMatchObject(Object.fromEntries(expected));
});

test.each([
    [
        "a value",
        "# hrms:databaseMultiAz: true ",
        "hrms:databaseMultiAz: false ",
        { "hrms:databaseMultiAz": false },
    ],
    [
        "a list on several lines",
        "# hrms:adminCidrs: [] ",
        "hrms:adminCidrs:\n    - 192.0.2.0/24\n    - 198.51.100.0/24 ",
        { "hrms:adminCidrs": ["192.0.2.0/24", "198.51.100.0/24"] },
    ],
    [
        "a secret",
        "# hrms:sentryDsn: ",
        "hrms:sentryDsn:\n    secure: v1:abc ",
        { "hrms:sentryDsn": { secure: "v1:abc" } },
    ],
])("keeps %s that a team has changed", (_, line, changed, values) => {
    expect(shipped).toContain(line);
    const file = stackFile(shipped.replace(line, changed));
    const { config } = parse(file) as { config: unknown };
    expect(config).toEqual({ ...(parse(shipped) as { config: object }).config, ...values });
    expect(stackFile(file)).toBe(file);
});

test.each([
    ["after the settings", (own: string) => shipped + own],
    ["before the settings", (own: string) => own + shipped],
])("keeps what Pulumi writes %s: without it, nobody can decrypt the secrets", (_, place) => {
    const file = stackFile(place("encryptionsalt: v1:abc=:def\n"));
    expect(parse(file)).toEqual({ ...(parse(shipped) as object), encryptionsalt: "v1:abc=:def" });
    expect(file.replace("encryptionsalt: v1:abc=:def\n", "")).toBe(shipped);
    expect(stackFile(file)).toBe(file);
});

test("puts comments back that Pulumi has moved to the margin", () => {
    expect(stackFile(shipped.replace(/^ {2}#/gm, "#"))).toBe(shipped);
});

describe("with values", () => {
    const values = {
        domain: "hr.acme.example",
        adminCidrs: '["192.0.2.0/24"]',
        awsAccountId: "012345678901",
    };
    const config = {
        "hrms:domain": "hr.acme.example",
        "hrms:adminCidrs": ["192.0.2.0/24"],
        "hrms:awsAccountId": "012345678901",
    };

    test("a file changes in their lines only, and keeps its comments", () => {
        const changed = withValues(shipped, values);
        expect((parse(changed) as { config: object }).config).toEqual({
            ...(parse(shipped) as { config: object }).config,
            ...config,
        });
        const kept = new Set(changed.split("\n"));
        expect(shipped.split("\n").filter((line) => !kept.has(line))).toEqual([
            expect.stringContaining("hrms:domain: hrms.example.com"),
            expect.stringContaining('hrms:awsAccountId: "123456789012"'),
            expect.stringContaining("# hrms:adminCidrs: []"),
        ]);
        expect(changed).toContain('hrms:awsAccountId: "012345678901" # any other account is refused\n');
        expect(withValues(changed, values)).toBe(changed);
    });

    test("a new file has them first, then the defaults, and what Pulumi wrote", () => {
        const file = withValues("encryptionsalt: v1:abc=:def\n", values);
        // The last default is set, so that Pulumi leaves the comments before it where they are.
        const last = { "hrms:monthlyBudgetUsd": 1750 };
        expect(parse(file)).toEqual({ config: { ...config, ...last }, encryptionsalt: "v1:abc=:def" });
        expect(file).toMatch(
            /\nconfig:\n {2}hrms:domain: .*\n {2}hrms:adminCidrs: .*\n {2}hrms:awsAccountId: .*\n\n {2}# Every other/,
        );
        expect(file).toContain("# hrms:vpcCidr: 10.20.0.0/16");
    });

    test("an empty one removes its setting, on one line or several, and brings the comment back", () => {
        for (const networks of ["[192.0.2.0/24]", "\n    - 192.0.2.0/24\n    - 198.51.100.0/24"]) {
            const open = shipped.replace("# hrms:adminCidrs: []", `hrms:adminCidrs: ${networks}`);
            expect(open).not.toBe(shipped);
            expect(withValues(open, { adminCidrs: "" })).toBe(shipped);
        }
        expect(withValues(shipped, { adminCidrs: "" })).toBe(shipped);
    });

    test("an empty one takes the remark behind its setting along", () => {
        const before = shipped.split("\n");
        const changed = withValues(shipped, { backupRegion: "" }).split("\n");
        expect(before.filter((line) => !changed.includes(line))).toEqual([
            "  hrms:backupRegion: eu-west-1 # second copy of every backup",
        ]);
        expect(changed.filter((line) => !before.includes(line))).toEqual([
            expect.stringMatching(/^ {2}# hrms:backupRegion: /),
        ]);
    });

    test("another profile brings its own defaults", () => {
        expect(withValues(shipped, { profile: "starter" })).toMatch(/# hrms:databaseMultiAz: false /);
    });
});
