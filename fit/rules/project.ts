/** What the hosts must find to start a project: manage.py, settings, the WSGI application, tables. */
import type { Project } from "../facts";
import { setTo } from "../remedies";
import { rule, type Rule } from "../rule";
import { frontendOrigins, wsgiPath } from "../settings";

const A_FRONT_END = "https://the-front-end.example.com";

export const PROJECT: readonly Rule[] = [
    rule({
        id: "no-manage",
        severity: "error",
        of: "project",
        when: (_, project) => project.of("manage").length === 0,
        what: "There is no manage.py.",
        consequence:
            "Hosts run migrations, checks and collectstatic through manage.py at the root of the release.",
        fix: "Add the manage.py that `django-admin startproject` makes, or name the folder that has it: npx hrms fit FOLDER",
    }),
    rule({
        id: "manage-not-at-root",
        severity: "warning",
        of: "manage",
        when: ({ folder }) => folder !== "",
        what: ({ folder }) => `manage.py is in ${folder}/, not at the root.`,
        consequence:
            "Without a setting, hosts look for manage.py and the project's packages at the root of the release.",
        fix: ({ folder }) => setTo("projectFolder", folder),
    }),
    rule({
        id: "settings-not-found",
        severity: "error",
        of: "settings-module",
        when: ({ module }) => module === "",
        what: ({ named }) =>
            named === ""
                ? "No file has Django settings."
                : `manage.py or wsgi.py names ${named}, which does not exist.`,
        consequence: "The application cannot start without its settings.",
        fix: "Set DJANGO_SETTINGS_MODULE in manage.py and wsgi.py to the module of the settings, and commit that module.",
    }),
    rule({
        id: "settings-empty",
        severity: "warning",
        of: "settings-module",
        when: ({ module, named }) => module !== "" && named !== "" && module !== named,
        what: ({ module, named }) => `manage.py names ${named}, but production's settings are in ${module}.`,
        consequence: "Hosts load the module that hrms:settingsModule names.",
        fix: ({ module }) => setTo("settingsModule", module),
    }),
    rule({
        id: "asgi-only",
        severity: "error",
        of: "asgi",
        when: (_, project) => project.of("wsgi").length === 0,
        what: "The project has an ASGI application and no WSGI application.",
        consequence: "Hosts run Gunicorn with WSGI. ASGI is not supported.",
        fix: ({ module, settings }) =>
            `Add ${module.split(".").slice(0, -1).concat("wsgi").join("/")}.py: import os; os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}"); from django.core.wsgi import get_wsgi_application; application = get_wsgi_application()`,
    }),
    rule({
        id: "no-wsgi",
        severity: "error",
        of: "project",
        when: (_, project) => project.of("wsgi").length === 0 && project.of("asgi").length === 0,
        what: "There is no wsgi.py.",
        consequence: "Gunicorn has nothing to serve.",
        fix: "Add the wsgi.py that `django-admin startproject` makes.",
    }),
    rule({
        id: "wsgi-without-application",
        severity: "error",
        of: "wsgi",
        when: (fact, project) => fact.callable === "" && wsgiPath(project) === undefined,
        what: "wsgi.py defines no application.",
        consequence: "Gunicorn has nothing to serve.",
        fix: "Add to it: from django.core.wsgi import get_wsgi_application; application = get_wsgi_application()",
    }),
    rule({
        id: "websockets",
        severity: "warning",
        of: "asgi",
        when: ({ websockets }, project) => websockets && project.of("wsgi").length > 0,
        what: "The project serves WebSockets (channels).",
        consequence: "Hosts serve WSGI only: pages work, and every WebSocket is refused with 404.",
        fix: "Let the pages work without them (polling), or run the WebSockets elsewhere.",
    }),
    rule({
        id: "unparsed",
        severity: "warning",
        of: "unparsed",
        what: (_, project) => `Python ${project.python} cannot read the file.`,
        consequence:
            "If hosts cannot read it either and the application imports it, it does not start. Nothing in the file was checked.",
        fix: ({ why }) =>
            `Correct it or delete it${why === "" ? "" : ` (${why})`}. If it needs a newer Python, run this with Python 3.13, which hosts have.`,
    }),
    rule({
        id: "settings-secret",
        severity: "warning",
        of: "setting",
        when: ({ secret, placeholder }) => secret === true && placeholder !== true,
        what: ({ name }) => `${name} is in the code.`,
        consequence: ({ name }) =>
            name === "SECRET_KEY"
                ? "Hosts use a key of their own. Whoever reads the repository can forge sessions wherever this one is used."
                : "Whoever reads the repository, its history or a release has it.",
        fix: ({ name }) =>
            name === "SECRET_KEY"
                ? 'SECRET_KEY = os.environ["SECRET_KEY"], and a new key wherever this one is in use.'
                : "Read it from the environment, and replace it where it was issued: it stays in the history.",
    }),
    rule({
        id: "debug",
        severity: "info",
        of: "setting",
        when: ({ name, value }) => name === "DEBUG" && value === true,
        what: "DEBUG is True.",
        consequence: "Hosts set it to False. Parts of the project that depend on DEBUG do not run there.",
        fix: 'DEBUG = os.environ.get("DEBUG") == "True"',
    }),
    rule({
        id: "cors-all",
        severity: "warning",
        of: "setting",
        when: ({ name, value }) => /^CORS_(ORIGIN_ALLOW_ALL|ALLOW_ALL_ORIGINS)$/.test(name) && value === true,
        what: ({ name }) => `${name} is True.`,
        consequence:
            "Any web site can read the API's answers in a browser of your network. Hosts set it to False if they know the front end.",
        fix: setTo("frontendOrigins", [A_FRONT_END]),
    }),
    rule({
        id: "front-end-unknown",
        severity: "warning",
        of: "setting",
        when: ({ name, value }, project) =>
            /^CORS_(ALLOWED_ORIGINS|ORIGIN_WHITELIST)$/.test(name) &&
            Array.isArray(value) &&
            frontendOrigins(project).length === 0,
        what: ({ name }) => `${name} has no origin that people can use.`,
        consequence:
            "Hosts allow HTTPS origins only, and know none: browsers do not give the front end the API's answers.",
        fix: setTo("frontendOrigins", [A_FRONT_END]),
    }),
    rule({
        id: "old-storage-setting",
        severity: "warning",
        of: "setting",
        when: ({ name }) => name === "STATICFILES_STORAGE" || name === "DEFAULT_FILE_STORAGE",
        what: ({ name }) => `${name} is set.`,
        consequence:
            "Django 5.1 removed it, and it must not stand beside STORAGES. Hosts use S3 and hashed names instead.",
        fix: ({ name }) => `Delete ${name}, or move it into STORAGES.`,
    }),
    rule({
        id: "log-file",
        severity: "info",
        of: "setting",
        when: ({ name, value }) =>
            name === "LOGGING" && /"class":"logging\.[\w.]*FileHandler"/.test(JSON.stringify(value)),
        what: "LOGGING writes to a file.",
        consequence:
            "Hosts send logs to CloudWatch and open no files. Whoever reads the file finds it empty.",
        fix: "Look into CloudWatch instead, or use logging.StreamHandler.",
    }),
    rule({
        id: "engine",
        severity: "info",
        of: "setting",
        when: ({ name }, project) => name === "DATABASES" && otherEngine(project) !== undefined,
        what: (_, project) => `The database is ${otherEngine(project) ?? ""}.`,
        consequence:
            "Hosts use MySQL 8.4. The tables come from the migrations; the data does not move by itself.",
        fix: "Move the data: python manage.py dumpdata --natural-foreign --exclude contenttypes --exclude auth.permission > data.json here, loaddata there.",
    }),
    rule({
        id: "postgresql-only",
        severity: "error",
        of: "import",
        when: ({ module }) => module.startsWith("django.contrib.postgres"),
        what: ({ module }) => `The code uses ${module}.`,
        consequence:
            "It exists on PostgreSQL only, and hosts have MySQL: migrations or queries with it fail.",
        fix: "Use what all databases have, such as models.JSONField for ArrayField and HStoreField.",
    }),
    rule({
        id: "no-migrations",
        severity: "error",
        of: "no-migrations",
        what: ({ app }) => `${app} has models and no committed migrations.`,
        consequence:
            "Its tables are never made: hosts run migrate, never makemigrations, and each page that needs them fails.",
        fix: ({ app }) => `python manage.py makemigrations ${app} && git add --force '*/migrations/*.py'`,
    }),
    rule({
        id: "migrations-ignored",
        severity: "warning",
        of: "migrations-ignored",
        what: ({ pattern }) => `git ignores migrations (${pattern}).`,
        consequence: "New migrations do not get into a release, and columns are missing on the hosts.",
        fix: "Delete the line and commit the migrations.",
    }),
    rule({
        id: "makemigrations-at-start",
        severity: "warning",
        of: "makemigrations",
        what: "makemigrations runs at the start.",
        consequence:
            "Hosts never run it: migrations that exist nowhere but on a server are lost. They run migrate once for each release.",
        fix: "Run makemigrations on your machine and commit what it makes.",
    }),
];

/** The database's kind, unless some branch of the settings has MySQL, or none can be read. */
function otherEngine(project: Project): string | undefined {
    const texts = project
        .of("setting")
        .flatMap(({ name, value }) => (name === "DATABASES" ? [JSON.stringify(value)] : []));
    if (texts.some((text) => /mysql/i.test(text))) return undefined;
    if (texts.some((text) => /postgres|postgis/i.test(text))) return "PostgreSQL";
    return texts.some((text) => /sqlite/i.test(text)) ? "SQLite" : undefined;
}
