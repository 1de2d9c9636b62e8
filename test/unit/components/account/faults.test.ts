import {
    accountFaults,
    accountWarnings,
    neededVcpus,
    suitableZones,
} from "../../../../components/account/faults";
import { recordedStorage, type Facts } from "../../../../components/account/facts";
import { exampleSettings, EXAMPLE_ZONES, type Changes } from "../../../../config/example";

const [A = "", B = "", C = ""] = EXAMPLE_ZONES;

const STARTER: Changes = { profile: "starter", backupRegion: undefined };

/** An account that has been in use for years. */
const facts = (changes: Partial<Facts> = {}): Facts => ({
    zones: EXAMPLE_ZONES,
    hosts: { "m7g.large": EXAMPLE_ZONES, "m6g.large": EXAMPLE_ZONES, "t4g.medium": EXAMPLE_ZONES },
    database: { instanceClass: "db.m7g.large", zones: EXAMPLE_ZONES },
    databaseStorageGib: undefined,
    vcpus: 256,
    addresses: { allowed: 5, others: 0 },
    leftovers: [],
    configRole: true,
    ...changes,
});

const starterFacts = (changes: Partial<Facts>): Facts =>
    facts({ database: { instanceClass: "db.t4g.medium", zones: EXAMPLE_ZONES }, ...changes });

/** The sentences and fixes, one line each. */
const told = (settings: Changes, found: Facts): string[] =>
    accountFaults(exampleSettings(settings), found).map(({ sentence, fix }) => `${sentence} ${fix}`);

test("an account that has everything has no fault", () => {
    expect(told({}, facts())).toEqual([]);
    expect(told(STARTER, starterFacts({}))).toEqual([]);
});

test("vCPUs are counted for the hosts at least and at most, for rollouts and for the NAT instance", () => {
    expect(neededVcpus(exampleSettings())).toEqual({
        atLeast: 2 * 2 + 2,
        inRollout: (2 + 1) * 2 + 2,
        atMost: (6 + 1) * 2 + (4 + 1) * 2,
    });
    expect(neededVcpus(exampleSettings(STARTER))).toEqual({
        atLeast: 2 + 2,
        inRollout: 2 * 2 + 2,
        atMost: (2 + 1) * 2 + 2,
    });
    expect(neededVcpus(exampleSettings({ backgroundTasks: [] })).atMost).toBe((6 + 1) * 2);
});

test.each<[string, Changes, Facts, string]>([
    [
        "vCPUs",
        {},
        facts({ vcpus: 5 }),
        "EC2 allows 5 vCPUs at a time in eu-central-1, but the stack needs 6 to start and grows to 24. " +
            "Fix: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-1216C47A " +
            "--desired-value 24 --region eu-central-1",
    ],
    [
        "addresses",
        STARTER,
        starterFacts({ addresses: { allowed: 5, others: 5 } }),
        "EC2 allows 5 elastic addresses in eu-central-1, and all are in use, but the NAT needs one. " +
            "Fix: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 " +
            "--desired-value 6 --region eu-central-1",
    ],
    [
        "zones",
        {},
        facts({ zones: [A, B] }),
        "hrms:availabilityZones is 3, but the account has only 2 in eu-central-1. " +
            "Fix: pulumi config set hrms:availabilityZones 2, or choose another region",
    ],
    [
        "a host type with an equal",
        { workerInstanceType: "m6g.large" },
        facts({ hosts: { "m7g.large": [A], "m6g.large": EXAMPLE_ZONES } }),
        'hrms:webInstanceType is "m7g.large", but EC2 has it in 1 zones of eu-central-1, and hrms:availabilityZones is 3. ' +
            "Fix: pulumi config set hrms:webInstanceType m6g.large",
    ],
    [
        "a database class with an equal",
        {},
        facts({ database: { instanceClass: "db.m6g.large", zones: EXAMPLE_ZONES } }),
        'hrms:databaseInstanceClass is "db.m7g.large", but RDS does not have it for MySQL in eu-central-1. ' +
            "Fix: pulumi config set hrms:databaseInstanceClass db.m6g.large",
    ],
    [
        "a standby without a zone",
        {},
        facts({ database: { instanceClass: "db.m7g.large", zones: [A] } }),
        'hrms:databaseInstanceClass is "db.m7g.large", but RDS has it in 1 of the stack\'s zones in eu-central-1, and needs 2. ' +
            "Fix: choose another class or region",
    ],
    [
        "less storage",
        { databaseStorageGib: 60 },
        facts({ databaseStorageGib: 100 }),
        "hrms:databaseStorageGib is 60, but it was 100, and the storage of a database cannot shrink. " +
            "Fix: pulumi config set hrms:databaseStorageGib 100",
    ],
    [
        "a detector",
        {},
        facts({ leftovers: ["guardDuty"] }),
        'hrms:guardDuty is "here", but GuardDuty is on in eu-central-1 already, and AWS rejects a second one. ' +
            "For example: pulumi config set hrms:guardDuty 'elsewhere: the security team runs it', or take it over: " +
            "docs/runbook/updates.md#a-detection-service-exists-already",
    ],
])("%s", (_, settings, found, fault) => {
    expect(told(settings, found)).toEqual([fault]);
});

