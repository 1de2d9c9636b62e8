import { accountFaults, neededVcpus, suitableZones } from "../../../../components/account/faults";
import type { Facts } from "../../../../components/account/facts";
import { exampleSettings, EXAMPLE_ZONES, type Changes } from "../../../../config/example";

const [A = "", B = "", C = ""] = EXAMPLE_ZONES;

const STARTER: Changes = { profile: "starter", backupRegion: undefined };

/** An account that has been in use for years. */
const facts = (changes: Partial<Facts> = {}): Facts => ({
    zones: EXAMPLE_ZONES,
    hosts: { "m7g.large": EXAMPLE_ZONES, "m6g.large": EXAMPLE_ZONES, "t4g.medium": EXAMPLE_ZONES },
    database: { instanceClass: "db.m7g.large", zones: EXAMPLE_ZONES },
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

test("vCPUs are counted for every host that scaling can add, for rollouts and for the NAT instance", () => {
    expect(neededVcpus(exampleSettings())).toBe((6 + 1) * 2 + (4 + 1) * 2);
    expect(neededVcpus(exampleSettings(STARTER))).toBe((2 + 1) * 2 + 2);
    expect(neededVcpus(exampleSettings({ backgroundTasks: [] }))).toBe((6 + 1) * 2);
});

test.each<[string, Changes, Facts, string]>([
    [
        "vCPUs",
        {},
        facts({ vcpus: 5 }),
        "EC2 allows 5 vCPUs at a time in eu-central-1, but the stack grows to 24. Hosts above that never start. " +
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
