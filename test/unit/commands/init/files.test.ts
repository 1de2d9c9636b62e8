import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { changedFiles, described, readKnown, readPulumi } from "../../../../commands/init/files";
import { CHECKOUT } from "../../../../system/checkout";
import { removeTemporaryFolder, temporaryFolder } from "../../../../system/interruption";

let checkout: string;
beforeEach(() => {
    checkout = temporaryFolder("init-files");
    fs.mkdirSync(path.join(checkout, "policy-settings"));
    for (const file of ["Pulumi.yaml", "policy-settings/prod.yaml", "policy-settings/starter.yaml"]) {
        fs.copyFileSync(path.join(CHECKOUT, file), path.join(checkout, file));
    }
});
afterEach(() => {
    removeTemporaryFolder(checkout);
});
const write = (file: string, text: string): void => {
    fs.writeFileSync(path.join(checkout, file), text);
};

test("what the files say: values, names of secrets, the backend and the provider", () => {
    write(
        "Pulumi.hr.yaml",
        "secretsprovider: awskms://alias/hr\nconfig:\n  hrms:domain: hr.acme.org\n  hrms:adminCidrs: [192.0.2.0/24]\n  hrms:sentryDsn:\n    secure: v1:abc\n  aws:profile: hr\n",
    );
    expect(readKnown("hr", checkout)).toEqual({
        stack: "hr",
        values: { domain: "hr.acme.org", adminCidrs: '["192.0.2.0/24"]' },
        secrets: ["hrms:sentryDsn"],
    });
    expect(readPulumi("hr", checkout)).toEqual({ secretsProvider: "awskms://alias/hr" });
    write("Pulumi.hr.yaml", "encryptionsalt: v1:abc\n");
    write("Pulumi.yaml", "name: hrms\nbackend:\n  url: s3://acme-state\n");
    expect(readPulumi("hr", checkout)).toEqual({ state: "s3://acme-state", secretsProvider: "passphrase" });
    expect([readKnown("none", checkout).values, readPulumi("none", checkout)]).toEqual([
        {},
        { state: "s3://acme-state" },
    ]);
});

describe("policy settings", () => {
    const values = { profile: "production", region: "us-west-2", backupRegion: "us-east-2" };
    const settingsOf = (wanted: Parameters<typeof changedFiles>[0]) => {
        const found = changedFiles(wanted, {}, checkout).find(
            ({ file }) => file === `policy-settings/${wanted.stack}.yaml`,
        );
        if (found) write(found.file, found.after);
        return parse(
            fs.readFileSync(path.join(checkout, `policy-settings/${wanted.stack}.yaml`), "utf8"),
        ) as Record<string, { regions?: string[] }>;
    };
    const regionsOf = (settings: ReturnType<typeof settingsOf>) => settings["region-is-allowed"]?.regions;

    test("of a new stack allow its regions only; later runs keep what somebody has added", () => {
        expect(regionsOf(settingsOf({ stack: "hr", values, before: {}, isNew: true }))).toEqual([
            "us-west-2",
            "us-east-2",
            "us-east-1",
        ]);
        const file = path.join(checkout, "policy-settings/hr.yaml");
        const text = fs.readFileSync(file, "utf8");
        expect(text).toMatch(/^# What the policies ask of the stack "hr"/);
        fs.writeFileSync(file, text.replace("us-east-1]", "us-east-1, ca-central-1]"));
        expect(regionsOf(settingsOf({ stack: "hr", values, before: values, isNew: false }))).toContain(
            "ca-central-1",
        );
    });

    test("ask for a service only while the stack runs it", () => {
        const elsewhere = { ...values, inspector: "elsewhere: the security team of the group" };
        expect(settingsOf({ stack: "hr", values: elsewhere, before: {}, isNew: true })).not.toHaveProperty(
            "account-scans-for-vulnerabilities",
        );
        expect(
            settingsOf({
                stack: "hr",
                values: { ...values, inspector: "here" },
                before: elsewhere,
                isNew: false,
            }),
        ).toHaveProperty("account-scans-for-vulnerabilities", "mandatory");
    });

    test("name who runs what the account must have, until the stack runs it itself", () => {
        const elsewhere = { ...values, guardDuty: "elsewhere: the security team of the group" };
        expect(settingsOf({ stack: "hr", values: elsewhere, before: {}, isNew: true })).toHaveProperty(
            "account-has-threat-detection",
            { runBy: "the security team of the group" },
        );
        const back = {
            stack: "hr",
            values: { ...values, guardDuty: "here" },
            before: elsewhere,
            isNew: false,
        };
        expect(settingsOf(back)).not.toHaveProperty("account-has-threat-detection");
    });
});

test("a change is shown by the lines that go and come", () => {
    expect(described({ file: "a.yaml", before: "one\ntwo\n", after: "one\nthree\n" })).toBe(
        "a.yaml\n- two\n+ three",
    );
    expect(described({ file: "a.yaml", before: "", after: "one\ntwo\n" })).toBe("a.yaml\n  new, 2 lines");
});
