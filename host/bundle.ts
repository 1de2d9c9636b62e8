/** The bundle: an archive of the files that turn a Debian machine into a host. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { Settings } from "../config";
import { BACKGROUND, BACKGROUND_KINDS, type BackgroundKind } from "../config/background";
import { databaseAuthorities } from "./authorities";
import { domainsOf, environmentParameter, releaseParameter } from "../config/environment";
import { limitsOf } from "../config/limits";
import { filesBelow } from "./paths";
import { render, type Variables } from "./render";
import { processesOf, runsMigrations, tuneRole, type HostRole, type Tuning } from "../config/tuning";

export type BundleSettings = Pick<
    Settings,
    | "stack"
    | "region"
    | "domain"
    | "extraDomains"
    | "vpcCidr"
    | "nat"
    | "adminCidrs"
    | "healthPath"
    | "requestSeconds"
    | "taskSeconds"
    | "uploadLimitMib"
    | "loginPaths"
    | "wsgiApplication"
    | "backgroundTasks"
    | "celeryApplication"
    | "celeryQueues"
    | "debianPackages"
    | "projectFolder"
    | "schedulerCommand"
    | "webInstanceType"
    | "webMaxHosts"
    | "workerInstanceType"
    | "workerMaxHosts"
>;

interface Host {
    readonly role: HostRole;
    readonly settings: BundleSettings;
    readonly tuning: Tuning;
}

interface SpecialFile {
    /** Which hosts get it. @defaultValue - all of them */
    readonly only?: (host: Host) => boolean;
    /** What is filled in for `{{name}}`. @defaultValue - nothing: the file is installed as it is */
    readonly variables?: (host: Host) => Variables;
}

const serving = ({ role }: Host): boolean => role === "web";
const administered = ({ settings }: Host): boolean => settings.adminCidrs.length > 0;
const workingOffQueue = ({ tuning }: Host): boolean => tuning.concurrency > 0;
const running =
    (unit: string) =>
    (host: Host): boolean =>
        workingOffQueue(host) && host.settings.backgroundTasks.some((kind) => unitsOf(kind).includes(unit));
/** Where manage.py is, below a link to a release. */
const inProjectFolder =
    (link: string) =>
    ({ settings: { projectFolder } }: Host): Variables => ({
        projectFolder: join("/srv/hrms", link, "app", projectFolder),
    });
const inCurrent = inProjectFolder("current");
/** systemd puts the colour in the place of %i. */
const inColour = inProjectFolder("%i");

const shareOfProcesses = ({ settings, tuning }: Host): Variables => ({
    processes: processesOf(tuning, settings.backgroundTasks),
});

/** What is filled in for a unit of background work, besides its place. */
const UNIT_VARIABLES: Readonly<Record<string, (host: Host) => Variables>> = {
    "hrms-worker": (host) => ({
        ...inCurrent(host),
        celeryApplication: celeryApplicationOf(host.settings),
        concurrency: processesOf(host.tuning, host.settings.backgroundTasks),
        queues: queuesOf(host.settings),
        stopSeconds: limitsOf(host.settings).workerStop,
        memoryMaxMib: host.tuning.taskMemoryMib,
    }),
    "hrms-beat": (host) => ({
        ...inCurrent(host),
        celeryApplication: celeryApplicationOf(host.settings),
    }),
    "hrms-queue-length": ({ settings: { stack } }) => ({ stack, metricsNamespace: METRICS_NAMESPACE }),
    "hrms-scheduler": inCurrent,
    "hrms-tasks-apscheduler": ({ settings: { schedulerCommand } }) => ({ schedulerCommand }),
    "hrms-tasks-django-q": shareOfProcesses,
    "hrms-tasks-huey": shareOfProcesses,
    "hrms-tasks-rq": shareOfProcesses,
};

const unitsOf = (kind: BackgroundKind): readonly string[] => BACKGROUND[kind].units;

/** The units of each kind of background work, on the hosts that run it. */
const BACKGROUND_FILES = Object.fromEntries(
    BACKGROUND_KINDS.flatMap(unitsOf).map((unit): [string, SpecialFile] => [
        `etc/systemd/system/${unit}.service`,
        { only: running(unit), ...(UNIT_VARIABLES[unit] && { variables: UNIT_VARIABLES[unit] }) },
    ]),
);

/** Unit settings that Nginx shares. A link in its place would be a text file in a checkout on Windows. */
const HARDENING = join(__dirname, "root/etc/systemd/system/hrms-.service.d/hardening.conf");

/**
 * Every file in `root` is installed at the same path on every host. This table lists the exceptions: files, and folders
 * with all that is in them, that only some hosts get; and files with variables.
 */
