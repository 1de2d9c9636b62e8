import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { writeReports } from "../../../../policies/report";
import { renderHtml } from "../../../../policies/report/html";
import { exampleReport } from "./example";

test("writes every format into a folder that it makes, and says which files", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-reports-"));
    try {
        const out = path.join(folder, "new", "out");
        const files = writeReports(out, exampleReport());
        expect(files).toEqual(
            ["policy.junit.xml", "policy.sarif", "policy.md", "policy.html"].map((name) =>
                path.join(out, name),
            ),
        );
        const [junit = "", sarif = "", markdown = "", html = ""] = files.map((file) =>
            fs.readFileSync(file, "utf8"),
        );
        expect(junit).toMatch(/^<\?xml/);
        expect(JSON.parse(sarif)).toMatchObject({ version: "2.1.0" });
        expect(markdown).toMatch(/^<!-- policy-report:prod -->/);
        expect(html).toBe(renderHtml(exampleReport()));
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
});
