/** Front ends and static files of releases: built by Node, smaller, under names that follow the content, compressed. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { OWN_ARCHITECTURE, whyNoBuilder } from "../../../release/builder";
import { BUILD_TIMEOUT_MS, fixture, MINIMAL, ReleaseBuilds, SMALL } from "../../support/release-builds";
import { suiteUnless } from "../../support/suites";

/** A gradient, stored without compression. */
const PNG = fs.readFileSync(path.join(SMALL, "assets/people.png"));

const CHANGES = {
    "requirements.txt": MINIMAL,
    "assets/people.js":
        "/*! The licence */\n// Counts people.\nfunction countPeople($scope) {\n    const many = $scope.people.length;\n" +
        "    return many;\n}\n",
    "assets/broken.js": "function {\n    // This is no script.\n",
    "assets/broken.png": "This is no picture.\n",
    "assets/vendor.js": "// What it was.\nconst a = 1;\n//# sourceMappingURL=vendor.js.map\n",
    "assets/vendor.js.map": "{}\n",
};

suiteUnless(whyNoBuilder(OWN_ARCHITECTURE), "static files of a release", () => {
    let builds: ReleaseBuilds;
    beforeEach(() => {
        builds = new ReleaseBuilds();
    });
    afterEach(() => {
        builds.remove();
    });

    test(
        "a front end is built; files are smaller, hashed after that, and compressed; a second build gives the same",
        async () => {
            const app = builds.project([SMALL, fixture("vite")], CHANGES);
            const cold = { HRMS_CACHE: builds.emptyCache() };
            const { release } = await builds.built(app, "first", [], cold);
            const folder = builds.static("first");
            const read = (name: string): Buffer => fs.readFileSync(path.join(folder, name));
            const { paths } = JSON.parse(read("staticfiles.json").toString()) as {
                paths: Record<string, string>;
            };
            const text = (name: string): string => read(paths[name] ?? "").toString();

            expect(builds.steps("first").frontend).toEqual(["frontend: 3 files made"]);
            expect(text("app/main.js")).toContain("People of");
            expect(text("app/main.js")).toMatch(/sourceMappingURL=main\.js\.[0-9a-f]{12}\.map\s*$/);
            expect((await builds.files("first")).filter((line) => line.includes("node_modules"))).toEqual([]);

            expect(text("people.js")).toBe(
                "/*! The licence */function countPeople($scope){return $scope.people.length}\n",
            );
            expect(text("people.css")).toBe(
                `body{color:#333;background-image:url(${JSON.stringify(paths["people.svg"])})}\n`,
            );
            expect(read(paths["people.png"] ?? "").length).toBeLessThan(PNG.length);
            for (const name of ["broken.js", "broken.png"] as const) {
                expect(text(name)).toBe(CHANGES[`assets/${name}`]);
            }
            expect(text("vendor.js")).toContain("// What it was.");

            expect(Object.keys(paths).length).toBeGreaterThan(8);
            for (const [name, hashed] of Object.entries(paths)) {
                const hash = createHash("md5").update(read(hashed)).digest("hex").slice(0, 12);
                expect([name, hashed]).toEqual([name, expect.stringContaining(`.${hash}`)]);
            }
            const map = paths["app/main.js.map"] ?? "";
            expect(brotliDecompressSync(read(`${map}.br`))).toEqual(read(map));
            expect(gunzipSync(read(`${map}.gz`))).toEqual(read(map));

            const again = await builds.built(app, "second", [], cold);
            expect(again.release).toBe(release);
        },
        BUILD_TIMEOUT_MS,
    );

    test("a front end without a lock stops it before anything is built", async () => {
        const app = builds.project([SMALL], {
            ...CHANGES,
            "web/package.json": '{ "scripts": { "build": "true" } }',
        });
        const { code, stderr } = await builds.build(app, "out", ["--commit", "folder", "--no-index"]);
        expect(code).toBe(1);
        expect(stderr).toMatch(/web\/package\.json has a script "build".*\nFix: .*\(cd web && npm install/);
    });
});
