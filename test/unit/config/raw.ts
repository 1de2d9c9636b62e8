import type { RawConfig } from "../../../config/parse";

/** The answers of a valid production stack, as Pulumi hands them over. */
export const ANSWERS: Readonly<Record<string, string>> = {
    "hrms:profile": "production",
    "hrms:domain": "hrms.example.com",
    "hrms:hostedZone": "example.com",
    "hrms:awsAccountId": "123456789012",
    "hrms:region": "eu-central-1",
    "hrms:backupRegion": "eu-west-1",
    "hrms:owner": "people-systems",
    "hrms:superuserEmail": "admin@example.com",
    "hrms:emailFrom": "hr@hrms.example.com",
    "hrms:criticalContacts": '["oncall@example.com"]',
    "hrms:warningContacts": '["operations@example.com"]',
};

/** A configuration with some settings changed (short names), or removed where the value is undefined. */
export function rawConfig(
    changes: Record<string, string | undefined> = {},
    secretKeys: readonly string[] = [],
): RawConfig {
    const changed = Object.entries(changes).map(([name, value]) => [`hrms:${name}`, value] as const);
    const values = Object.fromEntries(
        Object.entries({ ...ANSWERS, ...Object.fromEntries(changed) }).filter(
            (entry): entry is [string, string] => entry[1] !== undefined,
        ),
    );
    return { stack: "prod", values, isSecret: (key) => secretKeys.includes(key) };
}
