/** The settings of a production stack that does not exist, for machines, tests and examples. */
import { SETTINGS, type Settings } from "../config";
import { asText, keyOf, partsOf, type RawConfig } from "./fault";
import { checkSettings } from "./read";

export const EXAMPLE_ACCOUNT = "123456789012";
export const EXAMPLE_REGION = "eu-central-1";
export const EXAMPLE_ZONES = ["a", "b", "c"].map((letter) => EXAMPLE_REGION + letter);

/** What a team must answer; everything else has a default. */
export const ANSWERS = {
    domain: "hrms.example.com",
    hostedZone: "example.com",
    awsAccountId: EXAMPLE_ACCOUNT,
    region: EXAMPLE_REGION,
    owner: "people-systems",
    superuserEmail: "admin@example.com",
    emailFrom: "hr@hrms.example.com",
    criticalContacts: ["oncall@example.com"],
    warningContacts: ["ops@example.com"],
    backupRegion: "eu-west-1",
    backgroundTasks: ["celery"],
};

type Value = string | number | boolean | readonly string[] | Readonly<Record<string, string>> | undefined;

/** Settings that differ, by their short names; undefined removes one. */
export type Changes = Readonly<Partial<Record<Exclude<keyof Settings, keyof Maps>, Value>> & Partial<Maps>>;

/** Settings that are maps. */
type Maps = Readonly<
    Record<"criticalWebhooks" | "environment" | "environmentSecrets", Readonly<Record<string, string>>>
>;

/** Short names of the secret settings. */
export const SECRETS = Object.entries(SETTINGS)
    .filter(([, { secret }]) => secret)
    .map(([name]) => name);

/**
 * The configuration of the stack `prod` as Pulumi hands it over, with these changes. Nothing in it is checked, not even
 * the names of the settings.
 * @param secrets - short names of the settings that the stack file keeps encrypted
 */
export function exampleConfig(
    { stack = "prod", ...changes }: Readonly<Record<string, Value>> = {},
    secrets: readonly string[] = SECRETS,
): RawConfig {
    const given = Object.entries({ ...ANSWERS, ...changes }).filter(([, value]) => value !== undefined);
    return {
        stack: asText(stack),
        values: Object.fromEntries(given.map(([name, value]) => [keyOf(name), asText(value)])),
        isSecret: (key) => secrets.some((name) => keyOf(name) === partsOf(key)[0]),
    };
}

/** The same, checked as the settings of a real stack are. Throws if a change is not allowed. */
export const exampleSettings = (changes: Changes = {}): Settings => checkSettings(exampleConfig(changes));
