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

test("files are found, sorted by their paths", () => {
    write("etc/nginx/nginx.conf", "etc/issue", "opt/hrms/host.env");
    expect(filesBelow(folder)).toEqual(["etc/issue", "etc/nginx/nginx.conf", "opt/hrms/host.env"]);
});

test("a symbolic link is rejected, because some checkouts turn it into a text file", () => {
    write("etc/issue");
    symlinkSync("issue", join(folder, "etc/issue.net"));
    expect(() => filesBelow(folder)).toThrow(/symbolic links in .*: etc\/issue\.net; replace each/);
});

test("leftovers of editors, file managers and Python are not", () => {
    write("etc/issue", "etc/.issue.swp", ".DS_Store", "etc/issue~");
    write("django/__pycache__/apps.cpython-313.pyc", ".git/HEAD");
    symlinkSync("somebody@elsewhere.4711", join(folder, "etc/.#issue"));
    expect(filesBelow(folder)).toEqual(["etc/issue"]);
});
