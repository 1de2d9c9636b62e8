/**
 * The environment that the application runs in: the part that is no secret. It is kept in one SSM parameter, from
 * which `bin/fetch-environment` makes each host's environment, with the secrets added.
 */
import type { Settings } from "../config";

/** What the environment is made of; the values of other resources come as plain text. */
export interface EnvironmentFacts extends Pick<
    Settings,
    | "stack"
    | "region"
    | "domain"
    | "wsgiApplication"
    | "settingsModule"
    | "environmentAliases"
    | "release"
    | "timeZone"
    | "healthPath"
    | "hstsMaxAgeSeconds"
    | "uploadLimitMib"
    | "emailFrom"
    | "superuserEmail"
> {
    readonly databaseHost: string;
    readonly databasePort: number;
    readonly databaseName: string;
    readonly cacheHost: string;
    /** Host of Celery's queue; the cache's own where they share one. */
    readonly queueHost: string;
    readonly cachePort: number;
    readonly mediaBucket: string;
    readonly staticBucket: string;
    readonly releasesBucket: string;
    readonly emailConfigurationSet: string;
    /** ARNs in Secrets Manager of the secrets that the application itself reads. */
    readonly secretArns: Readonly<Partial<Record<ApplicationSecret, string>>>;
}

/** Secrets that become part of the application's environment; see `bin/fetch-environment` for their variables. */
export type ApplicationSecret = "secretKey" | "databaseApp" | "cacheAuth" | "mail" | "sentryDsn";

/** A variable that is not there for now is null. */
type Variable = readonly [name: string, valueOf: (facts: EnvironmentFacts) => string | number | null];

/**
 * Names that Django projects read. Where projects differ, each name is there: the wizards of this project's
 * documentation, django-environ's and cookiecutter-django's.
 */
const VARIABLES: readonly Variable[] = [
    // The settings overlay of django/hrms_host, which reads the project's own settings first.
    ["DJANGO_SETTINGS_MODULE", () => "hrms_host.settings"],
    ["HRMS_PROJECT_SETTINGS", ({ settingsModule }) => settingsModule],
    ["DEBUG", () => "False"],
    ["ALLOWED_HOSTS", ({ domain }) => domain],
    ["DJANGO_ALLOWED_HOSTS", ({ domain }) => domain],
    ["CSRF_TRUSTED_ORIGINS", ({ domain }) => `https://${domain}`],
    ["TIME_ZONE", ({ timeZone }) => timeZone],

    ["DB_ENGINE", () => "django.db.backends.mysql"],
    ["DB_NAME", ({ databaseName }) => databaseName],
    ["DB_HOST", ({ databaseHost }) => databaseHost],
    ["DB_PORT", ({ databasePort }) => databasePort],

    ["CACHE_HOST", ({ cacheHost }) => cacheHost],
    ["QUEUE_HOST", ({ queueHost }) => queueHost],
    ["CACHE_PORT", ({ cachePort }) => cachePort],

    ["AWS_DEFAULT_REGION", ({ region }) => region],
    ["AWS_S3_REGION_NAME", ({ region }) => region],
    ["AWS_STORAGE_BUCKET_NAME", ({ mediaBucket }) => mediaBucket],
    ["HRMS_STATIC_BUCKET", ({ staticBucket }) => staticBucket],
    ["HRMS_RELEASES_BUCKET", ({ releasesBucket }) => releasesBucket],
    ["STATIC_URL", ({ domain }) => `https://static.${domain}/`],

    ["DEFAULT_FROM_EMAIL", ({ emailFrom }) => emailFrom],
    ["SERVER_EMAIL", ({ emailFrom }) => emailFrom],
    ["AWS_SES_REGION_NAME", ({ region }) => region],
    ["AWS_SES_CONFIGURATION_SET", ({ emailConfigurationSet }) => emailConfigurationSet],

    ["SENTRY_ENVIRONMENT", ({ stack }) => stack],
    ["HRMS_RELEASE", ({ release }) => release ?? null],
    ["HRMS_HSTS_SECONDS", ({ hstsMaxAgeSeconds }) => hstsMaxAgeSeconds],
    ["HRMS_WSGI_APPLICATION", ({ wsgiApplication }) => wsgiApplication],
    ["HRMS_HEALTH_PATH", ({ healthPath }) => healthPath],
    ["HRMS_UPLOAD_LIMIT_MIB", ({ uploadLimitMib }) => uploadLimitMib],
    ["HRMS_SUPERUSER_EMAIL", ({ superuserEmail }) => superuserEmail],
];

