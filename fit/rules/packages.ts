/** Packages that mean something for hosts, as PyPI spells them. */

/** Installed on a host, they help nobody but an attacker. */
export const DEVELOPMENT_TOOLS: Readonly<Record<string, true>> = Object.fromEntries(
    [
        ...["autopep8", "bandit", "black", "bpython", "commitizen", "coverage", "django-browser-reload"],
        ...[
            "django-debug-toolbar",
            "django-silk",
            "django-stubs",
            "djlint",
            "factory-boy",
            "faker",
            "flake8",
        ],
        ...[
            "freezegun",
            "ipdb",
            "ipython",
            "isort",
            "jupyter",
            "jupyterlab",
            "locust",
            "model-bakery",
            "mypy",
        ],
        ...[
            "notebook",
            "pip-tools",
            "pipenv",
            "poetry",
            "pre-commit",
            "pudb",
            "pycodestyle",
            "pyflakes",
            "pylint",
        ],
        ...["pylint-django", "pytest", "pytest-cov", "pytest-django", "responses", "ruff", "selenium", "tox"],
        ...["watchdog", "werkzeug", "yapf"],
    ].map((name) => [name, true]),
);

/** Drivers of databases that hosts do not have. */
export const OTHER_DRIVERS: Readonly<Record<string, string>> = {
    psycopg: "PostgreSQL",
    psycopg2: "PostgreSQL",
    "psycopg2-binary": "PostgreSQL",
    asyncpg: "PostgreSQL",
    pg8000: "PostgreSQL",
    "cx-oracle": "Oracle",
    oracledb: "Oracle",
    "mssql-django": "SQL Server",
    pyodbc: "SQL Server",
    pymssql: "SQL Server",
    djongo: "MongoDB",
    pymongo: "MongoDB",
};

/** Packages of Debian 13 that a package loads at run time. */
export const DEBIAN_LIBRARIES: Readonly<Record<string, string>> = {
    weasyprint: "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "django-weasyprint": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "python-ldap": "libldap2 libsasl2-2",
    "django-auth-ldap": "libldap2 libsasl2-2",
    "opencv-python": "libgl1 libglib2.0-0t64",
    "opencv-contrib-python": "libgl1 libglib2.0-0t64",
    "face-recognition": "libopenblas0",
    dlib: "libopenblas0",
    "python-magic": "libmagic1t64",
    pycairo: "libcairo2",
    cairosvg: "libcairo2",
    rlpycairo: "libcairo2",
    pytesseract: "tesseract-ocr",
    pdf2image: "poppler-utils",
    pyzbar: "libzbar0t64",
    xmlsec: "libxmlsec1t64-openssl",
    "python3-saml": "libxmlsec1t64-openssl",
    pydub: "ffmpeg",
    "ffmpeg-python": "ffmpeg",
    pygraphviz: "libgraphviz-dev graphviz",
    graphviz: "graphviz",
};

/** Front ends of a program that Debian dropped. */
export const WITHOUT_DEBIAN_PACKAGE: Readonly<Record<string, true>> = {
    pdfkit: true,
    "django-wkhtmltopdf": true,
    wkhtmltopdf: true,
};
