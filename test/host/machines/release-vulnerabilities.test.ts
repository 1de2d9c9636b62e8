/** Known vulnerabilities of a release's packages, asked of a server that answers as OSV does. */
import { json } from "node:stream/consumers";
import { OWN_ARCHITECTURE, whyNoBuilder } from "../../../release/builder";
import { loopback, type Loopback } from "../../support/loopback";
import { BUILD_TIMEOUT_MS, MINIMAL, ReleaseBuilds, SMALL } from "../../support/release-builds";
import { suiteUnless } from "../../support/suites";

/** https://google.github.io/osv.dev/post-v1-query/ */
const VULNERABILITY = {
    id: "PYSEC-2026-7",
    summary: "SQL injection in a function that does not exist",
    aliases: ["CVE-2026-1234"],
    modified: "2026-11-02T00:00:00Z",
    published: "2026-11-01T00:00:00Z",
    affected: [
        {
            package: { name: "django", ecosystem: "PyPI", purl: "pkg:pypi/django" },
            ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "5.2.20" }] }],
            versions: ["5.2.19"],
        },
    ],
    schema_version: "1.7.3",
};

interface Query {
    readonly package: { readonly name: string; readonly ecosystem: string };
    readonly version: string;
}

suiteUnless(whyNoBuilder(OWN_ARCHITECTURE), "known vulnerabilities", () => {
    let builds: ReleaseBuilds;
    let server: Loopback;
    let status: number;
    let vulnerable: string;
    let asked: Query[];
    beforeEach(async () => {
        builds = new ReleaseBuilds();
        status = 200;
        vulnerable = "";
        asked = [];
        server = await loopback((request, response) => {
            void json(request).then((body) => {
                const query = body as Query;
                asked.push(query);
                const vulns = query.package.name === vulnerable ? { vulns: [VULNERABILITY] } : {};
                response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(vulns));
            });
        });
    });
    afterEach(async () => {
        await server.close();
        builds.remove();
    });

    const url = (): string[] => ["--osv-url", `http://${server.host}/v1/query`, "--no-index"];
    const stopped = async (...args: string[]): Promise<string> => {
        const app = builds.project([SMALL], { "requirements.txt": MINIMAL });
        const { code, stderr } = await builds.build(app, "out", ["--commit", "folder", ...url(), ...args]);
        expect(code).toBe(1);
        return stderr;
    };

    test("one that nobody has allowed stops the build before anything of a package runs", async () => {
        vulnerable = "django";
        const said = await stopped();
        expect(said).toContain("    django 5.2.19: PYSEC-2026-7, CVE-2026-1234; corrected in 5.2.20\nFix: ");
        expect(said).not.toContain("Building wheels");
        expect(asked).toContainEqual({
            package: { name: "django", ecosystem: "PyPI" },
            version: "5.2.19",
        });
    });

    test("a service that fails stops the build that requires the check", async () => {
        status = 503;
        expect(await stopped("--require-vulnerability-check")).toMatch(
            /The build requires a check for known vulnerabilities, and there was none: .*503/,
        );
    });

    test(
        "one that is allowed is recorded with the reason",
        async () => {
            vulnerable = "django";
            const allowed = ["--allow-vulnerability", "CVE-2026-1234=we do not call it"];
            await builds.built(builds.project([SMALL], { "requirements.txt": MINIMAL }), "out", [
                ...url(),
                ...allowed,
            ]);
            expect(builds.steps("out").vulnerabilities).toEqual([
                `${asked.length} packages checked, 1 known vulnerabilities`,
                "allowed: django 5.2.19: PYSEC-2026-7, CVE-2026-1234; corrected in 5.2.20; we do not call it",
            ]);
        },
        BUILD_TIMEOUT_MS,
    );

    test(
        "a service that cannot be reached is recorded, and does not stop the build",
        async () => {
            const { host } = server;
            await server.close();
            const app = builds.project([SMALL], { "requirements.txt": MINIMAL });
            const record = await builds.built(app, "out", url());
            expect(record.steps.find(({ step }) => step === "vulnerabilities")).toMatchObject({
                outcome: "not checked",
                notes: [`no package was checked for known vulnerabilities: ${host} cannot be reached`],
            });
            server = await loopback(() => undefined);
        },
        BUILD_TIMEOUT_MS,
    );
});
