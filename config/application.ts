/** The settings of the application: what it is, what it needs, and how long it may take. */
import { BACKGROUND_KINDS } from "./background";
import { email, listOf, oneOf, text, urlPath, whole } from "./kinds";
import { MAX_ENVIRONMENT_BYTES, MAX_SECRET_BYTES, ownVariables } from "./own-variables";
import { timeZone } from "./places";
import { optional, required, secretMap, setting, type Setting } from "./setting";

/** Python names, one after the other. */
const DOTTED = /[A-Za-z_]\w{0,40}(?:\.[A-Za-z_]\w{0,40}){0,4}/.source;

const HRMS_LOGIN_PATHS = ["/login/", "/accounts/login/", "/admin/login/"];

export const APPLICATION = {
    wsgiApplication: setting(
        text(
            'a Python path such as "hrms.wsgi:application"',
            new RegExp(`${DOTTED}:[A-Za-z_]\\w{0,40}`),
            (given) => [`${given.replace(/\.py$/, "").replaceAll("/", ".")}:application`],
        ),
        "hrms.wsgi:application",
        "what Gunicorn serves",
    ),
    settingsModule: setting(
        text('a Python module such as "hrms.settings"', new RegExp(DOTTED), (given) => [
            given.replace(/\.py$/, "").replaceAll("/", "."),
        ]),
        "hrms.settings",
        "the project's Django settings",
    ),
    release: optional(text("the SHA-256 of a release's archive, 64 hexadecimal digits", /[0-9a-f]{64}/), {
        about: "release of the application, which `pulumi up` deploys when it changes; left out: it deploys none",
        example: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
    }),
    projectFolder: setting(
        text(
            'the path of a folder in the repository, such as "backend", or "."',
            /\.|[A-Za-z0-9_][\w-]{0,63}(?:\/[A-Za-z0-9_][\w-]{0,63}){0,5}/,
            (given) => [given.replace(/^\.?\/|\/(manage\.py)?$/g, "")],
        ),
        ".",
        "folder with manage.py",
    ),
    backgroundTasks: setting(
        listOf(oneOf(...BACKGROUND_KINDS)),
        [],
        "what works in the background: Celery's worker and beat, APScheduler in the web processes or in a management command, django-q2, Huey, django-rq",
        ["celery"],
    ),
    celeryApplication: optional(
        text(
            'a Python path such as "hrms" or "hrms.celery:app"',
            new RegExp(`${DOTTED}(:[A-Za-z_]\\w{0,40})?`),
        ),
        {
            about: "Celery's application; left out: in the package of wsgiApplication",
            example: "hrms.celery:app",
        },
    ),
    celeryQueues: setting(
        listOf(text('the name of a queue, such as "payroll"', /[A-Za-z0-9_][\w.:-]{0,63}/), { max: 20 }),
        [],
        "queues that Celery's workers take tasks from; left out: Celery's own choice",
        ["celery", "payroll"],
    ),
    schedulerCommand: setting(
        text('the name of a management command, such as "runapscheduler"', /[a-z_]\w{0,63}/),
        "runapscheduler",
        "management command of backgroundTasks apschedulerCommand",
    ),
    debianPackages: setting(
        listOf(
            text(
                'the name of a Debian package, such as "libpango-1.0-0"',
                /[a-z0-9][a-z0-9+.-]{1,63}/,
                (given) => [given.toLowerCase()],
            ),
            { max: 40 },
        ),
        [],
        "Debian packages that the application needs on hosts; a builder of releases also needs their -dev packages",
        ["libpango-1.0-0", "gettext"],
    ),
    environment: setting(
        ownVariables(MAX_ENVIRONMENT_BYTES),
        {},
        "the project's own variables; one command for each: pulumi config set --path hrms:environment.NAME VALUE",
        { LDAP_HOST: "ldap.example.com" },
    ),
    environmentSecrets: secretMap(ownVariables(MAX_SECRET_BYTES), {
        about: "the project's own variables that are secrets: pulumi config set --secret --path hrms:environmentSecrets.NAME",
        example: '{"LDAP_PASSWORD":"correct-horse-battery-staple"}',
    }),
    environmentAliases: setting(
        listOf(
            text(
                'the name that the project reads and the name that hosts know, such as "MYSQL_PASSWORD=DB_PASSWORD"',
                /[A-Za-z_]\w{0,63}=[A-Z][A-Z0-9_]{0,63}/,
            ),
            { max: 30 },
        ),
        [],
        "the project's own names for variables of the environment",
        ["MYSQL_PASSWORD=DB_PASSWORD"],
    ),
    timeZone: setting(timeZone, "UTC", "time zone of the application and of the maintenance schedules"),
    fixtures: setting(
        listOf(
            text(
                'the name or the path of a fixture, such as "departments" or "hr/fixtures/leave_types.json"',
                /[A-Za-z0-9_][\w-]{0,63}(?:[./][\w-]{1,64}){0,8}/,
                (given) => [given.replace(/^[./]+/, "")],
            ),
            { max: 20 },
        ),
        [],
        "fixtures that a deployment loads once, into tables without rows",
        ["departments", "leave_types"],
    ),
    superuserEmail: required(email(), {
        about: "address of the first superuser",
        example: "admin@example.com",
    }),
    requestSeconds: setting(
        whole(10, 7200, "seconds"),
        60,
        "longest that a page or a report can take; what waits for it, from Gunicorn to the load balancer, waits longer",
    ),
    taskSeconds: setting(
        whole(10, 86_400, "seconds"),
        300,
        "longest that a background task can take; hosts that leave wait for it",
    ),
    uploadLimitMib: setting(whole(1, 1024, "MiB"), 25, "largest upload"),
    healthPath: setting(urlPath(), "/health/live", "path that answers 200 while the application lives"),
    loginPaths: setting(
        listOf(urlPath(), { min: 1, max: 10 }),
        HRMS_LOGIN_PATHS,
        "paths that take a password; limited by address",
    ),
} satisfies Record<string, Setting<unknown>>;