/** What `bin/fetch-environment` makes of each secret. */
const SECRET_VARIABLES: Readonly<Record<ApplicationSecret, readonly string[]>> = {
    secretKey: ["SECRET_KEY", "DJANGO_SECRET_KEY"],
    databaseApp: ["DB_USER", "DB_PASSWORD", "DATABASE_URL"],
    cacheAuth: ["CACHE_URL", "REDIS_URL", "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND"],
    mail: [
        "EMAIL_URL",
        "EMAIL_HOST",
        "EMAIL_PORT",
        "EMAIL_USE_TLS",
        "EMAIL_USE_SSL",
        "EMAIL_HOST_USER",
        "EMAIL_HOST_PASSWORD",
    ],
    sentryDsn: ["SENTRY_DSN"],
};

/** Every variable that a host's environment may hold; some are there only with their setting. */
export const ENVIRONMENT_NAMES: readonly string[] = [
    ...VARIABLES.map(([name]) => name),
    ...Object.values(SECRET_VARIABLES).flat(),
];

/**
 * Names beside {@link ENVIRONMENT_NAMES} that nothing else may be called: the system reads them, or the overlay does
 * where somebody sets them by hand, or boto3 would take them for the host's own role.
 */
const RESERVED =
    /^(HRMS_|PYTHON|LD_)|^(HOME|LANG|LOGNAME|PATH|SHELL|USER|STATIC_ROOT|SECRET_KEY_FALLBACKS|SENTRY_(TRACES_)?SAMPLE_RATE|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE))$/;

/** Whether a project may call a variable so without taking a name that means something else. */
export const isFreeName = (name: string): boolean =>
    !RESERVED.test(name) && !ENVIRONMENT_NAMES.includes(name);

/** The project's own name and the name in {@link ENVIRONMENT_NAMES} of each entry, such as `MYSQL_PASSWORD=DB_PASSWORD`. */
export function aliasPairs(aliases: readonly string[]): [own: string, known: string][] {
    return aliases.map((alias) => {
        const [own = "", known = ""] = alias.split("=");
        return [own, known];
    });
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const STANDARD_PARAMETER_BYTES = 4096;

/** What the SSM parameter holds: `variables` as they are, under `secrets` where the others come from, and `aliases`. */
export interface EnvironmentDocument {
    readonly variables: Readonly<Record<string, string>>;
    readonly secrets: Readonly<Partial<Record<ApplicationSecret, string>>>;
    /** Variables by the project's own name for them; secrets among them, so that hosts fill them in. */
    readonly aliases: Readonly<Record<string, string>>;
}

/** The text of the SSM parameter. Throws where it is longer than a standard parameter may be. */
export function environmentDocument(facts: EnvironmentFacts): string {
    const document: EnvironmentDocument = {
        variables: Object.fromEntries(
            VARIABLES.flatMap(([name, valueOf]) => {
                const value = valueOf(facts);
                return value === null ? [] : [[name, String(value)]];
            }),
        ),
        secrets: facts.secretArns,
        aliases: Object.fromEntries(aliasPairs(facts.environmentAliases)),
    };
    const text = JSON.stringify(document);
    if (Buffer.byteLength(text) > STANDARD_PARAMETER_BYTES) {
        throw new Error(
            `The environment takes ${Buffer.byteLength(text)} bytes, and a standard SSM parameter holds ` +
                `${STANDARD_PARAMETER_BYTES}: set fewer hrms:environmentAliases, or shorten names in host/environment.ts`,
        );
    }
    return text;
}

/** Name of the SSM parameter that holds the environment. */
export const environmentParameter = (stack: string): string => `/hrms/${stack}/environment`;
