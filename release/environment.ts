/** The variables of a build. Those that only a host knows have placeholders. */
import type { Indexes } from "./indexes";
import type { Build } from "./state";
import { USUAL_CHECK } from "./vulnerabilities";

/** Neither static files nor checks depend on them. */
const PLACEHOLDERS = [
    ...["ALLOWED_HOSTS", "DB_NAME", "DB_USER", "DB_PASSWORD", "DB_HOST", "AWS_STORAGE_BUCKET_NAME"],
    "AWS_S3_REGION_NAME",
];

const hosts = (build: Build): Readonly<Record<string, string>> => ({
    ...Object.fromEntries(PLACEHOLDERS.map((name) => [name, "placeholder"])),
    // Django's checks want a long one.
    SECRET_KEY: "a-placeholder-of-the-builder-0123456789-abcdefghijklmnop",
    PYTHONPATH: "/build/django",
    DJANGO_SETTINGS_MODULE: "hrms_host.settings",
    HRMS_PROJECT_FOLDER: build.settings.projectFolder,
    HRMS_PROJECT_SETTINGS: build.settings.settingsModule,
    HRMS_WSGI: build.settings.wsgiApplication,
    HRMS_REQUIREMENTS: build.requirements.file,
    HRMS_LOCK: build.requirements.lock,
    HRMS_GROUPS: (build.options.groups ?? []).join(" "),
    HRMS_OSV_URL: (build.options.vulnerabilities ?? USUAL_CHECK).url,
    HRMS_ROLE: "build",
    STATIC_ROOT: "/build/release/static",
    STATIC_URL: build.options.staticUrl,
    DB_PORT: "3306",
    DEFAULT_FROM_EMAIL: "placeholder@localhost",
    CSRF_TRUSTED_ORIGINS: "https://localhost",
    CACHE_URL: "rediss://localhost/0",
    CELERY_BROKER_URL: "rediss://localhost/1",
    CELERY_RESULT_BACKEND: "rediss://localhost/2",
});

/** As lines that a shell reads. */
export const environment = (build: Build): string =>
    shellLines({ ...build.options.environment, ...hosts(build) });

/** uv's variables for the indexes: https://docs.astral.sh/uv/reference/environment/ */
export const indexVariables = ({ main, extra }: Indexes): string =>
    shellLines({
        ...(main === "" ? {} : { UV_DEFAULT_INDEX: main }),
        ...(extra.length === 0 ? {} : { UV_INDEX: extra.join(" ") }),
    });

const shellLines = (variables: Readonly<Record<string, string>>): string =>
    Object.entries(variables)
        .map(([name, value]) => `${name}=${quoted(value)}\n`)
        .join("");

/** For a POSIX shell. */
const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
