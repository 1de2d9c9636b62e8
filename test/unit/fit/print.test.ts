/** The report, and the settings that it proposes. */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { judge } from "../../../fit";
import { readProject } from "../../../fit/facts";
import { COLOURED, PLAIN, report, type Result } from "../../../fit/print";
import { proposed } from "../../../fit/settings";
import { exampleConfig } from "../../../config/example";
import { findFaults } from "../../../config/read";
import { CHECKOUT } from "../../../system/checkout";
import { golden } from "../../support/golden";
import { FIXTURES, withProject, type Changes } from "./project";

const CLEAN = path.join(FIXTURES, "fit/clean");
const CANARY = "canary-9f8e7d6c5b4a";

/** Errors, a warning at more places than are shown, names of the project's own, and a secret. */
const TRAPPED: Changes = {
    "staff/migrations/0001_initial.py": null,
    "requirements.txt": { swap: ["Django==5.2.19", "Django==3.2.25"] },
    "office/settings.py": {
        more: `PAYROLL = os.environ["PAYROLL"]\nAWS_SECRET_ACCESS_KEY = "${CANARY}"\nKEY = os.environ.get("MYSQL_PASSWORD", "${CANARY}")\n`,
    },
    "staff/views.py": { more: `\n\ndef pay(employee):\n${"    print(employee.salary)\n".repeat(8)}` },
    "office/urls.py": { swap: ['"admin/"', '"back-office/"'] },
};

const judged = (changes: Changes): Promise<Result> =>
    withProject(changes, async (folder) => judge(await readProject(folder)));

test("the report", async () => {
    const made = report(await judged(TRAPPED), PLAIN);
    expect(made).toBe(golden(path.join(__dirname, "report.golden.txt"), made));
});

test("colours change nothing but the colour", async () => {
    const result = await judged(TRAPPED);
    const coloured = report(result, COLOURED);
    // eslint-disable-next-line no-control-regex
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(report(result, PLAIN));
});

test("no secret of the project leaves the program that reads it", async () => {
    const settings = [
        `AWS_SECRET_ACCESS_KEY = "${CANARY}"`,
        `DATABASES = {"default": {"ENGINE": "django.db.backends.mysql", "PASSWORD": "${CANARY}"}}`,
        `CACHES = {"default": {"LOCATION": "redis://:${CANARY}@cache"}}`,
        `BROKER = "amqp://hr:${CANARY}@queue"`,
        `KEY = os.environ.get("MYSQL_PASSWORD", "${CANARY}")`,
    ];
    const changes: Changes = {
        "office/settings.py": { more: `${settings.join("\n")}\n` },
        ".env": `SECRET_KEY=${CANARY}\n`,
        "requirements.txt": { more: `https://hr:${CANARY}@pip.example.com/a-1.0.tar.gz\n` },
    };
    const project = await withProject(changes, readProject);
    expect(JSON.stringify([project, judge(project)])).not.toContain(CANARY);
});

test("the proposed settings are ones that the stack accepts", async () => {
    const roots = ["hrms", "awkward", "fit/clean"].map((name) => path.join(FIXTURES, name));
    for (const folder of roots) {
        expect(findFaults(exampleConfig(proposed(await readProject(folder))))).toEqual([]);
    }
    const changes: Changes = { "office/urls.py": { swap: ['"login/"', '""'] } };
    const root = proposed(await withProject(changes, readProject));
    expect(root.loginPaths).toEqual(["/", "/accounts/login/", "/admin/login/", "/login/"]);
    expect(findFaults(exampleConfig(root))).toEqual([]);
});

