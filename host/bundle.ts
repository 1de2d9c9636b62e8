/** The files that make a host out of a bare Debian machine, packed into one archive. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { Settings } from "../config";
import { databaseAuthorities } from "./authorities";
import { environmentParameter } from "./environment";
import { render, type Variables } from "./render";
import { tuneRole, type HostRole, type Tuning } from "./tuning";

export type BundleSettings = Pick<
    Settings,
    | "stack"
    | "region"
    | "domain"
    | "vpcCidr"
    | "adminCidrs"
    | "healthPath"
    | "uploadLimitMib"
    | "loginPaths"
    | "wsgiApplication"
    | "backgroundTasks"
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

interface HostFile {
    /** Which hosts get the file; all of them where left out. */
    readonly where?: (host: Host) => boolean;
    readonly variables?: (host: Host) => Variables;
}

const serving = ({ role }: Host): boolean => role === "web";
const administered = ({ settings }: Host): boolean => settings.adminCidrs.length > 0;
const workingOffQueue = ({ tuning }: Host): boolean => tuning.concurrency > 0;
const runningCelery = (host: Host): boolean =>
    workingOffQueue(host) && host.settings.backgroundTasks === "celery";
const runningScheduler = (host: Host): boolean =>
    workingOffQueue(host) && host.settings.backgroundTasks === "scheduler";

/** Each file of the bundle by its path in this folder, with what is filled in. */
const FILES: Readonly<Record<string, HostFile>> = {
    "host.env": { variables: hostVariables },
    "bin/setup": {},
    "bin/fetch-environment": {},
    "bin/lifecycle": {},
    "bin/install-release": {},
    "bin/manage": {},
    "bin/on-one-host": { where: workingOffQueue },
    "bin/patch": {},
    "packages/host.list": {},
    "packages/web.list": { where: serving },
    "agent/cloudwatch.json": { variables: agentVariables },
    "apt/60hrms": {},
    "audit/hrms.rules": {},
    "chrony/chrony.conf": {},
    "journald/hrms.conf": {},
    "login/hrms.sh": {},
    "login/issue": {},
    "modprobe/hrms.conf": {},
    "mysql/client.cnf": {},
    "mysql/database-authorities.pem": {
        variables: ({ settings: { region } }) => ({ certificates: databaseAuthorities(region) }),
    },
    "needrestart/hrms.conf": {},
    "nftables/nftables.conf": { variables: firewallVariables },
    "resolved/hrms.conf": {},
    "services/masked.list": {},
    "sshd/hrms.conf": { where: administered },
    "sysctl/hrms.conf": {},
    "nginx/nginx.conf": { where: serving },
    "nginx/debian-13.conf": { where: serving },
    "nginx/hrms.conf": { where: serving, variables: nginxVariables },
    "nginx/proxy.conf": { where: serving },
    "nginx/health-proxy.conf": { where: serving, variables: ({ settings: { domain } }) => ({ domain }) },
    "nginx/release/application.conf": { where: serving },
    "nginx/release/health.conf": { where: serving },
    "nginx/release/readiness.conf": { where: serving },
    "nginx/no-release/application.conf": { where: serving },
    "nginx/no-release/health.conf": { where: serving },
    "nginx/no-release/readiness.conf": { where: serving },
    "systemd/hrms-.service.d/hardening.conf": {},
    "systemd/audit-rules.service.d/machine.conf": {},
    "systemd/tmp.mount.d/noexec.conf": {},
    "systemd/nginx.socket": { where: serving },
    "systemd/nginx.service": { where: serving },
    "systemd/hrms-environment.service": {},
    "systemd/hrms-release.service": {},
    "systemd/hrms-lifecycle.service": {},
    "systemd/hrms-web.socket": { where: serving },
    "systemd/hrms-web.service": { where: serving, variables: webVariables },
    "systemd/hrms-worker.service": { where: runningCelery, variables: celeryVariables },
    "systemd/hrms-beat.service": {
        where: runningCelery,
        variables: ({ settings }) => ({ celeryApplication: packageOf(settings) }),
    },
    "systemd/hrms-queue-length.service": {
        where: runningCelery,
        variables: ({ settings: { stack } }) => ({ stack, metricsNamespace: METRICS_NAMESPACE }),
    },
    "systemd/hrms-scheduler.service": { where: runningScheduler },
    "django/requirements.txt": {},
    "django/sitecustomize.py": {},
    "django/hrms_host/__init__.py": {},
    "django/hrms_host/apps.py": {},
    "django/hrms_host/callstack.py": {},
    "django/hrms_host/environment.py": {},
    "django/hrms_host/events.py": {},
    "django/hrms_host/gunicorn.py": {},
    "django/hrms_host/health.py": {},
    "django/hrms_host/hooks.py": {},
    "django/hrms_host/lockout.py": {},
    "django/hrms_host/logs.py": {},
    "django/hrms_host/privacy.py": {},
    "django/hrms_host/queue_length.py": {},
    "django/hrms_host/queueing.py": {},
    "django/hrms_host/requests.py": {},
    "django/hrms_host/scheduler.py": {},
    "django/hrms_host/staticfiles.py": {},
    "django/hrms_host/settings/__init__.py": {},
    "django/hrms_host/settings/applications.py": {},
    "django/hrms_host/settings/cache.py": {},
    "django/hrms_host/settings/database.py": {},
    "django/hrms_host/settings/errors.py": {},
    "django/hrms_host/settings/files.py": {},
    "django/hrms_host/settings/logins.py": {},
    "django/hrms_host/settings/logs.py": {},
    "django/hrms_host/settings/mail.py": {},
    "django/hrms_host/settings/security.py": {},
    "django/hrms_host/settings/tasks.py": {},
};

