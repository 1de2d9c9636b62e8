/**
 * The application's environment without its secrets. One SSM parameter stores it. On each host, `fetch-environment`
 * reads the parameter and adds the secrets.
 */
import { createHash } from "node:crypto";
import type { Settings } from "../config";
import { MAX_ENVIRONMENT_BYTES } from "./own-variables";
import {
    APPLICATION_SECRETS,
    PLAIN_VARIABLES,
    SECRET_VARIABLES,
    secretPath,
    type ApplicationSecret,
    type MigrationSecret,
} from "./secrets";

/** The settings that are part of the environment. */
const ENVIRONMENT_SETTINGS = [
    "stack",
    "region",
    "domain",
    "extraDomains",
    "frontendOrigins",
    "databaseName",
    "wsgiApplication",
    "settingsModule",
    "environment",
    "environmentAliases",
    "backgroundTasks",
    "timeZone",
    "requestSeconds",
    "taskSeconds",
    "healthPath",
    "loginPaths",
    "hstsMaxAgeSeconds",
    "uploadLimitMib",
    "emailFrom",
    "fixtures",
    "superuserEmail",
] as const satisfies readonly (keyof Settings)[];

type EnvironmentSettings = Pick<Settings, (typeof ENVIRONMENT_SETTINGS)[number]>;

/** What the environment consists of. Values of other resources are plain text. */
export interface EnvironmentFacts extends EnvironmentSettings {
    readonly databaseHost: string;
    readonly databasePort: number;
    readonly cacheHost: string;
    /** Host of Celery's queue; the same as `cacheHost` if they share one. */
    readonly queueHost: string;
    readonly cachePort: number;
    readonly mediaBucket: string;
    readonly staticBucket: string;
    readonly releasesBucket: string;
    readonly emailConfigurationSet: string;
    /** The public key that signs releases: base64 of its DER SubjectPublicKeyInfo. Without it, hosts install none. */
    readonly releaseKey: string;
    /** ARNs in Secrets Manager of the secrets that only migrations need. */
    readonly migrationSecretArns: Readonly<Record<MigrationSecret, string>>;
    /** ARNs in Secrets Manager of the secrets that the application itself reads. */
    readonly secretArns: Readonly<Partial<Record<ApplicationSecret, string>>>;
}

/** Every name that people type, the main one first. */
export const domainsOf = ({
    domain,
    extraDomains,
}: Pick<Settings, "domain" | "extraDomains">): readonly string[] => [domain, ...extraDomains];

/** The origins of pages that can use the application: its own, and those of front ends elsewhere. */
export const originsOf = (
    settings: Pick<Settings, "domain" | "extraDomains" | "frontendOrigins">,
): readonly string[] => [
    ...domainsOf(settings).map((domain) => `https://${domain}`),
    ...settings.frontendOrigins,
];

/** A variable and its value; null leaves the variable out. */
type Variable = readonly [name: string, valueOf: (facts: EnvironmentFacts) => string | number | null];

/**
 * Names that Django projects read. If conventions differ, the environment has each name: those of our documentation, of
 * django-environ and of cookiecutter-django.
 */
const VARIABLES: readonly Variable[] = [
    // The settings overlay in /opt/hrms/django/hrms_host, which first reads the project's own settings.
    ["DJANGO_SETTINGS_MODULE", () => "hrms_host.settings"],
    ["HRMS_PROJECT_SETTINGS", ({ settingsModule }) => settingsModule],
    ["DEBUG", () => "False"],
    ["ALLOWED_HOSTS", (settings) => domainsOf(settings).join(",")],
    ["DJANGO_ALLOWED_HOSTS", (settings) => domainsOf(settings).join(",")],
    ["CSRF_TRUSTED_ORIGINS", (settings) => originsOf(settings).join(",")],
    // Of django-cors-headers; pages of the domains themselves need no permission.
    ["CORS_ALLOWED_ORIGINS", ({ frontendOrigins }) => frontendOrigins.join(",")],
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
    ["HRMS_RELEASE_KEY", ({ releaseKey }) => releaseKey],
    // A new release must answer these before users get it.
    ["HRMS_PROBE_PATHS", ({ loginPaths }) => ["/", ...loginPaths].join(",")],
    ["HRMS_MIGRATOR_ARN", ({ migrationSecretArns }) => migrationSecretArns.databaseMigrator],
    ["HRMS_SUPERUSER_ARN", ({ migrationSecretArns }) => migrationSecretArns.superuser],
    ["HRMS_HSTS_SECONDS", ({ hstsMaxAgeSeconds }) => hstsMaxAgeSeconds],
    ["HRMS_WSGI_APPLICATION", ({ wsgiApplication }) => wsgiApplication],
    ["HRMS_HEALTH_PATH", ({ healthPath }) => healthPath],
    // So that the overlay never says that something runs elsewhere that does not exist.
    ["HRMS_BACKGROUND_TASKS", ({ backgroundTasks }) => backgroundTasks.join(",")],
    ["HRMS_REQUEST_SECONDS", ({ requestSeconds }) => requestSeconds],
    ["HRMS_TASK_SECONDS", ({ taskSeconds }) => taskSeconds],
    ["HRMS_UPLOAD_LIMIT_MIB", ({ uploadLimitMib }) => uploadLimitMib],
    ["HRMS_FIXTURES", ({ fixtures }) => fixtures.join(",")],
    ["HRMS_SUPERUSER_EMAIL", ({ superuserEmail }) => superuserEmail],
];

