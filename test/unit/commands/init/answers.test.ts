import {
    answersIn,
    changedValues,
    complete,
    describe as described,
    faultsOf,
    isExample,
    nextOpen,
    settingsFrom,
    useless,
    whyWrong,
    type Known,
    type Values,
} from "../../../../commands/init/answers";
import { QUESTIONS, type Answers } from "../../../../commands/init/questions";
import { readKnown } from "../../../../commands/init/files";
import { CHECKOUT } from "../../../../system/checkout";

const GIVEN: Answers = {
    domain: "hr.acme.org",
    awsAccountId: "123456789012",
    owner: "people",
    criticalContacts: '["+4930123456","ann@acme.org"]',
};

const without = (left: string): Answers =>
    Object.fromEntries(Object.entries(GIVEN).filter(([name]) => name !== left));
const nothing: Known = { stack: "prod", values: {}, secrets: [] };
const question = (wanted: string) => {
    const found = QUESTIONS.find(({ name }) => name === wanted);
    if (found === undefined) throw new Error(`There is no question ${wanted}`);
    return found;
};

/** What the file sets after a first run with these answers. */
const fileAfter = (given: Answers): Values => changedValues(settingsFrom(complete(given, {})), {});
const secondRun = (file: Values, given: Answers): Values =>
    changedValues(settingsFrom(complete(given, answersIn(file)), file), file);

describe("the usual answers", () => {
    test("follow from the given ones, and make a stack without a fault", () => {
        const answers = complete(GIVEN, {});
        expect(answers).toMatchObject({
            hostedZone: "acme.org",
            region: "eu-central-1",
            profile: "production",
            warningContacts: '["ann@acme.org"]',
            superuserEmail: "ann@acme.org",
            emailFrom: "hr@hr.acme.org",
            access: "session-manager",
            elsewhere: "[]",
            secretsProvider: "default",
        });
        expect(faultsOf(answers, nothing)).toEqual([]);
        expect(nextOpen(answers, nothing)).toBeUndefined();
    });

    test("of a small company are a starter stack without a second region", () => {
        const answers = complete({ ...GIVEN, employees: "30" }, {});
        expect(answers).toMatchObject({ profile: "starter", monthlyBudgetUsd: "300" });
        expect(answers).not.toHaveProperty("backupRegion");
        expect(faultsOf(answers, nothing)).toEqual([]);
    });

    test.each(Object.keys(GIVEN))("%s has none, and the first one that is missing is asked", (name) => {
        expect(nextOpen(complete(without(name), {}), nothing)?.name).toBe(name);
    });
});

test("a file has what differs from the defaults, the profile always, in the order of the settings", () => {
    expect(fileAfter({ ...GIVEN, employees: "12000" })).toEqual({
        profile: "production",
        domain: "hr.acme.org",
        hostedZone: "acme.org",
        awsAccountId: "123456789012",
        region: "eu-central-1",
        owner: "people",
        databaseInstanceClass: "db.m7g.xlarge",
        webMinHosts: "4",
        webMaxHosts: "8",
        superuserEmail: "ann@acme.org",
        loginRateLimit: "8000",
        emailFrom: "hr@hr.acme.org",
        criticalContacts: '["+4930123456","ann@acme.org"]',
        warningContacts: '["ann@acme.org"]',
        backupRegion: expect.any(String) as string,
    });
    expect(Object.keys(fileAfter(GIVEN)).slice(0, 3)).toEqual(["profile", "domain", "hostedZone"]);
});

describe("a second run", () => {
    const file = fileAfter({
        ...GIVEN,
        employees: "12000",
        elsewhere: '["guardDuty","inspector"]',
        elsewhereBy: "the security team of the group",
        adminCidrs: '["192.0.2.0/24"]',
        sshPublicKey: "ssh-ed25519 AAAA ann",
    });

    test("without options changes nothing, the sizes least of all", () => {
        expect(secondRun(file, {})).toEqual({});
    });

    test("for fewer people goes back to the defaults", () => {
        expect(secondRun(file, { employees: "500" })).toEqual({
            databaseInstanceClass: "db.m7g.large",
            webMinHosts: "2",
            webMaxHosts: "6",
            loginRateLimit: "600",
        });
    });

    test("closes port 22 again", () => {
        expect(secondRun(file, { access: "session-manager" })).toEqual({
            adminCidrs: "[]",
            sshPublicKey: "",
        });
    });

    test("takes a service back, and keeps the sentences about others", () => {
        const own = { ...file, inspector: "elsewhere: the office in Lyon, since 2024" };
        expect(secondRun(own, { elsewhere: '["inspector"]' })).toEqual({
            guardDuty: "here",
        });
        expect(secondRun(own, {})).toEqual({});
        expect(secondRun(own, { elsewhereBy: "the security team in Lyon" })).toEqual({
            guardDuty: "elsewhere: the security team in Lyon",
            inspector: "elsewhere: the security team in Lyon",
        });
    });
});

test("an option without the answer that it needs is named, with that answer", () => {
    const given = { ...GIVEN, adminCidrs: '["192.0.2.0/24"]', access: "session-manager" };
    expect(useless(given, complete(given, {}))).toEqual([
        "  --admin-cidrs does nothing without --access ssh.",
    ]);
    expect(
        useless({ adminCidrs: '["192.0.2.0/24"]' }, complete({ adminCidrs: '["192.0.2.0/24"]' }, {})),
    ).toEqual([]);
});

test.each([
    ["domain", "hrms", /^It must be /],
    ["domain", "", /^Please answer: /],
    ["awsAccountId", "1234", /^It must be /],
    ["criticalContacts", "[]", /^Please answer: /],
    ["hostedZone", "other.org", /^hrms:hostedZone is "other\.org", but /],
    ["hostedZone", "acme.org", undefined],
    ["backupRegion", "eu-central-1", /^hrms:backupRegion is "eu-central-1", but /],
    ["state", "s3:/bucket", /^It must be /],
    ["employees", "", undefined],
])("%s %j: %s", (name, answer, expected) => {
    const fault = whyWrong(question(name), answer, complete(GIVEN, {}), nothing);
    expect(fault).toEqual(expected && expect.stringMatching(expected));
});

test("a zone in the file that does not hold a new domain is asked again", () => {
    const file = fileAfter(GIVEN);
    const known = { ...nothing, values: file };
    expect(nextOpen(complete({ domain: "hr.other.org" }, answersIn(file)), known)?.name).toBe("hostedZone");
});

test("each fault names the option that decides it", () => {
    expect(described(faultsOf(complete(without("owner"), {}), nothing))).toMatch(
        /hrms:owner is not set.*\n {4}Fix: --owner <name>$/,
    );
});

test.each(["prod", "starter"])("nobody has answered in Pulumi.%s.yaml of a fresh clone", (stack) => {
    expect(isExample(readKnown(stack, CHECKOUT).values)).toBe(true);
    expect(isExample({ domain: "hr.acme.org" })).toBe(false);
});
