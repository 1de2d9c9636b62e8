/** What the project says about the stack's settings: the commands that fit them to it. */
import type { SETTINGS } from "../config";
import { ENVIRONMENT_NAMES, isFreeName } from "../config/environment";
import type { Fact, Project } from "./facts";
import { defaultOf, setTo } from "./remedies";
import { DEBIAN_LIBRARIES } from "./rules/packages";

/** `module:callable` of the WSGI application; undefined if there is none. WSGI_APPLICATION decides between several files. */
export function wsgiPath(project: Project): string | undefined {
    const files = project.of("wsgi").filter(({ callable }) => callable !== "");
    const named = project.setting("WSGI_APPLICATION");
    const [module, callable] =
        typeof named === "string" ? [named.replace(/\.\w+$/, ""), named.split(".").at(-1)] : [];
    const chosen = files.find((file) => file.module === module) ?? files[0];
    if (chosen === undefined) return undefined;
    return `${chosen.module}:${chosen.module === module ? (callable ?? chosen.callable) : chosen.callable}`;
}

/** The package in which hosts look for Celery's application: that of the WSGI application. */
export const packageOf = (project: Project): string | undefined => wsgiPath(project)?.split(/[.:]/, 1)[0];

/** Whether the login is at a path that hosts do not guard by default. */
export const unguarded = ({ path }: Fact<"login">): boolean =>
    !(defaultOf("loginPaths") as string[]).includes(path);

/** hrms:loginPaths takes so many. */
const MOST_PATHS = 10;

/** The paths that take passwords: those found, and the default ones, because no reader finds all. */
export const ownLoginPaths = (project: Project): string[] =>
    [...new Set([...project.of("login").map(({ path }) => path), ...(defaultOf("loginPaths") as string[])])]
        .slice(0, MOST_PATHS)
        .sort();

/** The project's background work, by the names that hrms:backgroundTasks has for its kinds. */
export function backgroundKinds(project: Project): string[] {
    const queues = project.of("other-queue").map(({ queue }) => queue);
    const commands = project.of("apscheduler").map(({ command }) => command);
    const kinds: Readonly<Record<string, boolean>> = {
        celery: project.of("celery-app").length > 0,
        scheduler: commands.includes(false),
        // Both would run the same jobs.
        apschedulerCommand: commands.includes(true) && !commands.includes(false),
        djangoQ: queues.includes("django-q2"),
        huey: queues.includes("huey"),
        rq: queues.includes("django-rq"),
    };
    return Object.keys(kinds).filter((kind) => kinds[kind]);
}

/** Queues that hosts work off besides Celery's, by their packages. */
export const WORKED_OFF: readonly string[] = ["django-q2", "huey", "django-rq"];

/** Ports that the code connects to, and that hosts cannot reach without a setting. */
export function outgoingPorts(project: Project): string[] {
    const facts = [...project.of("client"), ...project.of("url-port")];
    const closed = facts.map(({ port }) => port).filter((port) => port > 0 && !OPEN_PORTS.includes(port));
    return [...new Set(closed)].sort((one, other) => one - other).map((port) => `tcp/${port}`);
}

/** Where a front end of its own is served from, as far as django-cors-headers' settings say so; no developer's machine. */
export function frontendOrigins(project: Project): string[] {
    const origins = project.setting("CORS_ALLOWED_ORIGINS") ?? project.setting("CORS_ORIGIN_WHITELIST");
    return Array.isArray(origins)
        ? origins.filter((origin): origin is string => /^https:\/\/[\w-]+(\.[\w-]+)+$/.test(String(origin)))
        : [];
}

/** Ports that hosts can connect to anyway. */
export const OPEN_PORTS: readonly number[] = [443];

/** Celery's application, if hosts do not find it in the package of the WSGI application. */
export function celeryElsewhere(project: Project): Fact<"celery-app"> | undefined {
    const wanted = packageOf(project);
    const places = wanted === undefined ? [] : [wanted, `${wanted}.celery`];
    const apps = project.of("celery-app").filter(({ variable }) => variable !== "");
    const isFound = apps.some(({ module, exported }) => places.includes(module) || exported);
    return isFound ? undefined : apps[0];
}

/** Every queue that tasks go to, if there is one besides Celery's own. */
export function celeryQueues(project: Project): string[] | undefined {
    const queues = project.of("celery-queue").map(({ queue }) => queue);
    return queues.length === 0 ? undefined : [...new Set(["celery", ...queues])].sort();
}

