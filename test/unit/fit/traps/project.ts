/** Traps in what a project is made of. */
import { SETTINGS, atSetting, atView, setting, view, type Trap } from "./trap";

export const PROJECT: readonly Trap[] = [
    ["no manage.py", { "manage.py": null }, ["error no-manage ."]],
    [
        "manage.py in a folder",
        {
            "manage.py": null,
            "web/manage.py": 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "office.settings"\n',
        },
        ["warning manage-not-at-root web/manage.py:2"],
    ],
    ["no wsgi.py", { "office/wsgi.py": null }, ["error no-wsgi ."]],
    [
        "ASGI only",
        {
            "office/wsgi.py": null,
            "office/asgi.py":
                "from django.core.asgi import get_asgi_application\napplication = get_asgi_application()\n",
        },
        ["error asgi-only office/asgi.py"],
    ],
    [
        "channels beside WSGI",
        {
            "office/asgi.py":
                "from channels.routing import ProtocolTypeRouter\napplication = ProtocolTypeRouter({})\n",
        },
        ["warning websockets office/asgi.py"],
    ],
    [
        "wsgi.py without an application",
        { "office/wsgi.py": "import os\n" },
        ["error wsgi-without-application office/wsgi.py"],
    ],
    [
        "settings that do not exist",
        {
            "manage.py": { swap: ["office.settings", "office.conf"] },
            "office/wsgi.py": { swap: ["office.settings", "office.conf"] },
            [SETTINGS]: null,
        },
        ["error settings-not-found ."],
    ],
    [
        "an empty settings package",
        {
            [SETTINGS]: null,
            "office/settings/__init__.py": "",
            "office/settings/production.py":
                'INSTALLED_APPS = ["staff"]\nROOT_URLCONF = "office.urls"\nSTATIC_URL = "static/"\n',
        },
        ["warning settings-empty office/settings/production.py"],
    ],
    ["a file for another Python", { "staff/old.py": 'print "hello"\n' }, ["warning unparsed staff/old.py:1"]],
    ["a gunicorn.py of its own", { "gunicorn.py": "workers = 3\n" }, ["warning shadows-package gunicorn.py"]],
    [
        "SECRET_KEY in the settings",
        { [SETTINGS]: { swap: ['os.environ["SECRET_KEY"]', '"dj-3lk4j5h6lk3j45h6lkj3h45"'] } },
        [`warning settings-secret ${SETTINGS}:6`],
    ],
    [
        "a password in DATABASES",
        { [SETTINGS]: { swap: ['os.environ["DB_PASSWORD"]', '"Sommer2024"'] } },
        [`warning settings-secret ${SETTINGS}:28`],
    ],
    [
        "DEBUG",
        { [SETTINGS]: { swap: ['os.environ.get("DEBUG") == "True"', "True"] } },
        [`info debug ${SETTINGS}:7`],
    ],
    [
        "a front end on a developer's machine only",
        setting('CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]'),
        [`warning front-end-unknown ${atSetting()}`],
    ],
    [
        "a front end",
        setting('CORS_ORIGIN_WHITELIST = ["http://localhost:3000", "https://people.example.com"]'),
        [],
    ],
    ["CORS open to all", setting("CORS_ALLOW_ALL_ORIGINS = True"), [`warning cors-all ${atSetting()}`]],
    [
        "STATICFILES_STORAGE",
        setting('STATICFILES_STORAGE = "whitenoise.storage.CompressedStaticFilesStorage"'),
        [`warning old-storage-setting ${atSetting()}`],
    ],
    [
        "logs in a file",
        setting('LOGGING = {"handlers": {"file": {"class": "logging.FileHandler", "filename": "app.log"}}}'),
        [`info log-file ${atSetting()}`],
    ],
    [
        "SQLite",
        { [SETTINGS]: { swap: ["django.db.backends.mysql", "django.db.backends.sqlite3"] } },
        [`info engine ${SETTINGS}:23`],
    ],
    [
        "fields of PostgreSQL",
        view("from django.contrib.postgres.fields import ArrayField"),
        [`error postgresql-only ${atView()}`],
    ],
    [
        "no committed migrations",
        { "staff/migrations/0001_initial.py": null },
        ["error no-migrations staff/models.py:4"],
    ],
    [
        "migrations that git ignores",
        { ".gitignore": "*.pyc\n**/migrations/\n" },
        ["warning migrations-ignored .gitignore:2"],
    ],
    [
        "makemigrations in the entrypoint",
        {
            "entrypoint.sh":
                "#!/bin/sh\n# makemigrations\npython manage.py makemigrations && python manage.py migrate\n",
        },
        ["warning makemigrations-at-start entrypoint.sh:3"],
    ],
];
