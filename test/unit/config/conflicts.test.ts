import { checkSettings } from "../../../config/read";
import { loginPathRegex } from "../../../components/edge/firewall-rules";
import { rawConfig } from "./raw";

const ED25519 = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} admin@example.com`;

/** Settings that are valid one by one and wrong together, and the fault that names them. */
const CONFLICTS: readonly (readonly [
    what: string,
    changes: Record<string, string | undefined>,
    fault: string,
])[] = [
    [
        "domain outside the zone",
        { hostedZone: "example.org", emailFrom: "hr@example.org" },
        'hrms:hostedZone is "example.org": does not hold the domain hrms.example.com',
    ],
    [
        "zone that only ends alike",
        { domain: "hrms.notexample.com" },
        'hrms:hostedZone is "example.com": does not hold the domain hrms.notexample.com',
    ],
    [
        "sender outside the zone",
        { emailFrom: "hr@gmail.com" },
        'hrms:emailFrom is "hr@gmail.com": lies outside the hosted zone example.com',
    ],
    [
        "public addresses for the VPC",
        { vpcCidr: "172.32.0.0/16" },
        'hrms:vpcCidr is "172.32.0.0/16": is not a private network',
    ],
    [
        "administrators inside the VPC",
        { adminCidrs: '["10.20.7.0/24"]', sshPublicKey: ED25519 },
        "overlaps the VPC's own network 10.20.0.0/16",
    ],
    [
        "administrators' networks that overlap",
        { adminCidrs: '["192.0.2.0/24","192.0.2.128/25"]', sshPublicKey: ED25519 },
        "has networks that overlap each other",
    ],
    [
        "port 22 without a key",
        { adminCidrs: '["192.0.2.0/24"]' },
        "hrms:sshPublicKey is missing: is needed, for adminCidrs opens port 22",
    ],
    ["a key without port 22", { sshPublicKey: ED25519 }, "opens nothing without adminCidrs"],
    [
        "no way out and no endpoints",
        { nat: "none" },
        "lacks ec2messages, email-smtp, kms, logs, monitoring, secretsmanager, ssm, ssmmessages",
    ],
    [
        "no way out and one endpoint too few",
        {
            nat: "none",
            interfaceEndpoints: '["ec2messages","email-smtp","kms","logs","monitoring","ssm","ssmmessages"]',
        },
        "lacks secretsmanager",
    ],
    [
        "storage that cannot grow",
        { databaseStorageGib: "100", databaseMaxStorageGib: "109" },
        'hrms:databaseMaxStorageGib is "109": must be at least 10 % above databaseStorageGib, which is 100',
    ],
    [
        "backup during maintenance",
        { databaseBackupWindow: "03:00-04:00" },
        'hrms:databaseMaintenanceWindow is "sun:02:30-sun:03:30": overlaps databaseBackupWindow',
    ],
    [
        "backup past midnight into maintenance",
        { databaseBackupWindow: "23:30-00:30", databaseMaintenanceWindow: "mon:00:00-mon:01:00" },
        "overlaps databaseBackupWindow, which is 23:30-00:30",
    ],
    [
        "worker hosts without work",
        { backgroundTasks: "none" },
        'hrms:backgroundTasks is "none": leaves nothing to do for up to 4 worker hosts',
    ],
    [
        "another name of what no host knows",
        { environmentAliases: '["MYSQL_PASSWORD=DB_PASS","MYSQL_USER=DB_USER"]' },
        "asks for DB_PASS, which no host's environment has.\n      To mend it, write behind each = one of ALLOWED_HOSTS, AWS_DEFAULT_REGION,",
    ],
    ...["DB_HOST", "SENTRY_DSN", "HRMS_ROLE", "PYTHONPATH", "LD_PRELOAD", "PATH", "AWS_ACCESS_KEY_ID"].map(
        (name): (typeof CONFLICTS)[number] => [
            `${name} as a name of the project's own`,
            { environmentAliases: JSON.stringify([`${name}=DB_PASSWORD`]) },
            `would give ${name} another meaning than hosts and libraries know`,
        ],
    ),
    [
        "two values of one name",
        { environmentAliases: '["MYSQL_NAME=DB_NAME","MYSQL_NAME=DB_USER"]' },
        "gives MYSQL_NAME more than one value",
    ],
    [
        "a starter stack with Multi-AZ",
        { profile: "starter", databaseMultiAz: "true" },
        'hrms:databaseMultiAz is "true": does not go with profile starter',
    ],
    [
        "a starter stack with cache replicas",
        { profile: "starter", cacheReplicas: "1", cacheNodeType: "cache.t4g.small" },
        'hrms:cacheReplicas is "1": does not go with profile starter',
    ],
    ["production without a standby", { databaseMultiAz: "false" }, "leaves the database without a standby"],
    ["production without cache failover", { cacheReplicas: "0" }, "leaves the cache without failover"],
    ["a node too small to replicate", { cacheNodeType: "cache.t4g.micro" }, "is too small to replicate"],
    [
        "Intel web hosts on Graviton",
        { webInstanceType: "m7i.large" },
        'hrms:webInstanceType is "m7i.large": has x86_64 processors, and the architecture is arm64',
    ],
    [
        "Graviton workers on Intel",
        { architecture: "x86_64", webInstanceType: "m7i.large" },
        'hrms:workerInstanceType is "m7g.large": has arm64 processors',
    ],
    [
        "more web hosts at least than at most",
        { webMinHosts: "4", webMaxHosts: "3" },
        'hrms:webMaxHosts is "3": is less than webMinHosts, which is 4',
    ],
    [
        "more workers at least than at most",
        { workerMinHosts: "5" },
        'hrms:workerMaxHosts is "4": is less than workerMinHosts, which is 5',
    ],
    ["workers that never start", { workerMinHosts: "0" }, "nothing would work off the queue"],
    ["production on one host", { webMinHosts: "1" }, "must be 2 or more with profile production"],
    [
        "backups in the same region",
        { backupRegion: "eu-central-1" },
        "a second copy there is lost with the first",
    ],
    [
        "production without a backup region",
        { backupRegion: undefined },
        "hrms:backupRegion is missing: is needed with profile production",
    ],
];