test("a service that runs elsewhere is no leftover", () => {
    const elsewhere = "elsewhere: the security team runs it";
    expect(told({ guardDuty: elsewhere }, facts({ leftovers: ["guardDuty"] }))).toEqual([]);
    expect(told({ awsConfig: elsewhere }, facts({ configRole: false }))).toEqual([]);
});

test("zones are chosen by what they have: hosts must start there, the database prefers them", () => {
    const settings = exampleSettings({ availabilityZones: 2 });
    const hosts = { "m7g.large": [B, C] };
    expect(suitableZones(settings, facts({ hosts }))).toEqual([B, C]);
    const database = { instanceClass: "db.m7g.large", zones: [C] };
    expect(suitableZones(settings, facts({ hosts, database }))).toEqual([C, B]);
});

test.each<[string, Changes, Facts, string[]]>([
    ["enough for everything", STARTER, starterFacts({ vcpus: 8 }), []],
    [
        "not enough to grow",
        STARTER,
        starterFacts({ vcpus: 6 }),
        [
            "EC2 allows 6 vCPUs at a time in eu-central-1, which is enough to start with 4. " +
                "The stack grows to 8, and hosts above 6 never start.",
        ],
    ],
    [
        "not enough for a rollout, as in a new account",
        STARTER,
        starterFacts({ vcpus: 5 }),
        [
            "EC2 allows 5 vCPUs at a time in eu-central-1, which is enough to start with 4. " +
                "A rollout takes 6, so the first changed host fails. " +
                "The stack grows to 8, and hosts above 5 never start.",
        ],
    ],
    ["not enough to start, which is a fault", {}, facts({ vcpus: 5 }), []],
])("a warning of vCPUs: %s", (_, settings, found, sentences) => {
    const warnings = accountWarnings(exampleSettings(settings), found);
    expect(warnings.map(({ sentence }) => sentence)).toEqual(sentences);
    for (const { fix } of warnings) expect(fix).toMatch(/--quota-code L-1216C47A --desired-value 8 /);
    if (sentences.length > 0) expect(accountFaults(exampleSettings(settings), found)).toEqual([]);
});

test.each([
    ["as it was", 100],
    ["more", 420],
])("storage that is %s is no fault", (_, databaseStorageGib) => {
    expect(told({ databaseStorageGib }, facts({ databaseStorageGib: 100 }))).toEqual([]);
});

test("the storage of the last update is read from the stack's own database, not from a restored copy", () => {
    const database = (name: string, gib: string) => ({
        resourceArn: `arn:aws:rds:eu-central-1:123456789012:db:${name}`,
        tags: { "hrms:database-storage-gib": gib },
    });
    const copies = [database("awsbackup-restore-test-1", "300"), database("hrms-prod-0a1b2c3d-copy", "300")];
    expect(recordedStorage("prod", [...copies, database("hrms-prod-0a1b2c3d", "100")])).toBe(100);
    expect(recordedStorage("prod", copies)).toBeUndefined();
    const untagged = { resourceArn: "arn:aws:rds:eu-central-1:123456789012:db:hrms-prod-0a1b2c3d", tags: {} };
    expect(recordedStorage("prod", [untagged])).toBeUndefined();
});