/** Every variable that a host's environment can contain. Some depend on a setting. */
export const ENVIRONMENT_NAMES: readonly string[] = [
    ...VARIABLES.map(([name]) => name),
    // From the stack's parameter of its release, and later from the release itself.
    "HRMS_RELEASE",
    ...SECRET_VARIABLES,
];

/**
 * Reserved names besides {@link ENVIRONMENT_NAMES}: the system reads them, or the overlay reads them if someone sets
 * them by hand, or boto3 would use them instead of the host's role.
 */
const RESERVED =
    /^(HRMS_|PYTHON|LD_)|^(GUNICORN_CMD_ARGS|HOME|LANG|LOGNAME|PATH|SHELL|USER|STATIC_ROOT|SECRET_KEY_FALLBACKS|SENTRY_(TRACES_)?SAMPLE_RATE|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE))$/;

/** Whether a project can use the name for a variable of its own. */
export const isFreeName = (name: string): boolean =>
    !RESERVED.test(name) && !ENVIRONMENT_NAMES.includes(name);

/** The project's own name and the name in {@link ENVIRONMENT_NAMES} of each alias, such as `MYSQL_HOST=DB_HOST`. */
export function aliasPairs(aliases: readonly string[]): [own: string, known: string][] {
    return aliases.map((alias) => {
        const [own = "", known = ""] = alias.split("=");
        return [own, known];
    });
}

/** The content of the SSM parameter: variables, where the secrets are, and aliases. */
export interface EnvironmentDocument {
    readonly variables: Readonly<Record<string, string>>;
    readonly secrets: Readonly<Partial<Record<ApplicationSecret, string>>>;
    /** The variables that hold a secret's value as it is; hosts compose the others. */
    readonly secretVariables: typeof PLAIN_VARIABLES;
    /** Names of variables by the project's own names for them. Hosts fill them in, because some are secrets. */
    readonly aliases: Readonly<Record<string, string>>;
}

const longestArn = (secret: ApplicationSecret | MigrationSecret): string =>
    `arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:${secretPath("s".repeat(16), secret)}-AbCdEf`;

/** The values of other resources at their longest: names and IDs as AWS makes them, in a region with a long name. */
const LONGEST_VALUES: Omit<EnvironmentFacts, keyof EnvironmentSettings> = {
    databaseHost: `hrms-database-0123456.${"c".repeat(12)}.ap-southeast-2.rds.amazonaws.com`,
    databasePort: 3306,
    cacheHost: `master.hrms-cache-0123456.${"a".repeat(6)}.apse2.cache.amazonaws.com`,
    queueHost: `master.hrms-queue-0123456.${"a".repeat(6)}.apse2.cache.amazonaws.com`,
    cachePort: 6379,
    mediaBucket: "hrms-storage-media-0123456",
    staticBucket: "hrms-storage-static-0123456",
    releasesBucket: "hrms-storage-releases-0123456",
    emailConfigurationSet: `hrms-email-${"s".repeat(16)}-0123456`,
    // A key on the curve P-256 has 91 bytes.
    releaseKey: "k".repeat(124),
    migrationSecretArns: {
        databaseMigrator: longestArn("databaseMigrator"),
        superuser: longestArn("superuser"),
    },
    secretArns: Object.fromEntries(APPLICATION_SECRETS.map((name) => [name, longestArn(name)])),
};

/** Bytes that the environment can take with these settings, whatever AWS names the other resources. */
export function environmentBytes(settings: EnvironmentSettings): number {
    // One by one, so that a conflict reads these settings and no others.
    const own = Object.fromEntries(ENVIRONMENT_SETTINGS.map((name) => [name, settings[name]]));
    return Buffer.byteLength(textOf({ ...(own as unknown as EnvironmentSettings), ...LONGEST_VALUES }));
}

/** The text of the SSM parameter. Throws if it is longer than a parameter can be. */
export function environmentDocument(facts: EnvironmentFacts): string {
    const text = textOf(facts);
    if (Buffer.byteLength(text) > MAX_ENVIRONMENT_BYTES) {
        throw new Error(
            `The environment takes ${Buffer.byteLength(text)} bytes, and an SSM parameter holds ${MAX_ENVIRONMENT_BYTES}: ` +
                "shorten hrms:environment or hrms:environmentAliases",
        );
    }
    return text;
}

function textOf(facts: EnvironmentFacts): string {
    const document: EnvironmentDocument = {
        variables: {
            ...Object.fromEntries(
                VARIABLES.flatMap(([name, valueOf]) => {
                    const value = valueOf(facts);
                    return value === null ? [] : [[name, String(value)]];
                }),
            ),
            ...facts.environment,
        },
        secrets: facts.secretArns,
        secretVariables: PLAIN_VARIABLES,
        aliases: Object.fromEntries(aliasPairs(facts.environmentAliases)),
    };
    return JSON.stringify(document);
}

/** Tells whether running hosts have the environment of this document: 12 hexadecimal digits. */
export const environmentVersion = (text: string): string =>
    createHash("sha256").update(text).digest("hex").slice(0, 12);

/** Name of the SSM parameter that holds the environment. */
export const environmentParameter = (stack: string): string => `/hrms/${stack}/environment`;

/**
 * Name of the SSM parameter that says which release hosts run: JSON, {"release": SHA-256 or null, "previous": the same}.
 * `pulumi up` creates it, and only a deployment changes it.
 */
export const releaseParameter = (stack: string): string => `/hrms/${stack}/release`;
