import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { parse } from "yaml";
import { SETTINGS } from "../../../config";
import { checkSettings } from "../../../config/read";
import { exampleConfig } from "../../../config/example";
import { keyOf } from "../../../config/fault";
import type { Setting } from "../../../config/setting";
import { GENERATED } from "../../../commands/generate";
import { CHECKOUT } from "../../../system/checkout";

const settings: [string, Setting<unknown>][] = Object.entries(SETTINGS);
const read = (file: string): string => fs.readFileSync(path.join(CHECKOUT, file), "utf8");
const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function stackFile(stack: string): Record<string, string> {
    const { config } = parse(read(`Pulumi.${stack}.yaml`)) as { config: Record<string, unknown> };
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, asText(value)]));
}

describe("the stack files", () => {
    test.each(["prod", "starter"])("Pulumi.%s.yaml is valid", (stack) => {
        const checked = checkSettings({ stack, values: stackFile(stack), isSecret: () => false });
        expect(checked.profile).toBe(stack === "prod" ? "production" : "starter");
    });

    test.each(settings)(
        "Pulumi.prod.yaml shows %s, with its true default if it is a comment",
        (name, setting) => {
            const [, comment, value] =
                new RegExp(`^ {2}(# )?${keyOf(name)}:(.*)$`, "m").exec(read("Pulumi.prod.yaml")) ?? [];
            expect(value).toBeDefined();
            const fallback = setting.defaultFor("production");
            if (comment !== undefined && fallback !== undefined) {
                expect(asText(parse(value ?? ""))).toBe(asText(fallback));
            }
        },
    );
});

test.each(GENERATED)("$file is up to date; if not, run: npm run generate", ({ file, content }) => {
    expect(content(read(file))).toBe(read(file));
});

test.each(settings)("the example and the defaults of %s are valid", (name, { kind, defaultFor, example }) => {
    const texts = [defaultFor("production"), defaultFor("starter")]
        .filter((value) => value !== undefined)
        .map(asText);
    for (const text of [...texts, example]) {
        // The defaults are written as values; "here" and its like read back as themselves.
        expect({ name, text, valid: kind.schema.safeParse(text).success }).toEqual({
            name,
            text,
            valid: true,
        });
    }
});

describe("unknown keys", () => {
    test("name the setting that was meant", () => {
        expect(() => checkSettings(exampleConfig({ databseMultiAz: "true" }))).toThrow(
            "Did you mean hrms:databaseMultiAz?",
        );
    });

    test("that resemble nothing get no suggestion", () => {
        expect(() => checkSettings(exampleConfig({ kubernetesCluster: "true" }))).toThrow(
            /is not a setting of this program\.\n/,
        );
    });

    test("of the AWS provider are rejected, because they would have no effect", () => {
        const raw = exampleConfig();
        const withRegion = { ...raw, values: { ...raw.values, "aws:region": "us-east-1" } };
        expect(() => checkSettings(withRegion)).toThrow("aws:region has no effect, because");
    });
});

describe("secret settings", () => {
    const dsn = "https://canary-5c1e@sentry.example.com/1";
    const inPlainText: string[] = [];

    test("in plain text are refused without showing them", () => {
        const check = (): unknown => checkSettings(exampleConfig({ sentryDsn: dsn }, inPlainText));
        expect(check).toThrow("hrms:sentryDsn is a secret, but the stack file contains it in plain text");
        expect(check).not.toThrow("canary");
    });

    test("that are malformed are refused without showing them", () => {
        const check = (): unknown => checkSettings(exampleConfig({ emailUrl: "canary-5c1e" }));
        expect(check).toThrow("hrms:emailUrl is not valid. It must be a URL such as smtp+tls://");
        expect(check).not.toThrow("canary");
    });

    test("arrive as secret outputs", async () => {
        const { sentryDsn } = checkSettings(exampleConfig({ sentryDsn: dsn }));
        await expect(pulumi.isSecret(sentryDsn ?? pulumi.output(""))).resolves.toBe(true);
    });
});

describe("whatever is given", () => {
    const names = settings.map(([name]) => name);
    const anyValue = fc.oneof(
        fc.string(),
        fc.json(),
        fc.integer().map(String),
        fc.constantFrom("true", "false", "[]", "none"),
    );

    test("settings are either complete or rejected with a message that names every key given wrongly", () => {
        fc.assert(
            fc.property(fc.dictionary(fc.constantFrom(...names), anyValue, { maxKeys: 6 }), (changes) => {
                try {
                    const checked = checkSettings(exampleConfig(changes));
                    const missing = settings.filter(
                        ([name, { required, defaultFor }]) =>
                            (required || defaultFor("production") !== undefined) &&
                            checked[name as keyof typeof checked] === undefined,
                    );
                    expect(missing).toEqual([]);
                } catch (error) {
                    const { message } = error as Error;
                    expect(message).toMatch(
                        /^The configuration of stack prod has (1 error|\d+ errors)\. Nothing was changed\.\n/,
                    );
                    const malformed = Object.entries(changes).filter(
                        ([name, value]) =>
                            value !== "" &&
                            value !== "[]" &&
                            !SETTINGS[name as keyof typeof SETTINGS].kind.schema.safeParse(value).success,
                    );
                    malformed.forEach(([name]) => {
                        expect(message).toContain(`${keyOf(name)} is `);
                    });
                }
            }),
            { numRuns: 300 },
        );
    });

    test("a network is accepted only if it is private, aligned and of the right size", () => {
        const octet = fc.integer({ min: 0, max: 255 });
        fc.assert(
            fc.property(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }), (a, b, c, d, prefix) => {
                const address = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
                const isAligned =
                    prefix === 0 ? address === 0 : (address << prefix) >>> 0 === 0 || prefix === 32;
                const isPrivate = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
                const wanted = prefix >= 16 && prefix <= 20 && isAligned && isPrivate;
                const accepted = ((): boolean => {
                    try {
                        checkSettings(exampleConfig({ vpcCidr: `${a}.${b}.${c}.${d}/${prefix}` }));
                        return true;
                    } catch {
                        return false;
                    }
                })();
                expect(accepted).toBe(wanted);
            }),
            {
                numRuns: 500,
                examples: [
                    [10, 20, 0, 0, 16],
                    [10, 20, 16, 0, 20],
                    [10, 20, 8, 0, 20],
                    [172, 15, 0, 0, 16],
                ],
            },
        );
    });
});

const examples = settings.flatMap(([name, { kind }]) =>
    [...kind.allowed.matchAll(/such as "?([^",]+?)"?(?=,|$| of )/g)].map(
        ([, example = ""]) => [name, example] as const,
    ),
);

test("the texts of what is allowed have examples", () => {
    expect(examples.length).toBeGreaterThan(15);
});

test.each(examples)("%s accepts the example of its own message, %s", (name, example) => {
    const { kind } = SETTINGS[name as keyof typeof SETTINGS];
    const forms = {
        array: JSON.stringify([example]),
        object: JSON.stringify({ name: example }),
        string: example,
    };
    const value = forms[kind.declared];
    expect(kind.schema.safeParse(value).success).toBe(true);
});
