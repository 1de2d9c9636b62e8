import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { plainEntries } from "../../../config/read";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-read-"));
afterAll(() => {
    fs.rmSync(folder, { recursive: true, force: true });
});

test("an entry in plain text is found between encrypted ones", () => {
    const file = path.join(folder, "Pulumi.prod.yaml");
    fs.writeFileSync(
        file,
        [
            "config:",
            "  hrms:loginPaths: [/login/]",
            "  hrms:sentryDsn: { secure: v1:a }",
            "  hrms:environmentSecrets:",
            "    LDAP_PASSWORD: { secure: v1:b }",
            "    API_TOKEN: canary",
            "",
        ].join("\n"),
    );
    expect(plainEntries(file)).toContain('hrms:environmentSecrets["API_TOKEN"]');
    expect(plainEntries(file)).not.toContain('hrms:environmentSecrets["LDAP_PASSWORD"]');
});

test("a stack whose file is elsewhere has none", () => {
    expect(plainEntries(path.join(folder, "Pulumi.other.yaml"))).toEqual([]);
});
