/** Every secret of a stack: where it comes from, who reads it, and the variables that the application finds it in. */
import type { SecretSetting } from "../config";

interface Secret {
    /** What it opens; its description in Secrets Manager. */
    readonly what: string;
    /**
     * Hosts give it to the application in these variables: each holds the value as it is, unless the secret is
     * {@link composed}. @defaultValue - the application never reads it
     */
    readonly variables?: readonly string[];
    /** `fetch-environment` on the host has a function of the secret's name that makes the variables. */
    readonly composed?: true;
    /** Only hosts that run migrations can read it. */
    readonly forMigrations?: true;
}

/** A secret that the stack makes. */
export interface Generated extends Secret {
    /**
     * Letters and digits, which every service accepts and which need no escaping in URLs and SQL. 32 of them hold 190
     * bits. RDS takes passwords of 8 to 41 characters, ElastiCache tokens of 16 to 128.
     * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
     * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
     */
    readonly length: number;
    /**
     * Increase it and run `pulumi up` to rotate; only this and `length` make a new value. Secrets Manager keeps the old
     * value as AWSPREVIOUS; MySQL and ElastiCache accept both until the old one is retired; hosts read the new one when
     * their services next start.
     */
    readonly version: number;
    /** The database user whose password it is. @defaultValue - no user: the secret is a single value */
    readonly username?: string;
}

interface Given extends Secret {
    /** The setting that holds it: one value, or several by their names. Without a value there is no such secret. */
    readonly setting: SecretSetting;
}

export const GENERATED_SECRETS = {
    secretKey: {
        what: "Django's SECRET_KEY",
        length: 64,
        version: 1,
        variables: ["SECRET_KEY", "DJANGO_SECRET_KEY"],
    },
    databaseMaster: {
        what: "RDS master user; only the function that makes the other users reads it",
        username: "hrms_master",
        length: 40,
        version: 1,
    },
    databaseMigrator: {
        what: "Database user of migrations",
        username: "hrms_migrator",
        length: 40,
        version: 1,
        forMigrations: true,
    },
    databaseApp: {
        what: "Database user of the application",
        username: "hrms_app",
        length: 40,
        version: 1,
        variables: ["DB_USER", "DB_PASSWORD", "DATABASE_URL"],
        composed: true,
    },
    cacheAuth: {
        what: "AUTH token of cache and queue",
        length: 64,
        version: 1,
        variables: ["CACHE_URL", "REDIS_URL", "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND"],
        composed: true,
    },
    superuser: {
        what: "First password of the superuser; change it at the first login",
        length: 32,
        version: 1,
        forMigrations: true,
    },
} as const satisfies Readonly<Record<string, Generated>>;

/** Secrets that come from a setting, which the stack file holds encrypted. */
export const GIVEN_SECRETS = {
    mail: {
        what: "URL of the mail server, with its password",
        setting: "emailUrl",
        variables: [
            "HRMS_MAIL",
            "EMAIL_URL",
            "EMAIL_HOST",
            "EMAIL_PORT",
            "EMAIL_USE_TLS",
            "EMAIL_USE_SSL",
            "EMAIL_HOST_USER",
            "EMAIL_HOST_PASSWORD",
        ],
        composed: true,
    },
    environment: {
        what: "The project's own secrets, by the names of their variables",
        setting: "environmentSecrets",
        // Their names are the project's.
        variables: [],
        composed: true,
    },
    sentryDsn: { what: "Where Sentry takes errors", setting: "sentryDsn", variables: ["SENTRY_DSN"] },
} as const satisfies Readonly<Record<string, Given>>;

export type GeneratedName = keyof typeof GENERATED_SECRETS;
export type GivenName = keyof typeof GIVEN_SECRETS;
export type SecretName = GeneratedName | GivenName;

/** Names of the secrets that have a field. */
type With<Field extends string> = {
    [K in SecretName]: (typeof GENERATED_SECRETS & typeof GIVEN_SECRETS)[K] extends Readonly<
        Record<Field, unknown>
    >
        ? K
        : never;
}[SecretName];

/** Secrets in the application's environment. */
export type ApplicationSecret = With<"variables">;

/** Secrets that only hosts which run migrations can read. */
export type MigrationSecret = With<"forMigrations">;

const ALL: Readonly<Record<SecretName, Secret>> = { ...GENERATED_SECRETS, ...GIVEN_SECRETS };

const namesWith = <Field extends keyof Secret>(field: Field): readonly With<Field>[] =>
    Object.entries(ALL).flatMap(([name, secret]) => (secret[field] ? [name as With<Field>] : []));

export const APPLICATION_SECRETS = namesWith("variables");
export const MIGRATION_SECRETS = namesWith("forMigrations");

/** Every variable that hosts fill from a secret. */
export const SECRET_VARIABLES = Object.values(ALL).flatMap(({ variables = [] }) => variables);

/** The variables of each secret whose value hosts pass on as it is. */
export const PLAIN_VARIABLES: Readonly<Partial<Record<ApplicationSecret, readonly string[]>>> =
    Object.fromEntries(
        APPLICATION_SECRETS.filter((name) => !ALL[name].composed).map((name) => [name, ALL[name].variables]),
    );

/** The entries of the secrets that the application reads. */
export const ofApplication = <T>(all: Readonly<Record<ApplicationSecret, T>>): Record<ApplicationSecret, T> =>
    Object.fromEntries(APPLICATION_SECRETS.map((name) => [name, all[name]])) as Record<ApplicationSecret, T>;

/** The entries of the secrets that only migrations need. */
export const ofMigrations = <T>(all: Readonly<Record<MigrationSecret, T>>): Record<MigrationSecret, T> =>
    Object.fromEntries(MIGRATION_SECRETS.map((name) => [name, all[name]])) as Record<MigrationSecret, T>;

/** A secret's name as AWS and Pulumi know it: `sentryDsn` is `sentry-dsn`. */
export const kebab = (name: SecretName): string =>
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A secret's name in Secrets Manager. */
export const secretPath = (stack: string, name: SecretName): string => `hrms/${stack}/${kebab(name)}`;
