import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { parse } from "yaml";
import { SETTINGS } from "../../../config";
import { checkSettings } from "../../../config/read";
import { keyOf } from "../../../config/parse";
import type { Setting } from "../../../config/setting";
import { GENERATED, ROOT } from "../../../tools/generate";
import { rawConfig } from "./raw";

const settings: [string, Setting<unknown>][] = Object.entries(SETTINGS);
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), "utf8");
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

    test.each(settings)("Pulumi.prod.yaml shows %s with its true default", (name, setting) => {
        const [, value] =
            new RegExp(`^ {2}(?:# )?${keyOf(name)}:(.*)$`, "m").exec(read("Pulumi.prod.yaml")) ?? [];
        expect(value).toBeDefined();
        const fallback = setting.defaultFor("production");
        if (!setting.required && fallback !== undefined) {
            expect(asText(parse(value ?? ""))).toBe(asText(fallback));
        }
    });
});

test.each(GENERATED)("$file is up to date; if not, run: npm run generate", ({ file, content }) => {
    expect(content(read(file))).toBe(read(file));
});

test.each(settings.filter(([, { secret }]) => !secret))(
    "the example and the defaults of %s are valid",
    (name, { kind, defaultFor, example }) => {
        const isPlaceholder = example.includes("…");
        const texts = [defaultFor("production"), defaultFor("starter")]
            .filter((value) => value !== undefined)
            .map(asText);
        for (const text of isPlaceholder ? texts : [...texts, example.replace(/^"|"$/g, "")]) {
            // The defaults are written as values; "here" and its like read back as themselves.
            expect({ name, text, valid: kind.schema.safeParse(text).success }).toEqual({
                name,
                text,
                valid: true,
            });
        }
    },
);

describe("unknown keys", () => {
    test("name the setting that was meant", () => {
        expect(() => checkSettings(rawConfig({ databseMultiAz: "true" }))).toThrow(
            "did you mean hrms:databaseMultiAz?",
        );
    });

    test("that resemble nothing get no suggestion", () => {
        expect(() => checkSettings(rawConfig({ kubernetesCluster: "true" }))).toThrow(
            /is no setting of this program\.\n/,
        );
    });

    test("of the AWS provider are refused, for they would have no effect", () => {
        const raw = rawConfig();
        const withRegion = { ...raw, values: { ...raw.values, "aws:region": "us-east-1" } };
        expect(() => checkSettings(withRegion)).toThrow('aws:region is "us-east-1": has no effect');
    });
});

describe("secret settings", () => {
    const dsn = "https://canary-5c1e@sentry.example.com/1";

    test("in plain text are refused without showing them", () => {
        const check = (): unknown => checkSettings(rawConfig({ sentryDsn: dsn }));
        expect(check).toThrow('hrms:sentryDsn is "[secret]": stands in the stack file in plain text');
        expect(check).not.toThrow("canary");
    });

    test("that are malformed are refused without showing them", () => {
        const check = (): unknown => checkSettings(rawConfig({ emailUrl: "canary-5c1e" }, ["hrms:emailUrl"]));
        expect(check).toThrow('hrms:emailUrl is "[secret]": must be an smtp+tls:// URL');
        expect(check).not.toThrow("canary");
    });

    test("arrive as secret outputs", async () => {
        const { sentryDsn } = checkSettings(rawConfig({ sentryDsn: dsn }, ["hrms:sentryDsn"]));
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

    test("settings are either complete or refused with a message that names every key given wrongly", () => {
        fc.assert(
            fc.property(fc.dictionary(fc.constantFrom(...names), anyValue, { maxKeys: 6 }), (changes) => {
                const secretKeys = names
                    .filter((name) => SETTINGS[name as keyof typeof SETTINGS].secret)
                    .map(keyOf);
                try {
                    const checked = checkSettings(rawConfig(changes, secretKeys));
                    const missing = settings.filter(
                        ([name, { required, defaultFor }]) =>
                            (required || defaultFor("production") !== undefined) &&
                            checked[name as keyof typeof checked] === undefined,
                    );
                    expect(missing).toEqual([]);
                } catch (error) {
                    const { message } = error as Error;
                    expect(message).toMatch(
                        /^The configuration of stack prod has (a fault|\d+ faults); nothing was changed\.\n/,
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
                        checkSettings(rawConfig({ vpcCidr: `${a}.${b}.${c}.${d}/${prefix}` }));
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