function hostVariables({ role, settings }: Host): Variables {
    const { stack, region, healthPath } = settings;
    return {
        stack,
        healthPath,
        role,
        region,
        group: groupName(stack, role),
        launchingHook: LAUNCHING_HOOK,
        terminatingHook: TERMINATING_HOOK,
        environmentParameter: environmentParameter(stack),
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
    const { domain, vpcCidr, healthPath, uploadLimitMib, loginPaths } = settings;
    return {
        domain,
        vpcCidr,
        healthPath,
        uploadLimitMib,
        loginPaths: loginPaths.map((path) => `    "POST ${path}" $binary_remote_addr;`).join("\n"),
    };
}

function webVariables({ settings, tuning }: Host): Variables {
    const { workers, webMemoryMib } = tuning;
    return {
        wsgiApplication: settings.wsgiApplication,
        workers,
        memoryMaxMib: webMemoryMib,
        memoryHighMib: Math.floor(webMemoryMib * 0.9),
    };
}

function celeryVariables({ settings, tuning }: Host): Variables {
    return { celeryApplication: packageOf(settings), concurrency: tuning.concurrency };
}

/** Django projects keep their Celery application in the package of their WSGI application. */
function packageOf({ wsgiApplication }: BundleSettings): string {
    return wsgiApplication.split(/[.:]/, 1)[0] ?? wsgiApplication;
}

/** Name of a role's Auto Scaling Group; hosts and runbooks name it. */
export const groupName = (stack: string, role: HostRole): string => `hrms-${stack}-${role}`;

/** Lifecycle hooks by the names that `bin/lifecycle` completes them under. */
export const LAUNCHING_HOOK = "set-up";
export const TERMINATING_HOOK = "drain";

/** The one namespace in CloudWatch that hosts may put metrics into; dimensions tell the stacks apart. */
export const METRICS_NAMESPACE = "HRMS";

export interface HostBundle {
    /** Rendered text by path. */
    readonly files: Readonly<Record<string, string>>;
    /** A zip archive of the files. */
    readonly archive: Uint8Array;
    /** Of the archive, in hexadecimal digits. */
    readonly sha256: string;
    /** Where the archive lies in the releases bucket. A changed bundle has another key, so that old ones stay. */
    readonly key: string;
}

/** The earliest time that a zip archive can hold; a real one would make equal bundles differ. */
const EPOCH = new Date(1980, 0, 1);

/** The bundle of a role's hosts. It depends on settings alone, so that its checksum is known before anything exists. */
export function hostBundle(settings: BundleSettings, role: HostRole): HostBundle {
    const host: Host = { role, settings, tuning: tuneRole(settings, role) };
    const files = Object.fromEntries(
        Object.entries(FILES)
            .filter(([, { where }]) => where?.(host) ?? true)
            .map(([path, { variables }]) => [path, renderFile(path, variables?.(host))]),
    );
    return packBundle(role, files);
}

/** A bundle of these files. Equal files give equal bytes. */
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

/** What a new machine runs first: it fetches the bundle, checks it and hands over to its `bin/setup`. */
export function userData(
    { region }: Pick<Settings, "region">,
    bucket: string,
    { key, sha256 }: HostBundle,
): string {
    const text = renderFile("cloud-init.yaml", { region, bucket, key, sha256 });
    if (Buffer.byteLength(text) > MAX_USER_DATA_BYTES) {
        throw new Error(
            `cloud-init.yaml takes ${Buffer.byteLength(text)} bytes; EC2 admits ${MAX_USER_DATA_BYTES}`,
        );
    }
    return text;
}

function renderFile(path: string, variables?: Variables): string {
    return render(`host/${path}`, readFileSync(join(__dirname, path), "utf8"), variables);
}
