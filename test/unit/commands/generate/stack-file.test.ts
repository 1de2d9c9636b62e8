import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { stackFile } from "../../../../commands/generate/stack-file";
import { SETTINGS } from "../../../../config";
import { CHECKOUT } from "../../../../system/checkout";

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
