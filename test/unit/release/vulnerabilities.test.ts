import { audited, USUAL_CHECK } from "../../../release/vulnerabilities";

const SQL = { id: "PYSEC-2026-7", aliases: ["CVE-2026-1234"], fix_versions: ["5.2.20", "6.0.3"] };
const XSS = { id: "PYSEC-2026-8", aliases: [], fix_versions: [] };
const printed = (...vulns: object[]): string =>
    JSON.stringify({
        dependencies: [
            { name: "django", version: "5.2.19", vulns },
            { name: "redis", version: "8.1.0", vulns: [] },
        ],
        fixes: [],
    });

test("no vulnerability", () => {
    expect(audited(printed(), USUAL_CHECK)).toEqual({
        notes: ["2 packages checked, 0 known vulnerabilities"],
    });
});

test("one that is not allowed is a fault with the package, identifiers, versions that correct it, and a fix", () => {
    expect(() => audited(printed(SQL, XSS), USUAL_CHECK)).toThrow(
        "Packages have known vulnerabilities:\n" +
            "    django 5.2.19: PYSEC-2026-7, CVE-2026-1234; corrected in 5.2.20, 6.0.3\n" +
            "    django 5.2.19: PYSEC-2026-8; no version corrects it yet\n" +
            "Fix: require a version that corrects it. If it does not affect the project, say why: " +
            '--allow-vulnerability "PYSEC-2026-7=the reason, which is recorded"',
    );
});

test.each(["PYSEC-2026-7", "CVE-2026-1234"])("%s allows it by any of its names, and is recorded", (id) => {
    const allowed = { [id]: "no raw queries here", "CVE-1999-1": "an old one" };
    expect(audited(printed(SQL), { ...USUAL_CHECK, allowed }).notes).toEqual([
        "2 packages checked, 1 known vulnerabilities",
        "allowed: django 5.2.19: PYSEC-2026-7, CVE-2026-1234; corrected in 5.2.20, 6.0.3; no raw queries here",
        "allowed, but no longer found: CVE-1999-1",
    ]);
    expect(() => audited(printed(SQL, XSS), { ...USUAL_CHECK, allowed })).toThrow("PYSEC-2026-8");
});

test("a service that cannot be reached is said, and stops the build that requires the check", () => {
    const unreachable = JSON.stringify({ unreachable: "Name or service not known" });
    expect(audited(unreachable, USUAL_CHECK)).toEqual({
        notes: [],
        notChecked: "no package was checked for known vulnerabilities: api.osv.dev cannot be reached",
    });
    expect(() => audited(unreachable, { ...USUAL_CHECK, isRequired: true })).toThrow(
        /requires a check .*Name or service not known\nFix: let this machine reach https:\/\/api\.osv\.dev/,
    );
});

test("what pip-audit leaves out is no clean result", () => {
    const skipped = JSON.stringify({ dependencies: [{ name: "house", skip_reason: "no such package" }] });
    expect(audited(skipped, USUAL_CHECK).notes).toContain("not checked: house (no such package)");
});

test("what is no output of pip-audit is an error, not an absence of vulnerabilities", () => {
    expect(() => audited("", USUAL_CHECK)).toThrow(SyntaxError);
    expect(() => audited("{}", USUAL_CHECK)).toThrow();
});
