/** Builds releases of Django projects on Debian with compilers, because hosts have none. */
import { createHash, type Hash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { cacheFolder, keepFolder } from "../system/cache";
import { progress } from "../system/progress";
import { command } from "./command";
import { image } from "./image";
import { NSPAWN_SETUP } from "./machine";

export interface Release {
    /** SHA-256 of the archive. */
    readonly id: string;
    readonly archive: string;
    /** Static files by their path below the folder. */
    readonly static: string;
}

/** Requirements that are installed in addition to the project's own: ranges, so that the project's versions win. */
const HOST_REQUIREMENTS = join(__dirname, "../host/root/opt/hrms/django");

/** Leaves out examples of .env files, and fails with the paths of real ones. Hosts run it again. */
const CLEAN = join(__dirname, "../host/root/opt/hrms/bin/clean-release");

/** Runs as root in the builder image. The project is in /build/app, the overlay in /build/django. */
const BUILD = `
set -eu
cd /build
sh clean-release app
python3 -m venv tools
tools/bin/pip install --quiet pip
needed="-r app/requirements.txt -r django/requirements.txt pip"
tools/bin/pip wheel --quiet --wheel-dir release/wheels $needed
if ls release/wheels/celery-*.whl > /dev/null 2>&1; then
    tools/bin/pip wheel --quiet --wheel-dir release/wheels $needed -r django/requirements-celery.txt
fi
python3 -m venv venv
venv/bin/pip install --quiet --no-index --find-links release/wheels release/wheels/*.whl
(cd release/wheels && for wheel in *.whl; do
    name=$(echo "$wheel" | cut -d- -f1); version=$(echo "$wheel" | cut -d- -f2)
    [ "$name" = pip ] || echo "$name==$version --hash=sha256:$(sha256sum "$wheel" | cut -d" " -f1)"
done) > release/requirements.lock
cp -r app release/app
set -a && . /build/environment && set +a
cd "app/$HRMS_PROJECT_FOLDER"
/build/venv/bin/python manage.py collectstatic --noinput --verbosity 0
cd /build/release
find static -type f \\( -name '*.css' -o -name '*.js' -o -name '*.svg' \\) \\
    -exec gzip -9 -n -k {} + -exec brotli --best --keep {} +
tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner app wheels requirements.lock static |
    gzip -9 -n > ../archive
`;

/** Values that only a host knows. Static files depend on none of them. */
const placeholders = ({
    projectFolder = ".",
    settingsModule,
    staticUrl,
}: Project): Record<string, string> => ({
    ...Object.fromEntries(
        [
            ...["ALLOWED_HOSTS", "DB_NAME", "DB_USER", "DB_PASSWORD", "DB_HOST", "AWS_STORAGE_BUCKET_NAME"],
            ...["AWS_S3_REGION_NAME", "SECRET_KEY"],
        ].map((name) => [name, "placeholder"]),
    ),
    PYTHONPATH: "/build/django",
    DJANGO_SETTINGS_MODULE: "hrms_host.settings",
    HRMS_PROJECT_FOLDER: projectFolder,
    HRMS_PROJECT_SETTINGS: settingsModule,
    HRMS_ROLE: "build",
    STATIC_ROOT: "/build/release/static",
    STATIC_URL: staticUrl,
    DB_PORT: "3306",
    DEFAULT_FROM_EMAIL: "placeholder@localhost",
    CSRF_TRUSTED_ORIGINS: "https://localhost",
    CACHE_URL: "rediss://localhost/0",
    CELERY_BROKER_URL: "rediss://localhost/1",
    CELERY_RESULT_BACKEND: "rediss://localhost/2",
});

/** systemd-nspawn without a boot: a chroot with its own mounts and this machine's network, to reach the package index. */
const ENTER = `${NSPAWN_SETUP}
mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$UPPER,workdir=$WORK" "$ROOT"
exec systemd-nspawn --quiet --directory="$ROOT" --register=no --keep-unit --pipe --resolv-conf=replace-host \\
    --timezone=off --bind-ro="$AUTHORITIES:/etc/ssl/certs/ca-certificates.crt" \\
    --setenv=PIP_CERT=/etc/ssl/certs/ca-certificates.crt --setenv=PIP_ROOT_USER_ACTION=ignore \\
    sh -c "$BUILD"
`;

export interface Project {
    /** Folder that contains requirements.txt. */
    readonly folder: string;
    /** Folder inside that one that contains manage.py. @defaultValue - the same */
    readonly projectFolder?: string;
    readonly settingsModule: string;
    readonly staticUrl: string;
}

/** Builds a release of the project, or returns the one already built from the same files. */
export async function buildRelease(project: Project): Promise<Release> {
    // What decides the result, and not this whole file: a changed comment builds nothing.
    const recipe = [BUILD, ENTER, readFileSync(CLEAN, "utf8"), placeholders(project)];
    const hash = createHash("sha256").update(JSON.stringify(recipe));
    for (const tree of [project.folder, HOST_REQUIREMENTS]) {
        hashTree(tree, hash);
    }
    const place = join(cacheFolder("releases"), hash.digest("hex").slice(0, 16));
    await keepFolder(place, (empty) => build(project, empty));
    const archive = join(place, "archive");
    const id = createHash("sha256").update(readFileSync(archive)).digest("hex");
    return { id, archive, static: join(place, "static") };
}

async function build(project: Project, place: string): Promise<void> {
    const shown = progress();
    shown.report(`release of ${project.folder}: building`);
    const work = join(place, "work");
    await inBuilder(project, work, BUILD);
    renameSync(join(work, "upper/build/archive"), join(place, "archive"));
    renameSync(join(work, "upper/build/release/static"), join(place, "static"));
    rmSync(work, { recursive: true });
    shown.done(`release of ${project.folder}: built`);
}

/** Runs a shell script as root in the builder image, with the project below /build, and returns what it prints. */
export async function inBuilder(project: Project, work: string, script: string): Promise<string> {
    const inside = join(work, "upper/build");
    for (const directory of ["upper/build", "work", "root"]) {
        mkdirSync(join(work, directory), { recursive: true });
    }
    cpSync(project.folder, join(inside, "app"), { recursive: true });
    cpSync(HOST_REQUIREMENTS, join(inside, "django"), { recursive: true });
    cpSync(CLEAN, join(inside, "clean-release"));
    const environment = Object.entries(placeholders(project)).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(inside, "environment"), environment.join(""));
    return command("env", [
        ...[
            `LOWER=${await image("builder")}`,
            `UPPER=${work}/upper`,
            `WORK=${work}/work`,
            `ROOT=${work}/root`,
        ],
        `BUILD=${script}`,
        `AUTHORITIES=${process.env.SSL_CERT_FILE ?? "/etc/ssl/certs/ca-certificates.crt"}`,
        ...["unshare", "--mount", "--propagation", "private", "sh", "-c", ENTER],
    ]);
}

/** Hashes paths below the folder and contents, so that every checkout of the same files gives the same hash. */
function hashTree(folder: string, hash: Hash): void {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((file) => !file.includes("/__pycache__/"))
        .sort();
    for (const file of files) {
        hash.update(`${relative(folder, file)}\n`).update(readFileSync(file));
    }
}