export const SPECIAL_FILES: Readonly<Record<string, SpecialFile>> = {
    "etc/apt/apt.conf.d/60hrms": {
        variables: ({ settings }) => ({ everyDays: hasMirrors(settings) ? 1 : 0 }),
    },
    "etc/hrms/database-authorities.pem": {
        variables: ({ settings: { region } }) => ({ certificates: databaseAuthorities(region) }),
    },
    "etc/nftables.conf": { variables: firewallVariables },
    "etc/nginx": { only: serving },
    "etc/nginx/hrms/health-proxy.conf": { variables: ({ settings: { domain } }) => ({ domain }) },
    "etc/nginx/hrms/hrms.conf": { variables: nginxVariables },
    "etc/nginx/hrms/proxy.conf": {
        variables: ({ settings }) => ({ proxySeconds: limitsOf(settings).proxy }),
    },
    "etc/nginx/nginx.conf": {
        variables: ({ settings }) => {
            const { keepAlive, nginxShutdown } = limitsOf(settings);
            return { keepAliveSeconds: keepAlive, shutdownSeconds: nginxShutdown };
        },
    },
    "etc/ssh/sshd_config.d/hrms.conf": { only: administered },
    ...BACKGROUND_FILES,
    "etc/systemd/system/hrms-tasks-.service.d/project.conf": {
        only: workingOffQueue,
        variables: (host) => ({
            ...inCurrent(host),
            stopSeconds: limitsOf(host.settings).workerStop,
            memoryMaxMib: host.tuning.taskMemoryMib,
        }),
    },
    "etc/systemd/system/hrms-web@.service": { only: serving, variables: webVariables },
    "etc/systemd/system/hrms-web.slice": {
        only: serving,
        variables: ({ tuning }) => ({ memoryMaxMib: tuning.webMemoryMib }),
    },
    "etc/systemd/system/hrms-watch.service": { only: serving },
    "etc/systemd/system/hrms-web@.socket": {
        only: serving,
        variables: ({ tuning }) => ({ backlog: tuning.workers * QUEUED_REQUESTS_PER_PROCESS }),
    },
    "etc/systemd/system/nginx.service": {
        only: serving,
        variables: ({ settings }) => ({ stopSeconds: limitsOf(settings).nginxStop }),
    },
    "etc/systemd/system/nginx.service.d/hardening.conf": {
        only: serving,
        variables: () => ({ hardening: readFileSync(HARDENING, "utf8").trimEnd() }),
    },
    "etc/systemd/system/nginx.socket": { only: serving },
    "etc/tmpfiles.d/hrms-web.conf": { only: serving },
    "opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json": { variables: agentVariables },
    "opt/hrms/bin/manage": { variables: inCurrent },
    "opt/hrms/bin/on-one-host": { only: workingOffQueue },
    "opt/hrms/bin/watch": { only: serving },
    "opt/hrms/host.env": { variables: hostVariables },
    "opt/hrms/packages/project.list": {
        only: ({ settings }) => settings.debianPackages.length > 0,
        variables: ({ settings }) => ({ packages: settings.debianPackages.join("\n") }),
    },
    "opt/hrms/packages/web.list": { only: serving },
};

/** Without a way out of the VPC, hosts reach none of Debian's mirrors. All packages are in their image (hrms:amiId). */
const hasMirrors = ({ nat }: Pick<Settings, "nat">): boolean => nat !== "none";

/** At 50 ms per request, the last one waits 3 s. A restart of Gunicorn at 20 requests per second and process takes as many. */
const QUEUED_REQUESTS_PER_PROCESS = 64;

/** Whether the host gets a file: the file and every folder above it must allow that. */
const gets = (host: Host, path: string): boolean =>
    Object.entries(SPECIAL_FILES)
        .filter(([special]) => path === special || path.startsWith(`${special}/`))
        .every(([, { only }]) => only?.(host) ?? true);

function hostVariables({ role, settings, tuning }: Host): Variables {
    const { stack, region } = settings;
    return {
        stack,
        role,
        region,
        group: groupName(stack, role),
        launchingHook: LAUNCHING_HOOK,
        terminatingHook: TERMINATING_HOOK,
        environmentParameter: environmentParameter(stack),
        releaseParameter: releaseParameter(stack),
        projectFolder: settings.projectFolder,
        workers: tuning.workers,
        memory: tuning.memory,
        runsMigrations: runsMigrations(settings, role) ? "yes" : "no",
        updatesFrom: hasMirrors(settings) ? "mirrors" : "image",
    };
}

function agentVariables({ role, settings: { stack } }: Host): Variables {
    return { stack, group: groupName(stack, role), metricsNamespace: METRICS_NAMESPACE };
}

