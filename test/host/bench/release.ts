/** Releases of Django projects, built on Debian with compilers as hosts have none. */
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, keepFolder } from "../../../tools/cache";
import { progress } from "../../../tools/progress";
import { command } from "./command";
import { image } from "./image";
import { NSPAWN_GROUND } from "./machine";

export interface Release {
    /** SHA-256 of the archive. */
    readonly id: string;
    readonly archive: string;
    /** Static files by their path below the folder. */
    readonly static: string;
}

/** What is installed beside the project's own requirements. */
const HOST_REQUIREMENTS = join(__dirname, "../../../host/django");

/** Runs as root of the builder's image; the project lies in /build/app, the overlay in /build/django. */
const BUILD = `
set -eu
cd /build
python3 -m venv tools
tools/bin/pip install --quiet pip
tools/bin/pip wheel --quiet --wheel-dir release/wheels -r app/requirements.txt -r django/requirements.txt pip
python3 -m venv venv
venv/bin/pip install --quiet --no-index --find-links release/wheels release/wheels/*.whl
(cd release/wheels && for wheel in *.whl; do
    name=$(echo "$wheel" | cut -d- -f1); version=$(echo "$wheel" | cut -d- -f2)
    [ "$name" = pip ] || echo "$name==$version --hash=sha256:$(sha256sum "$wheel" | cut -d" " -f1)"
done) > release/requirements.lock
cp -r app release/app
cd app
set -a && . /build/environment && set +a
../venv/bin/python manage.py collectstatic --noinput --verbosity 0
cd /build/release
find static -type f \\( -name '*.css' -o -name '*.js' -o -name '*.svg' \\) \\
    -exec gzip -9 -n -k {} + -exec brotli --best --keep {} +
tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner app wheels requirements.lock static |
    gzip -9 -n > ../archive
`;

/** Stands for what only a host knows; static files depend on none of it. */
const placeholders = ({ settingsModule, staticUrl }: Project): Record<string, string> => ({
    ...Object.fromEntries(
        [
            ...["ALLOWED_HOSTS", "DB_NAME", "DB_USER", "DB_PASSWORD", "DB_HOST", "AWS_STORAGE_BUCKET_NAME"],
            ...["AWS_S3_REGION_NAME", "SECRET_KEY"],
        ].map((name) => [name, "placeholder"]),
    ),
    PYTHONPATH: "/build/django",
    DJANGO_SETTINGS_MODULE: "hrms_host.settings",
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

/** systemd-nspawn without a boot: a chroot with its own mounts, on this machine's network, for the package index. */
const ENTER = `${NSPAWN_GROUND}
mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$UPPER,workdir=$WORK" "$ROOT"
exec systemd-nspawn --quiet --directory="$ROOT" --register=no --keep-unit --pipe --resolv-conf=replace-host \\
    --timezone=off --bind-ro="$AUTHORITIES:/etc/ssl/certs/ca-certificates.crt" \\
    --setenv=PIP_CERT=/etc/ssl/certs/ca-certificates.crt --setenv=PIP_ROOT_USER_ACTION=ignore \\
    sh -c "$BUILD"
`;

export interface Project {
    /** Folder of manage.py and requirements.txt. */
    readonly folder: string;
    readonly settingsModule: string;
    readonly staticUrl: string;
}

/** Builds a release of the project, or finds the one built of the same files before. */
export async function buildRelease(project: Project): Promise<Release> {
    const { folder, settingsModule, staticUrl } = project;
    const hash = createHash("sha256")
        .update(readFileSync(__filename))
        .update(settingsModule)
        .update(staticUrl);
    for (const tree of [folder, HOST_REQUIREMENTS]) {
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

/** What a shell script prints as root of the builder's image, with the project below /build and the package index near. */
export async function inBuilder(project: Project, work: string, script: string): Promise<string> {
    const inside = join(work, "upper/build");
    for (const directory of ["upper/build", "work", "root"]) {
        mkdirSync(join(work, directory), { recursive: true });
    }
    cpSync(project.folder, join(inside, "app"), { recursive: true });
    cpSync(HOST_REQUIREMENTS, join(inside, "django"), { recursive: true });
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

function hashTree(folder: string, hash: ReturnType<typeof createHash>): void {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
        a.name < b.name ? -1 : 1,
    )) {
        const path = join(folder, entry.name);
        if (entry.name === "__pycache__") {
            continue;
        }
        if (entry.isDirectory()) {
            hashTree(path, hash);
        } else {
            hash.update(`${path}\n`).update(readFileSync(path));
        }
    }
}
