/** Root directories that machines start from. They are built once from Debian's packages and shared by all checkouts. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder, keepFolder } from "../system/cache";
import { makeTree, type Tree } from "../debian/tree";
import { progress } from "../system/progress";
import { command } from "./command";

const PACKAGES = join(__dirname, "../host/root/opt/hrms/packages");

const packagesOf = (list: string): string[] =>
    readFileSync(join(PACKAGES, list), "utf8")
        .split("\n")
        .filter((line) => /^[^#]/.test(line));

/** The packages of Debian's EC2 image that matter to a host. */
const STOCK = [
    ...[
        "systemd",
        "systemd-sysv",
        "systemd-resolved",
        "dbus",
        "cloud-init",
        "openssh-server",
        "sudo",
        "iproute2",
    ],
    ...[
        "iputils-ping",
        "python3",
        "ca-certificates",
        "chrony",
        "curl",
        "unattended-upgrades",
        "less",
        "man-db",
    ],
];

interface Image extends Omit<Tree, "hooks"> {
    /** Whether machines boot from it. */
    readonly boots?: true;
}

const IMAGES = {
    /** As EC2 boots it: none of our files. */
    debian: { packages: STOCK, boots: true },
    /** The same with the packages of a first boot, so that tests don't wait for them. */
    golden: { packages: [...STOCK, ...packagesOf("host.list"), ...packagesOf("web.list")], boots: true },
    /** Oracle's MySQL, and nothing that runs without it. Only unstable has it. */
    mysql: { packages: ["mysql-server-core"], suite: "sid", variant: "extract" },
} as const satisfies Readonly<Record<string, Image>>;

/**
 * Stands in for the CloudWatch agent, which only AWS distributes and signs. It reads the agent's configuration file and
 * writes what the agent would send to one file per log group.
 */
const AGENT = {
    "opt/aws/amazon-cloudwatch-agent/bin/start": `#!/usr/bin/python3
import json, pathlib, subprocess
config = json.load(open("/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json"))
sent = pathlib.Path("/var/log/cloudwatch-sent")
sent.mkdir(exist_ok=True)
children = []
for collected in config["logs"]["logs_collected"]["journald"]["collect_list"]:
    units = [f"--unit={unit}" for unit in collected.get("units", [])]
    group = sent / collected["log_group_name"].strip("/").replace("/", "_")
    command = ["journalctl", "--follow", "--lines=all", "--boot", "--output=cat", *units]
    children.append(subprocess.Popen(command, stdout=group.open("ab")))
for child in children:
    child.wait()
`,
    "usr/lib/systemd/system/amazon-cloudwatch-agent.service":
        "[Unit]\nDescription=Stand-in for the CloudWatch agent\nAfter=network.target\n" +
        "[Service]\nExecStart=/opt/aws/amazon-cloudwatch-agent/bin/start\nRestart=on-failure\n" +
        "[Install]\nWantedBy=multi-user.target\n",
};

/** Changes to an image after its packages are installed. {folder} holds the files to copy. */
const HOOKS = [
    "copy-in {folder}/90-lab.cfg /etc/cloud/cloud.cfg.d/",
    "copy-in {folder}/amazon-cloudwatch-agent.deb /var/tmp/",
    'chroot "$1" dpkg --install /var/tmp/amazon-cloudwatch-agent.deb && rm "$1"/var/tmp/*.deb',
    // Debian enables Nginx when it is installed; hosts enable it only after they have configured it.
    'rm -f "$1/etc/systemd/system/multi-user.target.wants/nginx.service"',
    'rm -f "$1/etc/ssh/ssh_host_"* "$1/etc/resolv.conf" && echo uninitialized > "$1/etc/machine-id"',
];

export type ImageName = keyof typeof IMAGES;

/** The machine's identity comes only from EC2's metadata service. Its network is already configured. */
const CLOUD_INIT = `datasource_list: [Ec2]
datasource:
    Ec2: { strict_id: false, metadata_urls: ["http://169.254.169.254"], timeout: 5, max_wait: 30 }
network: { config: disabled }
`;

/** Path of the image's root directory. The first call builds it, which takes a minute, and shows progress. */
export async function image(name: ImageName): Promise<string> {
    const { packages, boots, ...rest }: Image = IMAGES[name];
    const wanted = [...new Set(packages)];
    const recipe = [wanted, ...(boots ? [CLOUD_INIT, AGENT, HOOKS] : []), ...Object.values(rest)];
    const hash = createHash("sha256").update(JSON.stringify(recipe)).digest("hex").slice(0, 12);
    const folder = join(cacheFolder("machines"), `${name}-${hash}`);
    await keepFolder(folder, (root) => install(name, wanted, root));
    return folder;
}

/** Builds those of these images that are missing. Processes that call this together share the work. */
export async function buildImages(names: readonly ImageName[]): Promise<void> {
    await Promise.all(names.map(image));
}

async function install(name: ImageName, packages: readonly string[], root: string): Promise<void> {
    const { boots, ...rest }: Image = IMAGES[name];
    const shown = progress();
    shown.report(`Debian image ${name}: ${packages.length} packages and their dependencies`);
    const agents = mkdtempSync(join(tmpdir(), "hrms-agents-"));
    try {
        await makeTree(root, { ...rest, packages, ...(boots && { hooks: machineHooks(agents) }) });
    } finally {
        rmSync(agents, { recursive: true, force: true });
    }
    shown.done(`Debian image ${name}: ready`);
}

function machineHooks(folder: string): string[] {
    const file = join(folder, "90-lab.cfg");
    writeFileSync(file, CLOUD_INIT);
    debianPackage(folder, "amazon-cloudwatch-agent", AGENT);
    return HOOKS.map((hook) => hook.replaceAll("{folder}", folder));
}

/** A package that stands in for the SSM agent. Hosts install it the way they install the real one. */
export function ssmAgent(folder: string): string {
    return debianPackage(folder, "amazon-ssm-agent", {
        "usr/lib/systemd/system/amazon-ssm-agent.service":
            "[Unit]\nDescription=Stand-in for the SSM agent\nAfter=network.target\n" +
            "[Service]\nExecStart=/usr/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n",
    });
}

function debianPackage(folder: string, name: string, files: Readonly<Record<string, string>>): string {
    const root = join(folder, name);
    const all = {
        ...files,
        "DEBIAN/control":
            `Package: ${name}\nVersion: 0\nArchitecture: all\nMaintainer: nobody <nobody@example.com>\n` +
            "Description: stand-in for tests\n",
    };
    for (const [path, text] of Object.entries(all)) {
        const file = join(root, path);
        mkdirSync(join(file, ".."), { recursive: true });
        writeFileSync(file, text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
    }
    const archive = join(folder, `${name}.deb`);
    command("dpkg-deb", ["--build", "--root-owner-group", root, archive]);
    return archive;
}
