import {
    environmentDocument,
    environmentVersion,
    environmentParameter,
    releaseParameter,
    type EnvironmentFacts,
} from "../../../config/environment";
import { exampleSettings } from "../../../config/example";

const arn = (name: string): string =>
    `arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:hrms/prod/${name}-AbCdEf`;

/** As long as names get: hosts of RDS and ElastiCache in a region with a long name, and five secrets. */
const facts: EnvironmentFacts = {
    ...exampleSettings(),
    databaseHost: `hrms-database-0123456.${"c".repeat(12)}.ap-southeast-2.rds.amazonaws.com`,
    databasePort: 3306,
    databaseName: "hrmodel",
    cacheHost: `master.hrms-cache-0123456.${"a".repeat(6)}.apse2.cache.amazonaws.com`,
    queueHost: `master.hrms-queue-0123456.${"a".repeat(6)}.apse2.cache.amazonaws.com`,
    cachePort: 6379,
    mediaBucket: "hrms-storage-media-0123456",
    staticBucket: "hrms-storage-static-0123456",
    releasesBucket: "hrms-storage-releases-0123456",
    emailConfigurationSet: "hrms-prod",
    releaseKey: "k".repeat(124),
    migrationSecretArns: { databaseMigrator: arn("database-migrator"), superuser: arn("superuser") },
    secretArns: {
        secretKey: arn("secret-key"),
        databaseApp: arn("database-app"),
        cacheAuth: arn("cache-auth"),
        mail: arn("mail"),
        sentryDsn: arn("sentry-dsn"),
    },
};

const parsed = (given: EnvironmentFacts = facts) =>
    JSON.parse(environmentDocument(given)) as {
        variables: Record<string, string>;
        secrets: Record<string, string>;
        secretVariables: Record<string, string[]>;
        aliases: Record<string, string>;
    };

test("production is never in debug mode and knows its own name", () => {
    expect(parsed().variables).toMatchObject({
        DEBUG: "False",
        ALLOWED_HOSTS: "hrms.example.com",
        CSRF_TRUSTED_ORIGINS: "https://hrms.example.com",
        DJANGO_SETTINGS_MODULE: "hrms_host.settings",
        HRMS_PROJECT_SETTINGS: "hrms.settings",
        HRMS_HSTS_SECONDS: "31536000",
        STATIC_URL: "https://static.hrms.example.com/",
        TIME_ZONE: "UTC",
    });
});

test("the places of services are in it, and of each secret the ARN alone", () => {
    const { variables, secrets } = parsed();
    expect(variables).toMatchObject({
        DB_HOST: facts.databaseHost,
        DB_PORT: "3306",
        DB_NAME: "hrmodel",
        CACHE_HOST: facts.cacheHost,
        QUEUE_HOST: facts.queueHost,
        AWS_STORAGE_BUCKET_NAME: "hrms-storage-media-0123456",
    });
    expect(secrets).toEqual(facts.secretArns);
    expect(Object.keys(variables).filter((name) => /PASSWORD|SECRET|TOKEN|DSN|_URL$/.test(name))).toEqual([
        "STATIC_URL",
    ]);
});

test("secrets that are passed on as they are name their variables", () => {
    expect(parsed().secretVariables).toMatchObject({
        secretKey: ["SECRET_KEY", "DJANGO_SECRET_KEY"],
        sentryDsn: ["SENTRY_DSN"],
    });
    expect(parsed().secretVariables).not.toHaveProperty("databaseApp");
});

test("an absent secret is left out", () => {
    const secretArns = { ...facts.secretArns, mail: undefined, sentryDsn: undefined };
    expect(parsed({ ...facts, secretArns }).secrets).toEqual({
        secretKey: arn("secret-key"),
        databaseApp: arn("database-app"),
        cacheAuth: arn("cache-auth"),
    });
});

test("hosts learn from it how to verify a release, which pages to try, and where the secrets of migrations are", () => {
    const { variables, secrets } = parsed({ ...facts, loginPaths: ["/login/", "/api/token/"] });
    expect(variables).toMatchObject({
        HRMS_RELEASE_KEY: facts.releaseKey,
        HRMS_PROBE_PATHS: "/,/login/,/api/token/",
        HRMS_MIGRATOR_ARN: arn("database-migrator"),
        HRMS_SUPERUSER_ARN: arn("superuser"),
    });
    // The application gets no secret that only migrations need.
    expect(Object.values(secrets)).not.toContain(arn("database-migrator"));
});

test("names of the project's own are given by what they stand for, and never with a value", () => {
    expect(parsed().aliases).toEqual({});
    const environmentAliases = ["MYSQL_PASSWORD=DB_PASSWORD", "mysqlHost=DB_HOST"];
    expect(parsed({ ...facts, environmentAliases }).aliases).toEqual({
        MYSQL_PASSWORD: "DB_PASSWORD",
        mysqlHost: "DB_HOST",
    });
});

test("more domains and front ends are in what Django trusts", () => {
    const given = {
        ...facts,
        extraDomains: ["people.example.com"],
        frontendOrigins: ["https://app.example.com:8443"],
    };
    expect(parsed(given).variables).toMatchObject({
        ALLOWED_HOSTS: "hrms.example.com,people.example.com",
        CSRF_TRUSTED_ORIGINS:
            "https://hrms.example.com,https://people.example.com,https://app.example.com:8443",
        CORS_ALLOWED_ORIGINS: "https://app.example.com:8443",
    });
});

test("the project's own variables are in it as they are", () => {
    const environment = { LDAP_HOST: "ldap.example.com", SIGNATURE: 'a\n"b"' };
    expect(parsed({ ...facts, environment }).variables).toMatchObject({ ...environment, DEBUG: "False" });
});

test("two thirds of it are left for the project's own variables", () => {
    expect(environmentDocument(facts).length).toBeLessThan(8192 / 3);
});

test("what does not fit is refused with its size and the remedy", () => {
    expect(() => environmentDocument({ ...facts, databaseHost: "d".repeat(8000) })).toThrow(
        /The environment takes \d+ bytes, and an SSM parameter holds 8192: shorten hrms:environment/,
    );
});

test("the parameters are found under the stack's name", () => {
    expect(environmentParameter("prod")).toBe("/hrms/prod/environment");
    expect(releaseParameter("prod")).toBe("/hrms/prod/release");
});

test("the version changes with a variable, a secret's place and an alias", () => {
    const version = (changes: Partial<typeof facts>): string =>
        environmentVersion(environmentDocument({ ...facts, ...changes }));
    const now = version({});
    expect(now).toMatch(/^[0-9a-f]{12}$/);
    expect(version({ databaseHost: "proxy.example" })).not.toBe(now);
    expect(version({ environmentAliases: ["PEOPLE_HOST=DB_HOST"] })).not.toBe(now);
    expect(version({ secretArns: {} })).not.toBe(now);
});
