/** What the project installs: its requirements file, Django's version, packages that hosts cannot use as they are. */
import { rule, type Rule } from "../rule";
import type { Fact, Project } from "../facts";
import { setTo } from "../remedies";
import { debianPackages } from "../settings";
import { DEBIAN_LIBRARIES, DEVELOPMENT_TOOLS, OTHER_DRIVERS, WITHOUT_DEBIAN_PACKAGE } from "./packages";
import { allows, DJANGO, pinOf, PYTHON } from "./versions";

type Requirement = Fact<"requirement">;

/** Commands that make a requirements.txt from another format. */
const EXPORTS = {
    pipenv: "pipenv requirements > requirements.txt",
    pyproject: "uv pip compile pyproject.toml --python-version 3.13 --output-file requirements.txt",
    setup: "uv pip compile setup.py --python-version 3.13 --output-file requirements.txt",
} as const;

const UPGRADE = `Django~=${DJANGO.maintained}, after python -W error::DeprecationWarning manage.py test. See https://docs.djangoproject.com/en/${DJANGO.maintained}/howto/upgrade-version/`;

const isNamed =
    (table: Readonly<Record<string, unknown>>) =>
    ({ name }: Requirement): boolean =>
        Object.hasOwn(table, name);

/** The same package, pinned to another version elsewhere in the files. */
const contradicted = (fact: Requirement, project: Project): Requirement | undefined =>
    project
        .of("requirement")
        .find(
            (other) =>
                other.name === fact.name &&
                (other.file !== fact.file || other.line < fact.line) &&
                fact.marker === other.marker &&
                pinOf(other.spec) !== undefined &&
                pinOf(fact.spec) !== undefined &&
                pinOf(other.spec) !== pinOf(fact.spec) &&
                before(other, fact, project),
        );

const before = (one: Requirement, other: Requirement, project: Project): boolean => {
    const all = project.of("requirement");
    return all.indexOf(one) < all.indexOf(other);
};

