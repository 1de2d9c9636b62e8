import { SETTINGS } from "../../../config";
import { loginPathRegex } from "../../../components/edge/firewall-rules";
import { exampleConfig } from "../../../config/example";
import { checkSettings, findFaults } from "../../../config/read";
import { CONFLICTING, STACK_NAMES } from "./wrong";

const ED25519 = SETTINGS.sshPublicKey.example;

test("login paths can be as long as the firewall's expression, and no longer", () => {
    const paths = (last: number): string[] => [
        ...["a", "b", "c"].map((letter) => `/${letter.repeat(127)}`),
        `/${"d".repeat(last)}`,
    ];
    const accepted = checkSettings(exampleConfig({ loginPaths: paths(120) })).loginPaths;
    expect(loginPathRegex(accepted)).toHaveLength(512);
    expect(() => checkSettings(exampleConfig({ loginPaths: paths(121) }))).toThrow(
        "the firewall can take only 508 characters",
    );
});

test.each(CONFLICTING)("%s is rejected", (_what, changes, setting) => {
    const faults = findFaults(exampleConfig(changes)).filter(({ kind }) => kind === "conflict");
    expect(faults.map(({ key }) => key)).toContain(`hrms:${setting}`);
});

test.each([
    ["the zone itself as the domain", { domain: "example.com" }],
    ["no work in the background", { backgroundTasks: "[]" }],
    [
        "names of the project's own",
        { environmentAliases: '["MYSQL_PASSWORD=DB_PASSWORD","DJANGO_MAIL_PASSWORD=EMAIL_HOST_PASSWORD"]' },
    ],
    ["storage with exactly 10 % of room", { databaseStorageGib: "100", databaseMaxStorageGib: "110" }],
    ["windows that touch", { databaseBackupWindow: "01:30-02:30" }],
    ["a key with port 22", { adminCidrs: '["192.0.2.0/24"]', sshPublicKey: ED25519 }],
    ["a starter stack without a backup region", { profile: "starter", backupRegion: undefined }],
    [
        "Intel throughout",
        { architecture: "x86_64", webInstanceType: "m7i.large", workerInstanceType: "t3.small" },
    ],
])("%s is accepted", (_what, changes) => {
    expect(() => checkSettings(exampleConfig(changes))).not.toThrow();
});

test.each(STACK_NAMES)("the stack's name %j is rejected", (stack) => {
    expect(() => checkSettings(exampleConfig({ stack }))).toThrow(
        `The stack's name is ${JSON.stringify(stack)}, but it becomes part of names in AWS`,
    );
});

test.each(["p", "prod", "prod-eu-2", "production-eu-12"])("the stack's name %j is accepted", (stack) => {
    expect(checkSettings(exampleConfig({ stack })).stack).toBe(stack);
});

test("conflicts are reported together with malformed, missing and unknown settings", () => {
    const check = (): unknown =>
        checkSettings(
            exampleConfig({
                domain: undefined,
                vpcCidr: "172.32.0.0/16",
                webMinHosts: "none",
                nat: "none",
                databseName: "x",
            }),
        );
    expect(check).toThrow("has 6 errors");
    for (const key of [
        "domain is not set",
        "vpcCidr is",
        "webMinHosts is",
        "interfaceEndpoints is",
        "databseName is",
    ]) {
        expect(check).toThrow(`hrms:${key}`);
    }
});

test("a conflict says nothing about a setting that is malformed itself", () => {
    expect(() => checkSettings(exampleConfig({ webMinHosts: "many", webMaxHosts: "1" }))).toThrow(
        "has 1 error.",
    );
});
