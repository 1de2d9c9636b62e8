/** Whatever a team changes in its stack file, the database, the buckets and the keys stay the ones that hold its data. */
import type { SETTINGS } from "../../../config";
import type { SimulatedStack } from "../../../tools/simulated-stack";
import { nameOf } from "../../../tools/events";
import { changes, openStack } from "./open";

type Name = keyof typeof SETTINGS;

const sshKey = (letter: string): string => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)}`;

/** Another value for each setting of the production stack, with what it needs beside it. */
const FLIPS: Readonly<Record<Name, Readonly<Partial<Record<Name, unknown>>>>> = {
    profile: { profile: "starter" },
    domain: { domain: "people.example.com" },
    hostedZone: { hostedZone: "example.org", domain: "hrms.example.org", emailFrom: "hr@example.org" },
    awsAccountId: { awsAccountId: "210987654321" },
    region: { region: "eu-north-1" },
    owner: { owner: "human-resources" },
    deletionProtection: { deletionProtection: false },
    vpcCidr: { vpcCidr: "10.99.0.0/16" },
    availabilityZones: { availabilityZones: 2 },
    nat: { nat: "single" },
    interfaceEndpoints: { interfaceEndpoints: ["secretsmanager"] },
    adminCidrs: { adminCidrs: ["192.0.2.0/24"], sshPublicKey: sshKey("A") },
    sshPublicKey: { adminCidrs: ["192.0.2.0/24"], sshPublicKey: sshKey("B") },
    databaseVersion: { databaseVersion: "8.4.7" },
    databaseName: { databaseName: "people" },
    databaseInstanceClass: { databaseInstanceClass: "db.r7g.xlarge" },
    databaseMultiAz: { databaseMultiAz: false, profile: "starter" },
    databaseStorageGib: { databaseStorageGib: 200 },
    databaseMaxStorageGib: { databaseMaxStorageGib: 1000 },
    databaseBackupRetentionDays: { databaseBackupRetentionDays: 35 },
    databaseBackupWindow: { databaseBackupWindow: "04:00-05:00" },
    databaseMaintenanceWindow: { databaseMaintenanceWindow: "sat:05:00-sat:06:00" },
    databaseProxy: { databaseProxy: true },
    databaseInsights: { databaseInsights: "advanced" },
    cacheEngine: { cacheEngine: "valkey" },
    cacheNodeType: { cacheNodeType: "cache.r7g.large" },
    cacheReplicas: { cacheReplicas: 2 },
    cacheSeparateQueue: { cacheSeparateQueue: false },
    architecture: { architecture: "x86_64", webInstanceType: "m7i.large", workerInstanceType: "m7i.large" },
    amiId: { amiId: "ami-0d0000000000000b1" },
    webInstanceType: { webInstanceType: "r7g.large" },
    webMinHosts: { webMinHosts: 3 },
    webMaxHosts: { webMaxHosts: 7 },
    workerInstanceType: { workerInstanceType: "r7g.large" },
    workerMinHosts: { workerMinHosts: 2 },
    workerMaxHosts: { workerMinHosts: 0, workerMaxHosts: 0 },
    rootVolumeGib: { rootVolumeGib: 60 },
    maxHostLifetimeDays: { maxHostLifetimeDays: 14 },
    wsgiApplication: { wsgiApplication: "people.wsgi:application" },
    settingsModule: { settingsModule: "people.settings.production" },
    release: { release: "5".repeat(64) },
    backgroundTasks: { backgroundTasks: "scheduler" },
    environmentAliases: { environmentAliases: ["MYSQL_PASSWORD=DB_PASSWORD"] },
    timeZone: { timeZone: "Europe/Berlin" },
    superuserEmail: { superuserEmail: "root@example.com" },
    uploadLimitMib: { uploadLimitMib: 50 },
    healthPath: { healthPath: "/healthz" },
    loginPaths: { loginPaths: ["/sign-in/"] },
    hstsMaxAgeSeconds: { hstsMaxAgeSeconds: 60 },
    loginRateLimit: { loginRateLimit: 50 },
    requestRateLimit: { requestRateLimit: 10_000 },
    cdnPriceClass: { cdnPriceClass: "PriceClass_All" },
    emailFrom: { emailFrom: "people@mail.example.com" },
    dmarcPolicy: { dmarcPolicy: "reject" },
    // Secret: set by the canary test, with a value that is encrypted.
    emailUrl: {},
    sentryDsn: {},
    criticalContacts: { criticalContacts: ["second@example.com"] },
    warningContacts: { warningContacts: ["operations@example.com", "second@example.com"] },
    logRetentionDays: { logRetentionDays: 731 },
    cloudTrail: { cloudTrail: "elsewhere: the organisation's audit account" },
    guardDuty: { guardDuty: "elsewhere: the organisation's security account" },
    awsConfig: { awsConfig: "elsewhere: the organisation's audit account" },
    securityHub: { securityHub: "elsewhere: the organisation's security account" },
    inspector: { inspector: "elsewhere: the organisation's security account" },
    accessAnalyzer: { accessAnalyzer: "elsewhere: the organisation's security account" },
    backupRegion: { backupRegion: "eu-west-3" },
    backupRetentionDays: { backupRetentionDays: 90 },
    backupVaultLock: { backupVaultLock: "compliance" },
    rpoHours: { rpoHours: 1 },
    rtoHours: { rtoHours: 8 },
    patchDay: { patchDay: "WED" },
    patchHour: { patchHour: 2 },
    monthlyBudgetUsd: { monthlyBudgetUsd: 2000 },
};

/** These move the stack, or its backups, elsewhere. They are refused: what is protected would have to be replaced. */
const MOVES: readonly Name[] = ["region", "awsAccountId", "vpcCidr", "backupRegion"];

const SECRET: readonly Name[] = ["emailUrl", "sentryDsn"];

const HOLDS_DATA = [
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "aws:kms/key:Key",
    "aws:backup/vault:Vault",
    "aws:secretsmanager/secret:Secret",
];

let stack: SimulatedStack;

beforeAll(async () => {
    stack = await openStack("prod");
    const up = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    if (up.code !== 0) {
        throw new Error(up.stdout + up.stderr);
    }
});

afterAll(() => {
    stack.remove();
});

const names = Object.keys(FLIPS) as Name[];

test.each(names)("%s", async (name) => {
    const flip = Object.fromEntries(
        Object.entries(FLIPS[name]).map(([key, value]) => [`hrms:${key}`, value]),
    );
    if (SECRET.includes(name)) {
        const value =
            name === "emailUrl" ? "smtp+tls://a:b@smtp.example.com" : "https://a@sentry.example.com/1";
        const set = await stack.pulumi(["config", "set", "--secret", `hrms:${name}`, value]);
        expect(set.code).toBe(0);
    }
    const { code, events, stdout, stderr } = await stack.pulumi(["preview", ...stack.withConfig(flip)]);
    const planned = changes(events);
    const lost = planned.filter(({ type, op }) => HOLDS_DATA.includes(type) && /replace|delete/.test(op));
    if (MOVES.includes(name)) {
        expect(stdout + stderr).toMatch(/unable to replace resource|AWS account ID not allowed/);
        expect(code).not.toBe(0);
    } else {
        // The copies of a backup region that is left behind go with their key; nothing of the stack's own region does.
        const own = lost.filter(({ urn }) => !nameOf(urn).includes("copy"));
        expect({ name, code, lost: own.map(({ urn, op }) => `${op} ${nameOf(urn)}`) }).toEqual({
            name,
            code: 0,
            lost: [],
        });
        // A setting that changes nothing would prove nothing, and would have no business being a setting.
        expect(planned.map(({ op, urn }) => `${op} ${nameOf(urn)}`)).not.toEqual([]);
    }
});