export const REQUIREMENTS: readonly Rule[] = [
    rule({
        id: "no-requirements",
        severity: "error",
        of: "project",
        when: (_, project) => project.of("requirements").length === 0,
        what: "There is no requirements.txt, Pipfile or pyproject.toml with dependencies.",
        consequence: "A release contains the packages that requirements.txt names, and would contain none.",
        fix: "python -m pip freeze --exclude-editable > requirements.txt, in the environment that the project runs in",
    }),
    rule({
        id: "requirements-format",
        severity: "warning",
        of: "requirements",
        when: ({ format }) => format !== "pip",
        what: ({ format, file }) =>
            format === "pip-elsewhere"
                ? `The requirements are in ${file}.`
                : `The requirements are in ${file}, not in requirements.txt.`,
        consequence: "A release is made from requirements.txt.",
        fix: ({ format, file }) =>
            format === "pip" || format === "pip-elsewhere"
                ? `echo '-r ${file}' > requirements.txt`
                : EXPORTS[format],
    }),
    rule({
        id: "requirements-encoding",
        severity: "info",
        of: "requirements-encoding",
        what: ({ encoding }) => `The file is in ${encoding}, as Windows PowerShell writes it.`,
        consequence: "pip reads it; most other tools, and people who review a change, cannot.",
        fix: ({ file, encoding }) =>
            `iconv -f ${encoding} -t UTF-8 ${file} > utf8.txt && mv utf8.txt ${file}`,
    }),
    rule({
        id: "requirements-file-missing",
        severity: "error",
        of: "requirements-missing-file",
        what: ({ name }) => `The line includes ${name}, which does not exist.`,
        consequence: "pip stops, and no release can be built.",
        fix: ({ name }) => `Commit ${name}, or delete the line.`,
    }),
    rule({
        id: "requirements-index",
        severity: "info",
        of: "requirements-option",
        when: ({ option }) => /^(-i|-f|--(extra-)?index-url|--find-links)$/.test(option),
        what: ({ option }) => `The file names an index of its own (${option}).`,
        consequence:
            "Whoever builds a release must be able to reach it. It was not asked here, so packages that only it has are reported as missing.",
        fix: "Set it in pip's configuration instead, which this uses too: pip config set global.extra-index-url URL",
    }),
    rule({
        id: "requirement-unreadable",
        severity: "error",
        of: "requirement",
        when: ({ unreadable }) => unreadable === true,
        what: "The line is no requirement that pip can read.",
        consequence: "pip stops, and no release can be built.",
        fix: "Write it as NAME==VERSION.",
    }),
    rule({
        id: "django-missing",
        severity: "error",
        of: "requirements",
        when: ({ format }, project) =>
            !project.requires("django") && format !== "setup" && !includesMore(project),
        what: "The requirements do not name Django.",
        consequence: "A release would contain whichever Django another package wants, or none.",
        fix: `Add: Django~=${DJANGO.maintained}`,
    }),
    rule({
        id: "django-unsupported",
        severity: "error",
        of: "requirement",
        when: ({ name, spec }) => name === "django" && !allows(spec, DJANGO.oldest),
        what: ({ spec }) => `The project wants Django ${spec.replace(/^==/, "")}.`,
        consequence: `Hosts need Django ${DJANGO.oldest} or newer.`,
        fix: UPGRADE,
    }),
    rule({
        id: "django-without-fixes",
        severity: "warning",
        of: "requirement",
        when: ({ name, spec }) =>
            name === "django" && allows(spec, DJANGO.oldest) && !allows(spec, DJANGO.maintained),
        what: ({ spec }) => `The project wants Django ${spec.replace(/^==/, "")}.`,
        consequence: `It runs, but only Django ${DJANGO.maintained} and newer get security fixes; 4.2 has had none since April 2026.`,
        fix: UPGRADE,
    }),
    rule({
        id: "python-version",
        severity: "warning",
        of: "python-version",
        when: ({ spec }) => !allows(spec, PYTHON),
        what: ({ spec }) => `The project wants Python ${spec.replace(/^==(.*)\.\*$/, "$1")}.`,
        consequence: `Hosts have Python ${PYTHON}, and nobody may have tried the project with it.`,
        fix: `Run the tests with Python ${PYTHON}, and name it here.`,
    }),
    rule({
        id: "pins-contradict",
        severity: "error",
        of: "requirement",
        when: (fact, project) => contradicted(fact, project) !== undefined,
        what: (fact, project) => {
            const other = contradicted(fact, project);
            return `${fact.name}${fact.spec}, and ${other?.file ?? ""}:${other?.line ?? 0} has ${fact.name}${other?.spec ?? ""}.`;
        },
        consequence: "pip refuses both at once, and no release can be built.",
        fix: "Delete one of the two lines.",
    }),
    rule({
        id: "unpinned",
        severity: "warning",
        of: "requirement",
        when: ({ name, spec, url, unreadable, file }) =>
            name !== "" &&
            spec === "" &&
            !url &&
            unreadable !== true &&
            !file.endsWith(".toml") &&
            !file.endsWith("Pipfile"),
        what: ({ name }) => `${name} has no version.`,
        consequence: "Each release gets the newest one, which may not be the one that you have tested.",
        fix: ({ name }) => `python -m pip freeze | grep -i '^${name}==', and put that line here.`,
    }),
    rule({
        id: "requirement-from-repository",
        severity: "warning",
        of: "requirement",
        when: ({ url }) => url,
        what: ({ name }) => `${name === "" ? "A package" : name} comes from a repository or a file.`,
        consequence:
            "Who builds the release must be able to reach it, and nobody else has checked what is in it.",
        fix: "Name a release on the index (NAME==VERSION), or commit the package into the project.",
    }),
    rule({
        id: "development-tool",
        severity: "warning",
        of: "requirement",
        when: isNamed(DEVELOPMENT_TOOLS),
        what: ({ name }) => `${name} is a development tool.`,
        consequence:
            "It is installed on every host, with all that it needs: more to patch, and debug tools within reach of an attacker.",
        fix: "Move the line to requirements-dev.txt, which starts with: -r requirements.txt",
    }),
    rule({
        id: "other-driver",
        severity: "info",
        of: "requirement",
        when: isNamed(OTHER_DRIVERS),
        what: ({ name }) => `${name} is the driver of ${OTHER_DRIVERS[name] ?? ""}.`,
        consequence: "Hosts use MySQL, with mysqlclient. The driver does no harm, but it must build.",
        fix: "Delete the line if nothing else needs it.",
    }),
    rule({
        id: "debian-library",
        severity: "warning",
        of: "requirement",
        when: isNamed(DEBIAN_LIBRARIES),
        what: ({ name }) => `${name} needs ${DEBIAN_LIBRARIES[name] ?? ""} from Debian.`,
        consequence: "Without a setting, hosts do not have it: the import fails, or the first call.",
        fix: (_, project) => setTo("debianPackages", debianPackages(project)),
    }),
    rule({
        id: "no-debian-package",
        severity: "warning",
        of: "requirement",
        when: isNamed(WITHOUT_DEBIAN_PACKAGE),
        what: ({ name }) => `${name} needs wkhtmltopdf.`,
        consequence:
            "Debian 13 no longer has it, and nobody maintains it: each page that makes a PDF with it fails.",
        fix: "Use WeasyPrint or ReportLab.",
    }),
    rule({
        id: "gis",
        severity: "error",
        of: "import",
        when: ({ module }) => module.startsWith("django.contrib.gis"),
        what: "The code uses GeoDjango.",
        consequence:
            "Hosts have neither GDAL nor GEOS, and the database engine is plain MySQL: the application does not start.",
        fix: "Keep latitude and longitude in two DecimalFields.",
    }),
    rule({
        id: "no-wheel",
        severity: "error",
        of: "no-wheel",
        what: ({ name, version }) => `${name} ${version} has no wheel for Python 3.13 on Debian 13.`,
        consequence:
            "It has to be built from source, which its age makes unlikely to work, and hosts have no compiler.",
        fix: ({ name, nearest }) =>
            nearest === ""
                ? "Use another package: this one is not made for Linux."
                : `${name}==${nearest}, the nearest version that has one`,
    }),
    rule({
        id: "from-source",
        severity: "info",
        of: "from-source",
        what: ({ name }) => `${name} has no wheel.`,
        consequence: "It is built from source when a release is built, which runs the package's own code.",
        fix: "Nothing, if it builds: try python -m pip wheel --no-deps on Debian 13 with Python 3.13.",
    }),
    rule({
        id: "no-such-version",
        severity: "error",
        of: "no-version",
        what: ({ name, spec }) => `The index has no ${name}${spec}.`,
        consequence: "pip stops, and no release can be built.",
        fix: ({ name }) => `python -m pip index versions ${name}, and name one of them.`,
    }),
    rule({
        id: "no-such-package",
        severity: "error",
        of: "no-package",
        what: ({ name }) => `The index has no package ${name}.`,
        consequence: "pip stops, and no release can be built.",
        fix: "Correct the name, or delete the line. A package of your own needs PIP_INDEX_URL where this runs.",
    }),
    rule({
        id: "requirements-conflict",
        severity: "error",
        of: "conflict",
        what: ({ why }) => `The requirements cannot be installed together. ${why}`,
        consequence: "pip stops, and no release can be built.",
        fix: "Change one of the versions that are named, or leave it out and let pip choose.",
    }),
    rule({
        id: "host-conflict",
        severity: "error",
        of: "host-conflict",
        what: ({ why }) => `The requirements contradict those of the hosts. ${why}`,
        consequence: "Both are installed into one environment: no release can be built.",
        fix: "Change the version in the project's line to one that fits.",
    }),
    rule({
        id: "not-resolved",
        severity: "warning",
        of: "unchecked",
        what: ({ why }) => why,
        consequence:
            "Not checked: whether every version exists, has a wheel for Python 3.13 on Debian 13, and fits the others.",
        fix: "Run it again where pip can reach the index; PIP_INDEX_URL and PIP_CERT are used.",
    }),
];

/** Whether lines that cannot be read could name Django: other repositories' files, and included files that are missing. */
const includesMore = (project: Project): boolean =>
    project.of("requirements-missing-file").length > 0 ||
    project.of("requirement").some(({ name, url }) => url && name === "");
