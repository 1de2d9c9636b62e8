/** Traps in requirements, and in variables of the environment. */
import { WINDOWS, atSetting, atView, requirement, setting, view, type Trap } from "./trap";

export const REQUIREMENTS: readonly Trap[] = [
    ["no requirements", { "requirements.txt": null }, ["error no-requirements ."]],
    [
        "a Pipfile",
        { "requirements.txt": null, Pipfile: '[packages]\nDjango = "==5.2.19"\n' },
        ["warning requirements-format Pipfile"],
    ],
    [
        "Poetry",
        {
            "requirements.txt": null,
            "pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.13"\nDjango = "^4.2"\n',
        },
        ["warning requirements-format pyproject.toml", "warning django-without-fixes pyproject.toml:3"],
    ],
    [
        "requirements in a folder",
        {
            "requirements.txt": null,
            "requirements/base.txt": "Django==5.2.19\n",
            "requirements/production.txt": "-r base.txt\n",
        },
        ["warning requirements-format requirements/production.txt"],
    ],
    [
        "UTF-16, from Windows",
        { "requirements.txt": WINDOWS },
        ["info requirements-encoding requirements.txt:1"],
    ],
    ["a missing file", requirement("-r more.txt"), ["error requirements-file-missing requirements.txt:3"]],
    [
        "a line that is none",
        requirement("reportlab 4.0"),
        ["error requirement-unreadable requirements.txt:3"],
    ],
    ["no Django", { "requirements.txt": "mysqlclient==2.3.1\n" }, ["error django-missing requirements.txt"]],
    [
        "an old Django",
        { "requirements.txt": { swap: ["Django==5.2.19", "Django>=4.2,<5"] } },
        ["warning django-without-fixes requirements.txt:1"],
    ],
    [
        "a Django that does not start",
        { "requirements.txt": { swap: ["Django==5.2.19", "Django==3.2.25"] } },
        ["error django-unsupported requirements.txt:1"],
    ],
    ["two pins of one package", requirement("django==5.2.18"), ["error pins-contradict requirements.txt:3"]],
    ["no version", requirement("reportlab"), ["warning unpinned requirements.txt:3"]],
    [
        "a package from GitHub",
        requirement("git+https://github.com/example/tools.git#egg=tools"),
        ["warning requirement-from-repository requirements.txt:3"],
    ],
    ["a development tool", requirement("pytest==9.0.2"), ["warning development-tool requirements.txt:3"]],
    [
        "a driver of PostgreSQL",
        requirement("psycopg[binary]==3.3.2"),
        ["info other-driver requirements.txt:3"],
    ],
    ["a library of Debian", requirement("weasyprint==66.0"), ["warning debian-library requirements.txt:3"]],
    ["wkhtmltopdf", requirement("pdfkit==1.0.0"), ["warning no-debian-package requirements.txt:3"]],
    ["another Python", { "runtime.txt": "python-3.9.6\n" }, ["warning python-version runtime.txt:1"]],
    [
        "an upper bound of Python",
        { "pyproject.toml": '[project]\nname = "office"\nrequires-python = ">=3.10,<3.13"\n' },
        ["warning python-version pyproject.toml:3"],
    ],
    [
        "any newer Python",
        { "pyproject.toml": '[project]\nrequires-python = "~=3.10"\n', ".python-version": "3.13.2\n" },
        [],
    ],
    ["GeoDjango", view("from django.contrib.gis.geos import Point"), [`error gis ${atView()}`]],
    [
        "an index of its own",
        requirement("--extra-index-url https://pip.example.com/simple"),
        ["info requirements-index requirements.txt:3"],
    ],
    ["hashes", requirement("reportlab==4.4.4 \\\n    --hash=sha256:0123 \\\n    --hash=sha256:4567"), []],
];

export const ENVIRONMENT: readonly Trap[] = [
    [
        "os.environ without a default",
        setting('PAYROLL = os.environ["PAYROLL"]'),
        [`error variable-required ${atSetting()}`],
    ],
    [
        "django-environ without a default",
        setting(
            'import environ\nenv = environ.Env(KNOWN=(str, ""))\nA = env("TAX_OFFICE")\nB = env("KNOWN")\nC = env.db()',
        ),
        [`error variable-required ${atSetting(3)}`, `info variable-optional ${atSetting(4)}`],
    ],
    [
        "decouple without a default",
        setting('from decouple import config\nA = config("TAX_OFFICE")'),
        [`error variable-required ${atSetting(2)}`],
    ],
    [
        "a function of the project's own",
        setting(
            'def needed(name):\n    try:\n        return os.environ[name]\n    except KeyError:\n        raise Exception(name)\n\n\nA = needed("TAX_OFFICE")',
        ),
        [`error variable-required ${atSetting(8)}`],
    ],
    [
        "int() of nothing",
        setting('HOURS = int(os.environ.get("HOURS_A_DAY"))'),
        [`error variable-required ${atSetting()}`],
    ],
    [
        "a name with an alias",
        setting('KEY = os.environ["MYSQL_PASSWORD"]'),
        [`error variable-required ${atSetting()}`],
    ],
    [
        "variables with defaults",
        setting('A = os.environ.get("TAX_OFFICE", "Bonn")\nB = os.getenv("TAX_OFFICE") or "Bonn"'),
        [`info variable-optional ${atSetting(1)}`, `info variable-optional ${atSetting(2)}`],
    ],
    [
        "a variable that is only read if it exists",
        setting('if "TAX_OFFICE" in os.environ:\n    A = os.environ["TAX_OFFICE"]'),
        [],
    ],
    ["a variable in a function", setting('def later():\n    return os.environ["TAX_OFFICE"]'), []],
    ["a real .env", { ".env": "SECRET_KEY=abc\n" }, ["error env-file .env"]],
    ["an empty .env", { ".env": "\n" }, ["error env-file .env"]],
    [
        "samples of .env",
        { ".env.dist": "A=1\n", ".envrc": "dotenv\n", "deploy/.env.prod.example": "A=1\n" },
        [],
    ],
];
