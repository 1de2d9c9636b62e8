/** The Python of the recipe that needs no builder: locks of other tools as requirements. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { RECIPE } from "../../../release/builder";
import { removeTemporaryFolder, temporaryFolder } from "../../../system/interruption";
import { suiteWith } from "../../support/suites";

const PIPFILE = JSON.stringify({
    default: {
        django: { version: "==5.2.19", hashes: ["sha256:0"] },
        celery: { version: "==5.7.0", extras: ["redis"], markers: "python_version >= '3.9'" },
        own: { git: "https://example.com/own.git", ref: "0123abc", subdirectory: "lib" },
    },
    production: { gunicorn: { version: "==23.0" } },
    develop: { pytest: { version: "==9.0.0" } },
});

const POETRY = `
[[package]]
name = "django"
version = "5.2.19"
groups = ["main", "dev"]

[[package]]
name = "tzdata"
version = "2026.1"
groups = ["main"]
markers = "sys_platform == 'win32'"

[[package]]
name = "asgiref"
version = "3.13.0"
groups = ["main", "dev"]
markers = { main = "python_version < '4'", dev = "python_version < '5'" }

[[package]]
name = "pytest"
version = "9.0.0"
groups = ["dev"]

[[package]]
name = "gunicorn"
version = "23.0"
groups = ["production"]

[[package]]
name = "of-poetry-1"
version = "1.0"

[[package]]
name = "own"
version = "1.0"
groups = ["main"]

[package.source]
type = "git"
url = "https://example.com/own.git"
resolved_reference = "0123abc"
`;

suiteWith({ python3: "python3" }, "locks", () => {
    test.each([
        [
            "Pipfile.lock",
            PIPFILE,
            [
                "django==5.2.19",
                "celery[redis]==5.7.0 ; python_version >= '3.9'",
                "own @ git+https://example.com/own.git@0123abc#subdirectory=lib",
            ],
            ["gunicorn==23.0"],
        ],
        [
            "poetry.lock",
            POETRY,
            [
                "django==5.2.19",
                "tzdata==2026.1 ; sys_platform == 'win32'",
                "asgiref==3.13.0 ; python_version < '4'",
                "of-poetry-1==1.0",
                "own @ git+https://example.com/own.git@0123abc",
            ],
            ["gunicorn==23.0"],
        ],
    ])(
        "%s as requirements, without development's packages, with groups that are named",
        (name, text, lines, ofGroup) => {
            const folder = temporaryFolder("locks");
            try {
                const file = path.join(folder, name);
                fs.writeFileSync(file, text);
                const program = path.join(RECIPE, "requirements.py");
                const printed = (...groups: string[]): string[] => {
                    const args = ["-I", "-B", program, file, ...groups];
                    const { stdout, stderr } = spawnSync("python3", args, { encoding: "utf8" });
                    expect(stderr).toBe("");
                    return stdout.trim().split("\n");
                };
                expect(printed()).toEqual(lines);
                expect(printed("production").filter((line) => !lines.includes(line))).toEqual(ofGroup);
            } finally {
                removeTemporaryFolder(folder);
            }
        },
    );
});