/** Names that teams give to what hosts know under another name. */
const LIKELY_ALIASES: readonly (readonly [pattern: RegExp, known: string])[] = [
    [
        /^(MYSQL|MARIADB|POSTGRES(QL)?|PG|RDS|SQL|DATABASE|DJANGO_DB|DB)_?(DATABASE|DB|DB_NAME|NAME|DBNAME)$/,
        "DB_NAME",
    ],
    [/^(MYSQL|MARIADB|POSTGRES(QL)?|PG|RDS|SQL|DATABASE|DJANGO_DB|DB)_?(USER|USERNAME|DB_USER)$/, "DB_USER"],
    [
        /^(MYSQL|MARIADB|POSTGRES(QL)?|PG|RDS|SQL|DATABASE|DJANGO_DB|DB)_?(PASSWORD|PASS|PASSWD|PWD|DB_PASSWORD)$/,
        "DB_PASSWORD",
    ],
    [
        /^(MYSQL|MARIADB|POSTGRES(QL)?|PG|RDS|SQL|DATABASE|DJANGO_DB|DB)_?(HOST|HOSTNAME|SERVER|DB_HOST)$/,
        "DB_HOST",
    ],
    [/^(MYSQL|MARIADB|POSTGRES(QL)?|PG|RDS|SQL|DATABASE|DJANGO_DB|DB)_?(PORT|DB_PORT)$/, "DB_PORT"],
    [/^(MYSQL_URL|MARIADB_URL|DB_URL|JAWSDB_URL|CLEARDB_DATABASE_URL)$/, "DATABASE_URL"],
    [/^((APP|APPLICATION|DJANGO|PROJECT|SITE)_)?SECRET(_KEY)?$/, "SECRET_KEY"],
    [/^(\w*BROKER(_URL)?)$/, "CELERY_BROKER_URL"],
    [/^(REDIS_(LOCATION|URI|TLS_URL|CACHE_URL)|CACHE_LOCATION)$/, "CACHE_URL"],
    [/^(REDIS|CACHE)_HOST$/, "CACHE_HOST"],
    [/^(REDIS|CACHE)_PORT$/, "CACHE_PORT"],
    [/^(\w*_)?ALLOWED_HOSTS?$/, "ALLOWED_HOSTS"],
    [/^\w*DEBUG$/, "DEBUG"],
    [/^(\w*CSRF\w*ORIGINS)$/, "CSRF_TRUSTED_ORIGINS"],
    [/^(SMTP|MAIL)_(HOST|SERVER)$/, "EMAIL_HOST"],
    [/^(SMTP|MAIL)_PORT$/, "EMAIL_PORT"],
    [/^(SMTP|MAIL)_(USER|USERNAME)$|^EMAIL_USER$/, "EMAIL_HOST_USER"],
    [/^(SMTP|MAIL)_(PASSWORD|PASS)$|^EMAIL_(PASSWORD|PASS)$/, "EMAIL_HOST_PASSWORD"],
    [/^(FROM_EMAIL|EMAIL_FROM|MAIL_FROM|DEFAULT_EMAIL)$/, "DEFAULT_FROM_EMAIL"],
    [/^(S3_BUCKET(_NAME)?|AWS_BUCKET(_NAME)?|AWS_S3_BUCKET(_NAME)?)$/, "AWS_STORAGE_BUCKET_NAME"],
    [/^(AWS_REGION|AWS_REGION_NAME|S3_REGION)$/, "AWS_DEFAULT_REGION"],
    [/^\w*SENTRY\w*DSN$/, "SENTRY_DSN"],
];

export const isKnown = (name: string): boolean => ENVIRONMENT_NAMES.includes(name);

/** What hosts call the variable, if it is probably one of theirs under another name. */
export const aliasFor = (name: string): string | undefined =>
    !isKnown(name) && isFreeName(name)
        ? LIKELY_ALIASES.find(([pattern]) => pattern.test(name))?.[1]
        : undefined;

/** Entries of hrms:environmentAliases for every variable of the project that hosts know by another name. */
export const aliases = (project: Project): string[] =>
    [...new Set(project.of("environment-read").map(({ name }) => name))]
        .flatMap((name) => {
            const known = aliasFor(name);
            return known === undefined ? [] : [`${name}=${known}`];
        })
        .sort();

type Proposed = Readonly<Partial<Record<keyof typeof SETTINGS, string | readonly string[]>>>;

/** The settings of the stack that this project needs, and that differ from the defaults. */
export function proposed(project: Project): Proposed {
    const [settings] = project.of("settings-module");
    const elsewhere = celeryElsewhere(project);
    const command = project.of("apscheduler").find((fact) => fact.command);
    const wanted: Proposed = {
        projectFolder: project.root === "" ? undefined : project.root,
        wsgiApplication: wsgiPath(project),
        settingsModule: settings?.module === "" ? undefined : settings?.module,
        backgroundTasks: backgroundKinds(project),
        outgoingPorts: outgoingPorts(project),
        frontendOrigins: frontendOrigins(project),
        celeryApplication: elsewhere && `${elsewhere.module}:${elsewhere.variable}`,
        celeryQueues: celeryQueues(project),
        schedulerCommand: command?.file.replace(/^.*\/|\.py$/g, ""),
        debianPackages: debianPackages(project),
        loginPaths: project.of("login").some(unguarded) ? ownLoginPaths(project) : undefined,
        environmentAliases: aliases(project).length > 0 ? aliases(project) : undefined,
    };
    return Object.fromEntries(
        Object.entries(wanted).filter(
            ([name, value]) =>
                value !== undefined &&
                JSON.stringify(value) !== JSON.stringify(defaultOf(name as keyof Proposed)),
        ),
    );
}

/** The same as commands. */
export const commands = (project: Project): string[] =>
    Object.entries(proposed(project)).map(([name, value]) => setTo(name as keyof Proposed, value));

/** Debian packages that the requirements load at run time. */
export function debianPackages(project: Project): string[] | undefined {
    const names = project.of("requirement").flatMap(({ name }) => DEBIAN_LIBRARIES[name]?.split(" ") ?? []);
    return names.length === 0 ? undefined : [...new Set(names)].sort();
}