test("login paths may be as long as the firewall's expression, and no longer", () => {
    const paths = (last: number): string =>
        JSON.stringify([
            ...["a", "b", "c"].map((letter) => `/${letter.repeat(127)}`),
            `/${"d".repeat(last)}`,
        ]);
    const accepted = checkSettings(rawConfig({ loginPaths: paths(120) })).loginPaths;
    expect(loginPathRegex(accepted)).toHaveLength(512);
    expect(() => checkSettings(rawConfig({ loginPaths: paths(121) }))).toThrow(
        "is longer than the firewall can take",
    );
});

test.each(CONFLICTS)("%s is refused", (_what, changes, fault) => {
    expect(() => checkSettings(rawConfig(changes))).toThrow(fault);
});

test.each([
    ["the zone itself as the domain", { domain: "example.com" }],
    ["no work in the background", { backgroundTasks: "none", workerMinHosts: "0", workerMaxHosts: "0" }],
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
    expect(() => checkSettings(rawConfig(changes))).not.toThrow();
});

test.each(["Production_EU", "prod-", "prod--eu", "1prod", "production-europe", ""])(
    "the stack's name %j is refused",
    (stack) => {
        expect(() => checkSettings({ ...rawConfig(), stack })).toThrow(
            `the stack's name is ${JSON.stringify(stack)}: becomes part of names in AWS`,
        );
    },
);

test.each(["p", "prod", "prod-eu-2", "production-eu-12"])("the stack's name %j is accepted", (stack) => {
    expect(checkSettings({ ...rawConfig(), stack }).stack).toBe(stack);
});

test("conflicts are reported together with malformed, missing and unknown settings", () => {
    const check = (): unknown =>
        checkSettings(
            rawConfig({
                domain: undefined,
                vpcCidr: "172.32.0.0/16",
                webMinHosts: "none",
                nat: "none",
                databseName: "x",
            }),
        );
    expect(check).toThrow("has 7 faults");
    for (const key of [
        "domain is missing",
        "vpcCidr is",
        "webMinHosts is",
        "interfaceEndpoints is",
        "databseName is",
    ]) {
        expect(check).toThrow(`hrms:${key}`);
    }
});

test("a conflict says nothing about a setting that is malformed itself", () => {
    expect(() => checkSettings(rawConfig({ webMinHosts: "many", webMaxHosts: "1" }))).toThrow("has a fault");
});
