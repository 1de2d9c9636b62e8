import { SETTINGS } from "../../../config";
import {
    APPLICATION_SECRETS,
    GENERATED_SECRETS,
    GIVEN_SECRETS,
    MIGRATION_SECRETS,
    ofApplication,
    type SecretName,
} from "../../../config/secrets";

const names = Object.keys({ ...GENERATED_SECRETS, ...GIVEN_SECRETS }) as SecretName[];

/** Secret settings that are in no secret of AWS, because only SNS needs them. */
const OF_SNS = ["criticalWebhooks"];

test("every secret setting is one secret", () => {
    const settings = Object.entries(SETTINGS).flatMap(([name, { secret }]) => (secret ? [name] : []));
    const given = Object.values(GIVEN_SECRETS).map(({ setting }) => setting);
    expect([...given, ...OF_SNS].sort()).toEqual(settings.sort());
});

test("migrations have two secrets, no host reads the master's, and the application reads all others", () => {
    expect(MIGRATION_SECRETS).toEqual(["databaseMigrator", "superuser"]);
    const others: readonly SecretName[] = ["databaseMaster", ...MIGRATION_SECRETS];
    expect(APPLICATION_SECRETS).toEqual(names.filter((name) => !others.includes(name)));
});

test("the application's entries are picked from those of all secrets", () => {
    const all = Object.fromEntries(names.map((name) => [name, `arn:${name}`])) as Record<SecretName, string>;
    const picked = ofApplication(all);
    expect(Object.keys(picked)).toEqual(APPLICATION_SECRETS);
    expect(picked.cacheAuth).toBe("arn:cacheAuth");
});
