import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { filesBelow } from "../../../host/paths";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hrms-paths-"));
});
afterEach(() => {
    rmSync(folder, { recursive: true });
});

function write(...paths: string[]): void {
    for (const path of paths) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), "");
    }
}

test("files and links to files are found, sorted by their paths", () => {
    write("etc/nginx/nginx.conf", "etc/issue", "opt/hrms/host.env");
    symlinkSync("issue", join(folder, "etc/issue.net"));
    expect(filesBelow(folder)).toEqual([
        "etc/issue",
        "etc/issue.net",
        "etc/nginx/nginx.conf",
        "opt/hrms/host.env",
    ]);
});

test("leftovers of editors, file managers and Python are not", () => {
    write("etc/issue", "etc/.issue.swp", ".DS_Store", "etc/issue~");
    write("django/__pycache__/apps.cpython-313.pyc", ".git/HEAD");
    symlinkSync("somebody@elsewhere.4711", join(folder, "etc/.#issue"));
    expect(filesBelow(folder)).toEqual(["etc/issue"]);
});
