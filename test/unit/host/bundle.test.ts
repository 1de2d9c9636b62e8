import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { hostBundle, SPECIAL_FILES, userData } from "../../../host/bundle";
import { filesBelow } from "../../../host/paths";
import { BACKGROUND, BACKGROUND_KINDS } from "../../../config/background";
import { exampleSettings } from "../../../config/example";

const settings = exampleSettings();
const sharing = exampleSettings({ workerMinHosts: 0, workerMaxHosts: 0 });
const administered = exampleSettings({
    adminCidrs: ["198.51.100.0/24", "203.0.113.7/32"],
    sshPublicKey: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)}`,
});
const HOST = join(__dirname, "../../../host");

test("equal settings make equal bytes, and the key carries their checksum", () => {
    const [one, other] = [hostBundle(settings, "web"), hostBundle({ ...settings }, "web")];
    expect(Buffer.compare(Buffer.from(one.archive), Buffer.from(other.archive))).toBe(0);
    expect(one.sha256).toBe(createHash("sha256").update(one.archive).digest("hex"));
    expect(one.key).toBe(`hosts/web-${one.sha256}.zip`);
});

test("the time zone of the machine that packs the bundle does not change it", () => {
    const script = `
        const { hostBundle } = require("./host/bundle");
        console.log(hostBundle(${JSON.stringify(settings)}, "web").sha256);`;
    const elsewhere = execFileSync(process.execPath, ["--require", "tsx/cjs", "--eval", script], {
        cwd: join(HOST, ".."),
        env: { ...process.env, TZ: "Pacific/Auckland" },
        encoding: "utf8",
    });
    expect(elsewhere.trim()).toBe(hostBundle(settings, "web").sha256);
});

test.each([
    ["domain", "people.example.com"],
    ["healthPath", "/up"],
    ["uploadLimitMib", 26],
    ["webInstanceType", "c7g.xlarge"],
    ["region", "eu-west-1"],
])("another %s makes another bundle", (name, value) => {
    expect(hostBundle({ ...settings, [name]: value }, "web").key).not.toBe(hostBundle(settings, "web").key);
});

test("the archive contains the rendered files", () => {
    const { archive, files } = hostBundle(settings, "web");
    const unpacked = Object.entries(unzipSync(archive)).map(([path, bytes]) => [path, strFromU8(bytes)]);
    expect(Object.fromEntries(unpacked)).toEqual(files);
    expect(files["etc/nginx/hrms/hrms.conf"]).toContain("server_name hrms.example.com;");
    expect(files["etc/nginx/hrms/hrms.conf"]).toContain('"POST /accounts/login/" $binary_remote_addr;');
    expect(files["etc/systemd/system/hrms-web@.service"]).toContain("Environment=HRMS_WORKERS=4\n");
});

test("web hosts run Nginx, worker hosts run background tasks, and without worker hosts the web hosts run both", () => {
    const serving = ["nginx.service", "hrms-web@.service"];
    const counting = "hrms-queue-length.service";
    const celery = ["hrms-worker.service", "hrms-beat.service", counting];
    const units = [...serving, ...celery, "hrms-scheduler.service", "hrms-tasks-huey.service"];
    const present = (...given: Parameters<typeof hostBundle>) =>
        units.filter((unit) => `etc/systemd/system/${unit}` in hostBundle(...given).files);
    expect(present(settings, "web")).toEqual(serving);
    expect(present(settings, "worker")).toEqual(celery);
    expect(present(sharing, "web")).toEqual([...serving, ...celery]);
    const scheduling = { ...settings, backgroundTasks: ["scheduler"] } as const;
    expect(present(scheduling, "web")).toEqual(serving);
    expect(present(scheduling, "worker")).toEqual([counting, "hrms-scheduler.service"]);
    const huey = { ...settings, backgroundTasks: ["huey"] } as const;
    expect(present(huey, "worker")).toEqual([counting, "hrms-tasks-huey.service"]);
    const both = { ...settings, backgroundTasks: ["celery", "scheduler"] } as const;
    expect(present(both, "worker")).toEqual([...celery, "hrms-scheduler.service"]);
    const idle = { ...settings, backgroundTasks: [] } as const;
    expect(present(idle, "web")).toEqual(serving);
    expect(hostBundle(idle, "web").files).not.toHaveProperty(["opt/hrms/bin/on-one-host"]);
});

test("every file of the folder is in the bundle of some host", () => {
    const everything = {
        ...sharing,
        backgroundTasks: BACKGROUND_KINDS,
        debianPackages: ["libpango-1.0-0"],
    } as const;
    const packed = new Set(
        [everything, administered].flatMap((given) => Object.keys(hostBundle(given, "web").files)),
    );
    expect(filesBelow(join(HOST, "root"))).toEqual([...packed].sort());
});

test("every unit and drop-in begins with a section; a link that became a text file does not", () => {
    const begins = (text: string): boolean => /^(#.*\n|\n)*\[\w+\]\n/.test(text);
    const strange = Object.entries(hostBundle(administered, "web").files).filter(
        ([path, text]) => path.startsWith("etc/systemd/") && !begins(text),
    );
    expect(strange).toEqual([]);
});

test("every row of the table is a file or a folder", () => {
    const missing = Object.keys(SPECIAL_FILES).filter((path) => !existsSync(join(HOST, "root", path)));
    expect(missing).toEqual([]);
});

test("the firewall opens HTTPS to the VPC on web hosts, and ssh to administrators if the stack has any", () => {
    const openings = (...given: Parameters<typeof hostBundle>) =>
        (hostBundle(...given).files["etc/nftables.conf"] ?? "").match(/(?<=^ *)ip saddr .*$/gm) ?? [];
    const https = "ip saddr 10.20.0.0/16 tcp dport 443 accept";
    const ssh = "ip saddr { 198.51.100.0/24, 203.0.113.7/32 } tcp dport 22 accept";
    expect(openings(settings, "web")).toEqual([https]);
    expect(openings(settings, "worker")).toEqual([]);
    expect(openings(administered, "web")).toEqual([https, ssh]);
    expect(openings(administered, "worker")).toEqual([ssh]);
    const configured = (given: typeof settings) =>
        "etc/ssh/sshd_config.d/hrms.conf" in hostBundle(given, "web").files;
    expect([settings, administered].map(configured)).toEqual([false, true]);
});

test("Celery's application is in the package of the WSGI application", () => {
    const { files } = hostBundle({ ...settings, wsgiApplication: "people.web.wsgi:application" }, "worker");
    expect(files["etc/systemd/system/hrms-worker.service"]).toContain("celery --quiet --app people worker");
});

test("Nginx serves the other domains too", () => {
    const { files } = hostBundle({ ...settings, extraDomains: ["people.example.com"] }, "web");
    expect(files["etc/nginx/hrms/hrms.conf"]).toContain("server_name hrms.example.com people.example.com;");
});

test("Celery's application and its queues can be others", () => {
    const given = { ...settings, celeryApplication: "people.tasks:app", celeryQueues: ["celery", "payroll"] };
    const unit = hostBundle(given, "worker").files["etc/systemd/system/hrms-worker.service"];
    expect(unit).toMatch(/--app people\.tasks:app worker .*\n.* --queues celery,payroll\n/);
});

test.each(BACKGROUND_KINDS)(
    "with %s alone, hosts run its units and no others, in the project's folder",
    (kind) => {
        const given = {
            ...sharing,
            backgroundTasks: [kind],
            projectFolder: "backend",
            schedulerCommand: "run_jobs",
        };
        const { files } = hostBundle(given, "web");
        const names = new Set(Object.values(BACKGROUND).flatMap(({ units }): readonly string[] => units));
        const present = [...names].filter((name) => `etc/systemd/system/${name}.service` in files);
        expect(present.sort()).toEqual([...BACKGROUND[kind].units].sort());
        const texts = [...present.map((name) => `${name}.service`), "hrms-tasks-.service.d/project.conf"]
            .map((path) => files[`etc/systemd/system/${path}`] ?? "")
            .flatMap((text) => text.match(/(?<=^WorkingDirectory=).*/gm) ?? []);
        expect(new Set(texts)).toEqual(new Set(["/srv/hrms/current/app/backend"]));
        expect(files["opt/hrms/bin/manage"]).toContain("WorkingDirectory=/srv/hrms/current/app/backend ");
        expect(files["etc/systemd/system/hrms-web@.service"]).toContain(
            "WorkingDirectory=/srv/hrms/%i/app/backend\n",
        );
    },
);

test("kinds that have several processes share a host", () => {
    const unit = (...backgroundTasks: ("celery" | "rq" | "scheduler")[]) =>
        hostBundle({ ...settings, workerInstanceType: "m7g.2xlarge", backgroundTasks }, "worker").files[
            "etc/systemd/system/hrms-worker.service"
        ];
    expect(unit("celery")).toContain("--concurrency 8 ");
    expect(unit("celery", "scheduler")).toContain("--concurrency 8 ");
    expect(unit("celery", "rq")).toContain("--concurrency 4 ");
});

test("packages of the project are in a list of their own", () => {
    const given = { ...settings, debianPackages: ["libpango-1.0-0", "gettext"] };
    expect(hostBundle(given, "worker").files["opt/hrms/packages/project.list"]).toMatch(
        /\nlibpango-1\.0-0\ngettext\n$/,
    );
});

test("user data is small, names the bundle and contains nothing else about the stack", () => {
    const bundle = hostBundle(settings, "web");
    const text = userData(settings, "releases-bucket", bundle);
    expect(Buffer.byteLength(text)).toBeLessThan(4096);
    expect(text).toContain(`s3://releases-bucket/${bundle.key}`);
    const template = readFileSync(join(HOST, "cloud-init.yaml"), "utf8");
    expect(template.match(/\{\{\w+\}\}/g)).toEqual(["{{region}}", "{{bucket}}", "{{key}}", "{{sha256}}"]);
});

test("without a way out, no host waits for a mirror of Debian", () => {
    const closed = { ...settings, nat: "none" } as const;
    const bundle = hostBundle(closed, "web");
    expect(userData(closed, "b", bundle)).not.toMatch(/^package/m);
    expect(userData(settings, "b", bundle).match(/^package\w*: /gm)).toHaveLength(4);
    expect(bundle.files["etc/apt/apt.conf.d/60hrms"]).toMatch(/Update-Package-Lists "0";/);
    expect(bundle.files["opt/hrms/host.env"]).toContain("HRMS_UPDATES=image\n");
    expect(hostBundle(settings, "web").files["etc/apt/apt.conf.d/60hrms"]).toMatch(
        /Update-Package-Lists "1";/,
    );
});

test("user data that is too long for EC2 is rejected", () => {
    const bundle = { ...hostBundle(settings, "web"), key: "k".repeat(17_000) };
    expect(() => userData(settings, "b", bundle)).toThrow(/takes \d+ bytes; EC2 accepts 16384/);
});
