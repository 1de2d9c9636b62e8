/** What settings accept, nothing later rejects: neither the simulated AWS nor what consumes the value on the host. */
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import * as fc from "fast-check";
import { SETTINGS } from "../../../config";
import { exampleConfig, SECRETS } from "../../../config/example";
import { keyOf, type RawConfig } from "../../../config/fault";
import { describeFaults } from "../../../config/message";
import { findFaults } from "../../../config/read";
import { REGIONS } from "../../../config/regions";
import { TIME_ZONES } from "../../../config/time-zones";
import { isRegion } from "../../../simulator/regions";
import { CHECKOUT } from "../../../system/checkout";
import { provisionConfig } from "../../../evidence/plan";
import { ACCEPTED } from "./accepted";

/** A fixed seed, so that the suite judges the same values each time. */
const SEED = 20_261_129;
const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] =>
    fc.sample(arbitrary, { seed: SEED, numRuns });

type Values = Readonly<Record<string, string | undefined>>;

/**
 * As many of the settings as fit each other: a configuration that is accepted. `first` says which one starts, so that
 * each comes first once.
 */
function accepted(changes: Values, first: number): RawConfig {
    const { adminCidrs, sshPublicKey, ...others } = changes;
    // Neither is accepted without the other.
    const administrators: Values = {
        ...(adminCidrs && { adminCidrs }),
        ...(sshPublicKey && { sshPublicKey }),
    };
    const entries = Object.entries(others);
    const rotated = [...entries.slice(first), ...entries.slice(0, first)];
    return exampleConfig(
        rotated.reduce<Values>((fitting, [name, value]) => {
            const more = { ...fitting, [name]: value };
            return findFaults(exampleConfig(more)).length === 0 ? more : fitting;
        }, administrators),
    );
}

const CONFIGURATIONS = sample(fc.record(ACCEPTED), 6).map((changes, index) => accepted(changes, index * 11));

function python(code: string, input: unknown): unknown {
    const { status, stdout, stderr } = spawnSync("python3", ["-c", code], {
        input: JSON.stringify(input),
        encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return JSON.parse(stdout);
}

test("the configurations set every setting that does not refer to something that exists", () => {
    const names = new Set(CONFIGURATIONS.flatMap(({ values }) => Object.keys(values)));
    expect(Object.keys(ACCEPTED).filter((name) => !names.has(keyOf(name)))).toEqual([]);
});

test.each(CONFIGURATIONS.map(({ values }, index) => [index + 1, values] as const))(
    "the simulated AWS, and all components, take accepted configuration %i",
    async (_, values) => {
        const warnings = jest.spyOn(console, "warn").mockImplementation();
        const stack = await provisionConfig("prod", values, SECRETS.map(keyOf));
        stack.remove();
        const said = warnings.mock.calls.map(String);
        warnings.mockRestore();
        // The one warning that a setting gives.
        expect(said.filter((line) => !line.includes("hrms:databaseTablesAtRuntime "))).toEqual([]);
    },
);

test("every accepted region is one of AWS's, and every accepted time zone exists for Node and Python", () => {
    expect(Object.keys(REGIONS).filter((name) => !isRegion(name))).toEqual([]);
    const missing = python(
        "import json, sys, zoneinfo; print(json.dumps([z for z in json.load(sys.stdin) if z not in zoneinfo.available_timezones()]))",
        TIME_ZONES,
    );
    expect(missing).toEqual([]);
    TIME_ZONES.forEach((timeZone) => new Intl.DateTimeFormat("en", { timeZone }));
});

test("hosts take every accepted mail server and DSN apart", () => {
    const mails = sample(ACCEPTED.emailUrl ?? fc.constant(""), 300);
    const settings = python(
        `
import importlib.machinery, importlib.util, json, sys
sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader("environment", ${JSON.stringify(path.join(CHECKOUT, "host/root/opt/hrms/bin/fetch-environment"))})
module = importlib.util.module_from_spec(importlib.util.spec_from_loader("environment", loader))
loader.exec_module(module)
print(json.dumps([module.mail({"value": url}, {}) for url in json.load(sys.stdin)]))
`,
        mails,
    ) as Record<string, string>[];
    settings.forEach((variables, index) => {
        const url = new URL((mails[index] ?? "").replace(/^smtp\+\w+/, "http"));
        expect(variables).toMatchObject({
            EMAIL_HOST: url.hostname,
            EMAIL_HOST_USER: decodeURIComponent(url.username),
            EMAIL_HOST_PASSWORD: decodeURIComponent(url.password),
        });
    });
    const projects = python(
        "import json, sys; from urllib.parse import urlsplit; print(json.dumps([[urlsplit(d).username, int(urlsplit(d).path.rsplit('/')[-1])] for d in json.load(sys.stdin)]))",
        sample(ACCEPTED.sentryDsn ?? fc.constant(""), 100),
    ) as [string, number][];
    expect(projects.filter(([key]) => key === "")).toEqual([]);
});

test.each([
    ["superuserEmail", "r&d@example.com"],
    ["superuserEmail", "o'neill@example.xn--p1ai"],
    ["timeZone", "Etc/GMT+5"],
    ["timeZone", "America/Argentina/Buenos_Aires"],
    ["sshPublicKey", `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} Jane Doe (laptop)`],
    ["domain", `${"d".repeat(45)}.example.com`],
    ["sentryDsn", "https://0123456789abcdef0123456789abcdef@o12345.ingest.de.sentry.io/4501234567890"],
    ["emailUrl", "smtp+tls://AKIAIOSFODNN7EXAMPLE:p%2Fss@email-smtp.eu-central-1.amazonaws.com:587"],
] as const)("%s can be %s, as the standard allows", (name, value) => {
    expect(SETTINGS[name].kind.schema.safeParse(value).success).toBe(true);
});

test("no message contains a part of a secret, whatever is secret and whatever is wrong", () => {
    const names = Object.keys(SETTINGS);
    const canary = "c4n4ry";
    const property = fc.property(
        fc.subarray(names, { minLength: 1, maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...names), fc.string({ maxLength: 20 }), { maxKeys: 4 }),
        fc.constantFrom(
            canary,
            `${canary}.example.com`,
            `${canary}.co.uk`,
            `a@${canary}.com`,
            `["${canary}@example.org"]`,
            `["${canary}"]`,
            `https://${canary}@sentry.example.com/x`,
            `smtp+tls://u:${canary} @x`,
            `["V=${canary.toUpperCase()}"]`,
            `/${canary}/${"x".repeat(120)}`,
        ),
        fc.boolean(),
        (secrets, others, value, isMisspelt) => {
            const suffix = isMisspelt ? "x" : "";
            const given = Object.fromEntries(secrets.map((name) => [name + suffix, value]));
            const raw = exampleConfig({ ...others, ...given }, Object.keys(given));
            expect(describeFaults("prod", findFaults(raw)).toLowerCase()).not.toContain(canary);
        },
    );
    fc.assert(property, { seed: SEED, numRuns: 150 });
});
