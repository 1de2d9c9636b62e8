/** Traps in other files, and in background work. */
import { PAGE, SETTINGS, SQLITE, atSetting, atView, setting, view, type Trap } from "./trap";

export const FILES: readonly Trap[] = [
    [
        "a leading slash",
        { [PAGE]: { swap: ["'staff/page.css'", "'/staff/page.css'"] } },
        [`info static-slash ${PAGE}:2`],
    ],
    [
        "/static/ written out",
        { [PAGE]: { more: '<img src="/static/staff/dot.svg">\n' } },
        [`warning static-hard ${PAGE}:4`],
    ],
    [
        "a style sheet that names a missing font",
        {
            "staff/static/staff/page.css": {
                more: '/* url("a.png") */\n@font-face { src: url("../fonts/icons.woff2?v=1"); }\n',
            },
        },
        ["warning static-missing staff/static/staff/page.css:3"],
    ],
    [
        "a script without its source map",
        { "staff/static/staff/page.js": "let a = 1;\n//# sourceMappingURL=page.js.map\n" },
        ["warning static-missing staff/static/staff/page.js:2"],
    ],
    [
        "a folder that git did not keep",
        setting('STATICFILES_DIRS = ["assets"]'),
        [`warning static-folder ${atSetting()}`],
    ],
    [
        "folders beside the settings",
        setting(
            'import os\nSTATICFILES_DIRS = [BASE_DIR / "staff" / "static", os.path.join(BASE_DIR, "front/dist")]',
        ),
        [`warning static-folder ${atSetting(2)}`],
    ],
    [
        "assets built with Node",
        { "package.json": '{"scripts": {"build": "vite build"}}' },
        ["info node-build package.json"],
    ],
    ["an SQLite file", { "db.sqlite3": SQLITE }, ["warning database-file db.sqlite3"]],
    [
        "uploads",
        { "media/contracts/ada.pdf": "%PDF", "media/contracts/bo.pdf": "%PDF" },
        ["warning uploads media"],
    ],
    [
        "a virtual environment",
        { "env/pyvenv.cfg": "home = /usr\n", "env/lib/python3.13/site-packages/a.py": "print(password)\n" },
        ["warning vendored env"],
    ],
    [
        "node_modules",
        { "web/node_modules/a/index.js": "navigator.geolocation\n" },
        ["warning vendored web/node_modules"],
    ],
];

const CELERY = 'from celery import Celery\n\napp = Celery("office")\n';

export const BACKGROUND: readonly Trap[] = [
    ["Celery where hosts look for it", { "office/celery.py": CELERY }, []],
    [
        "Celery's application from a class of its own, elsewhere",
        { "staff/celery.py": "from .loading import made\n\napp = made()\napp.autodiscover_tasks()\n" },
        ["warning celery-elsewhere staff/celery.py"],
    ],
    ["Celery elsewhere", { "staff/jobs.py": CELERY }, ["warning celery-elsewhere staff/jobs.py:3"]],
    [
        "a queue of its own",
        {
            "office/celery.py": CELERY,
            "staff/tasks.py":
                'from celery import shared_task\n\n\n@shared_task(queue="slow")\ndef task():\n    pass\n',
        },
        ["warning celery-queue staff/tasks.py:4"],
    ],
    [
        "APScheduler beside Celery",
        {
            "office/celery.py": CELERY,
            "staff/jobs.py":
                "from apscheduler.schedulers.background import BackgroundScheduler\n\nscheduler = BackgroundScheduler()\n",
        },
        [],
    ],
    [
        "APScheduler in a command",
        {
            "staff/management/commands/run.py":
                "from apscheduler.schedulers.blocking import BlockingScheduler\n\nscheduler = BlockingScheduler()\n",
        },
        [],
    ],
    ["django-q2", { [SETTINGS]: { swap: ['    "staff",', '    "staff",\n    "django_q",'] } }, []],
    ["huey", view("from huey.contrib.djhuey import task"), []],
    ["dramatiq", view("import dramatiq"), [`warning other-queue ${atView()}`]],
    [
        "a thread at the start",
        {
            "staff/apps.py":
                "import threading\n\n\nclass Staff:\n    def ready(self):\n        threading.Thread(target=print).start()\n",
        },
        ["warning thread-at-start staff/apps.py:6"],
    ],
    [
        "a thread in a request",
        view("from threading import Thread\n\n\ndef later(request):\n    Thread(target=index).start()"),
        [`info thread-in-request ${atView(5)}`],
    ],
];