test("each setting that a project needs is proposed, and the stack accepts it", async () => {
    const changes: Changes = {
        "manage.py": null,
        "web/manage.py": 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "office.settings"\n',
        "office/settings.py": {
            more: 'CORS_ALLOWED_ORIGINS = ["https://people.example.com", "http://localhost:3000"]\nHOST = os.environ["MYSQL_HOST"]\n',
        },
        "requirements.txt": { more: "python-ldap==3.4.5\n" },
        "staff/jobs.py":
            'from celery import Celery\n\napp = Celery("staff")\n\n\n@app.task(queue="slow")\ndef task():\n    pass\n',
        "staff/management/commands/run_jobs.py":
            "from apscheduler.schedulers.blocking import BlockingScheduler\n\nscheduler = BlockingScheduler()\n",
        "staff/directory.py":
            'import ldap\n\nserver = ldap.initialize("ldaps://directory.example.com:636")\n',
        "office/urls.py": { swap: ['"admin/"', '"back-office/"'] },
    };
    const settings = proposed(await withProject(changes, readProject));
    expect(settings).toEqual({
        projectFolder: "web",
        wsgiApplication: "office.wsgi:application",
        settingsModule: "office.settings",
        backgroundTasks: ["celery", "apschedulerCommand"],
        celeryApplication: "staff.jobs:app",
        celeryQueues: ["celery", "slow"],
        schedulerCommand: "run_jobs",
        debianPackages: ["libldap2", "libsasl2-2"],
        outgoingPorts: ["tcp/636"],
        frontendOrigins: ["https://people.example.com"],
        loginPaths: ["/accounts/login/", "/admin/login/", "/back-office/login/", "/login/"],
        environmentAliases: ["MYSQL_HOST=DB_HOST"],
    });
    expect(findFaults(exampleConfig(settings))).toEqual([]);
});

const hrms = (...args: string[]): SpawnSyncReturns<string> => hrmsWith({}, ...args);

const hrmsWith = (env: NodeJS.ProcessEnv, ...args: string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, [path.join(CHECKOUT, "commands/hrms.js"), ...args], {
        encoding: "utf8",
        timeout: 120_000,
        env: { ...process.env, ...env },
    });

test("the command prints JSON and answers with its exit code", async () => {
    const clean = hrms("fit", "--no-index", "--json", CLEAN);
    expect(clean.status).toBe(0);
    expect(JSON.parse(clean.stdout)).toMatchObject({ findings: [] });
    await withProject({ "manage.py": null }, (folder) => {
        const { status, stdout } = hrms("fit", "--no-index", folder);
        expect(status).toBe(1);
        expect(stdout.trimEnd().split("\n").at(-1)).toBe(
            "1 error: it will not run until the error is corrected.",
        );
        return Promise.resolve();
    });
});

test.each([
    [["fit"], "error: missing required argument 'path'"],
    [["fit", "/nowhere"], /\/nowhere does not exist\. Name the folder of a Django project\.$/],
    [["fit", path.join(CLEAN, "manage.py")], /manage\.py is a file\. Name the folder of a Django project\.$/],
    [["fit", CLEAN, "--architecture", "arm"], /Unknown architecture "arm"\. Choose arm64 or x86_64\.$/],
])("%j is rejected", (args, firstLine) => {
    const { status, stdout, stderr } = hrms(...args);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr.split("\n")[0]).toEqual(
        typeof firstLine === "string" ? firstLine : expect.stringMatching(firstLine),
    );
});

test("without Python, it says what to install", () => {
    const { status, stderr } = hrmsWith({ PATH: "/nowhere" }, "fit", CLEAN);
    expect(status).toBe(1);
    expect(stderr).toContain("Install Python 3.10 or newer");
});

test("nothing of the project runs", async () => {
    await withProject({ "office/settings.py": { more: "open('ran', 'w')\n" } }, (folder) => {
        for (const name of ["json", "ast", "tree", "sitecustomize"]) {
            fs.writeFileSync(path.join(folder, `${name}.py`), `open("${folder}/ran", "w")\n`);
        }
        expect(hrmsWith({ PYTHONPATH: folder }, "fit", "--no-index", folder).stdout).toContain(
            "office.settings",
        );
        expect(fs.existsSync(path.join(folder, "ran"))).toBe(false);
        expect(fs.readdirSync(path.join(folder, "office"))).not.toContain("__pycache__");
        return Promise.resolve();
    });
});
