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
    | "timeZone"
    | "healthPath"
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

type Variable = readonly [name: string, valueOf: (facts: EnvironmentFacts) => string | number];

/**
 * Names that Django projects read. Where projects differ, each name is there: the wizards of this project's
 * documentation, django-environ's and cookiecutter-django's.
 */
const VARIABLES: readonly Variable[] = [
    ["DJANGO_SETTINGS_MODULE", ({ settingsModule }) => settingsModule],
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
    ["HRMS_WSGI_APPLICATION", ({ wsgiApplication }) => wsgiApplication],
    ["HRMS_HEALTH_PATH", ({ healthPath }) => healthPath],
    ["HRMS_UPLOAD_LIMIT_MIB", ({ uploadLimitMib }) => uploadLimitMib],
    ["HRMS_SUPERUSER_EMAIL", ({ superuserEmail }) => superuserEmail],
];

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const STANDARD_PARAMETER_BYTES = 4096;

/** What the SSM parameter holds: `variables` as they are, and under `secrets` where the others come from. */
export interface EnvironmentDocument {
    readonly variables: Readonly<Record<string, string>>;
    readonly secrets: Readonly<Partial<Record<ApplicationSecret, string>>>;
}

/** The text of the SSM parameter. Throws where it is longer than a standard parameter may be. */
export function environmentDocument(facts: EnvironmentFacts): string {
    const document: EnvironmentDocument = {
        variables: Object.fromEntries(VARIABLES.map(([name, valueOf]) => [name, String(valueOf(facts))])),
        secrets: facts.secretArns,
    };
    const text = JSON.stringify(document);
    if (Buffer.byteLength(text) > STANDARD_PARAMETER_BYTES) {
        throw new Error(
            `The environment takes ${Buffer.byteLength(text)} bytes, and a standard SSM parameter holds ` +
                `${STANDARD_PARAMETER_BYTES}: shorten names in host/environment.ts`,
        );
    }
    return text;
}

/** Name of the SSM parameter that holds the environment. */
export const environmentParameter = (stack: string): string => `/hrms/${stack}/environment`;