function firewallVariables({ role, settings: { vpcCidr, adminCidrs } }: Host): Variables {
    const openings = [
        ...(role === "web" ? [`ip saddr ${vpcCidr} tcp dport 443 accept`] : []),
        ...(adminCidrs.length > 0 ? [`ip saddr { ${adminCidrs.join(", ")} } tcp dport 22 accept`] : []),
    ];
    return { openings: openings.map((rule) => `        ${rule}`).join("\n") };
}

function nginxVariables({ settings }: Host): Variables {
    const { vpcCidr, healthPath, uploadLimitMib, loginPaths } = settings;
    return {
        // Nginx takes several names in the place of one.
        domain: domainsOf(settings).join(" "),
        vpcCidr,
        healthPath,
        uploadLimitMib,
        loginPaths: loginPaths.map((path) => `    "POST ${path}" $binary_remote_addr;`).join("\n"),
    };
}

function webVariables(host: Host): Variables {
    const { settings, tuning } = host;
    const { gunicorn, webStop } = limitsOf(settings);
    return {
        ...inColour(host),
        wsgiApplication: settings.wsgiApplication,
        workers: tuning.workers,
        requestSeconds: gunicorn,
        stopSeconds: webStop,
    };
}

/** Django projects define their Celery application in the package of their WSGI application. */
const celeryApplicationOf = ({ celeryApplication, wsgiApplication }: BundleSettings): string =>
    celeryApplication ?? wsgiApplication.split(/[.:]/, 1)[0] ?? wsgiApplication;

const queuesOf = ({ celeryQueues }: BundleSettings): string =>
    celeryQueues.length === 0 ? "" : ` --queues ${celeryQueues.join(",")}`;

/** Name of a role's Auto Scaling Group; hosts and runbooks use it. */
export const groupName = (stack: string, role: HostRole): string => `hrms-${stack}-${role}`;

/** Names of the lifecycle hooks, which `opt/hrms/bin/lifecycle` completes. */
export const LAUNCHING_HOOK = "set-up";
export const TERMINATING_HOOK = "drain";

/**
 * The path that the load balancer asks every host for; Nginx answers it under the host's address. No setting changes it: hosts
 * that a rollout has not reached yet would be found unhealthy and replaced, all at once.
 */
export const LIVENESS_PATH = "/health/live";

/** The only CloudWatch namespace that hosts can write metrics to; dimensions distinguish stacks. */
export const METRICS_NAMESPACE = "HRMS";

export interface HostBundle {
    /** Rendered text by path on the host, without the slash at the start. */
    readonly files: Readonly<Record<string, string>>;
    /** A zip archive of the files. */
    readonly archive: Uint8Array;
    /** Checksum of the archive, in hexadecimal digits. */
    readonly sha256: string;
    /** Key of the archive in the releases bucket. A changed bundle has a new key, so the old ones stay. */
    readonly key: string;
}

/** The earliest time that a zip archive can store. With real times, equal bundles would differ. */
const EPOCH = new Date(1980, 0, 1);

/** The bundle of a role's hosts. It depends only on settings, so its checksum is known before any resource exists. */
export function hostBundle(settings: BundleSettings, role: HostRole): HostBundle {
    const host: Host = { role, settings, tuning: tuneRole(settings, role) };
    const files = Object.fromEntries(
        filesBelow(join(__dirname, "root"))
            .filter((path) => gets(host, path))
            .map((path) => [path, renderFile(`root/${path}`, SPECIAL_FILES[path]?.variables?.(host))]),
    );
    return packBundle(role, files);
}

/** Packs files into a bundle. Equal files give equal bytes. */
export function packBundle(role: HostRole, files: HostBundle["files"]): HostBundle {
    const archive = zipSync(
        Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])),
        { mtime: EPOCH, level: 9 },
    );
    const sha256 = createHash("sha256").update(archive).digest("hex");
    return { files, archive, sha256, key: `hosts/${role}-${sha256}.zip` };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html, before base64. */
const MAX_USER_DATA_BYTES = 16_384;

/** The user data of a new machine: fetches the bundle, verifies it and runs its `setup`. */
export function userData(
    { nat, region }: Pick<Settings, "nat" | "region">,
    bucket: string,
    { key, sha256 }: Pick<HostBundle, "key" | "sha256">,
): string {
    const whole = renderFile("cloud-init.yaml", { region, bucket, key, sha256 });
    const text = hasMirrors({ nat }) ? whole : whole.replace(/^package.*\n/gm, "");
    if (Buffer.byteLength(text) > MAX_USER_DATA_BYTES) {
        throw new Error(
            `cloud-init.yaml takes ${Buffer.byteLength(text)} bytes; EC2 accepts ${MAX_USER_DATA_BYTES}`,
        );
    }
    return text;
}

function renderFile(path: string, variables?: Variables): string {
    return render(`host/${path}`, readFileSync(join(__dirname, path), "utf8"), variables);
}
