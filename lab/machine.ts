/** A Debian machine booted with systemd as EC2 boots it: from an image, with only the metadata service to configure it. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NSPAWN_SETUP } from "../debian/nspawn";
import { until } from "../system/until";

export interface Ran {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

const PATIENCE_SECONDS = 180;

const BOOT = `${NSPAWN_SETUP}
# Its own control group: machines that share one stop each other's services.
# With this machine's controllers of memory and processors, if they are of version 2: MemoryMax and CPUWeight need them.
for controller in memory cpu; do
    echo "+$controller" > /sys/fs/cgroup/cgroup.subtree_control 2>/dev/null || true
done
mkdir -p "/sys/fs/cgroup/$NAMESPACE"
echo $$ > "/sys/fs/cgroup/$NAMESPACE/cgroup.procs"
mount -t tmpfs -o "size=$DISK_MIB"m tmpfs "$DISK"
mkdir "$DISK/upper" "$DISK/work" "$DISK/root"
cp -a "$GIVEN/." "$DISK/upper"
ROOT=$DISK/root
mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$DISK/upper,workdir=$DISK/work" "$ROOT"
# Exit code 133 means that the machine reboots.
code=133
while [ "$code" = 133 ]; do
    code=0
    systemd-nspawn --directory="$ROOT" --register=no --keep-unit --boot --machine="$NAME" \\
        --network-namespace-path="/run/netns/$NAMESPACE" --resolv-conf=off --timezone=off \\
        --console=read-only --capability=CAP_NET_ADMIN || code=$?
done
exit "$code"
`;

export interface MachineArgs {
    readonly name: string;
    /** Root directory that the machine starts from. Nothing writes to it. */
    readonly image: string;
    readonly namespace: string;
    /** Folder for the machine's disk and console log. */
    readonly folder: string;
    /** Files to add to the image before the first boot, by path. */
    readonly files: Readonly<Record<string, string>>;
    /** Size of the disk in addition to the image, in MiB. It is kept in memory. */
    readonly diskMib?: number;
}

export class Machine {
    private nspawn: ChildProcess | undefined;

    constructor(private readonly args: MachineArgs) {}

    get name(): string {
        return this.args.name;
    }

    get namespace(): string {
        return this.args.namespace;
    }

    /** The console's output since the first boot. */
    get console(): string {
        return readFileSync(join(this.args.folder, "console.log"), "utf8");
    }

    /** Resolves when systemd runs. Services may still be starting. */
    async boot(): Promise<void> {
        const { folder, image, name, namespace, files, diskMib = 4096 } = this.args;
        for (const [path, text] of Object.entries(files)) {
            mkdirSync(join(folder, "given", path, ".."), { recursive: true });
            writeFileSync(join(folder, "given", path), text);
        }
        mkdirSync(join(folder, "disk"), { recursive: true });
        const console = openSync(join(folder, "console.log"), "a");
        this.nspawn = spawn(
            "setpriv",
            [
                ...["--pdeathsig", "KILL", "unshare", "--mount", "--propagation", "private", "--mount-proc"],
                // When this process ends, the machine and everything on it ends too.
                ...["--pid", "--fork", "--kill-child", "sh", "-c", BOOT],
            ],
            {
                stdio: ["ignore", console, console],
                env: {
                    PATH: process.env.PATH,
                    LOWER: image,
                    GIVEN: join(folder, "given"),
                    DISK: join(folder, "disk"),
                    DISK_MIB: String(diskMib),
                    NAME: name,
                    NAMESPACE: namespace,
                },
            },
        );
        closeSync(console);
        await this.untilRunning();
    }

    /** Runs a program on the machine as root. A failing program is not an error. */
    async run(program: readonly string[], input: string | Buffer = ""): Promise<Ran> {
        const child = spawn("nsenter", ["--target", String(this.leader()), "--all", "--", ...program], {
            env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LANG: "C.UTF-8" },
        });
        child.stdin.on("error", () => undefined);
        child.stdin.end(input);
        const said = { stdout: "", stderr: "" };
        child.stdout.on("data", (text: Buffer) => (said.stdout += text.toString()));
        child.stderr.on("data", (text: Buffer) => (said.stderr += text.toString()));
        const [code] = (await once(child, "close")) as [number | null];
        return { code: code ?? -1, ...said };
    }

    /** Runs a shell line and returns what it prints, without the last line break. Throws if it fails. */
    async sh(line: string): Promise<string> {
        const { code, stdout, stderr } = await this.run(["sh", "-ec", line]);
        if (code !== 0) {
            throw new Error(`${this.name}: ${line}: exit ${code}\n${stdout}${stderr}`);
        }
        return stdout.replace(/\n$/, "");
    }

    /** Copies a folder's contents into a folder on the machine, owned by root. */
    async copyIn(folder: string, into: string): Promise<void> {
        const { status, stdout, stderr } = spawnSync("tar", ["--create", "--directory", folder, "."], {
            maxBuffer: 256 * 1024 * 1024,
        });
        if (status !== 0) {
            throw new Error(`${folder}: ${String(stderr)}`);
        }
        await this.sh(`mkdir -p ${into}`);
        const extract = ["tar", "--extract", "--no-same-owner", "--directory", into];
        const ran = await this.run(extract, stdout);
        if (ran.code !== 0) {
            throw new Error(`${this.name}: ${into}: ${ran.stderr}`);
        }
    }

    /** Reboots the machine. Resolves when systemd runs again. */
    reboot(): Promise<void> {
        return this.restart("systemctl reboot");
    }

    /** Reboots the machine at once, as if its power had failed for a moment: nothing is stopped first. The disk stays. */
    loseAndRegainPower(): Promise<void> {
        return this.restart("systemctl reboot --force --force");
    }

    private async restart(how: string): Promise<void> {
        const before = this.leader();
        await this.run(["sh", "-c", how]);
        await until(
            `${this.name} ends`,
            () => ![before, undefined].includes(this.findLeader()),
            PATIENCE_SECONDS,
        );
        await this.untilRunning();
    }

    /** Stops the machine like a power cut. */
    async cutPower(): Promise<void> {
        if (this.nspawn?.exitCode === null && this.nspawn.signalCode === null) {
            const ended = once(this.nspawn, "exit");
            // Otherwise its systemd, and everything on the machine, would keep running.
            const leader = this.findLeader();
            if (leader !== undefined) {
                process.kill(leader, "SIGKILL");
            }
            this.nspawn.kill("SIGKILL");
            await ended;
        }
    }

    async remove(): Promise<void> {
        await this.cutPower();
        rmSync(this.args.folder, { recursive: true, force: true });
    }

    private async untilRunning(): Promise<void> {
        const hasEnded = (): boolean => this.nspawn?.exitCode !== null || this.nspawn.signalCode !== null;
        const runs = async (): Promise<boolean> => {
            const { stdout } = await this.run(["systemctl", "is-system-running"]);
            return /^(starting|running|degraded)/.test(stdout);
        };
        try {
            await until(`${this.name} boots`, async () => hasEnded() || (await runs()), PATIENCE_SECONDS);
        } catch (error) {
            throw new Error(`${String(error)}: ${this.console}`, { cause: error });
        }
        if (hasEnded()) {
            throw new Error(`${this.name} did not boot: ${this.console}`);
        }
    }

    private leader(): number {
        const leader = this.findLeader();
        if (leader === undefined) {
            throw new Error(`${this.name} is not running`);
        }
        return leader;
    }

    /** Process id of the machine's systemd. It changes with each boot. */
    private findLeader(): number | undefined {
        const { pid } = this.nspawn ?? {};
        return pid === undefined ? undefined : findBelow(pid, "systemd");
    }
}

/** Finds a process of this name among the descendants of another one. */
function findBelow(pid: number, name: string): number | undefined {
    try {
        const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
        for (const child of children === "" ? [] : children.split(" ").map(Number)) {
            const found =
                readFileSync(`/proc/${child}/comm`, "utf8").trim() === name ? child : findBelow(child, name);
            if (found !== undefined) {
                return found;
            }
        }
    } catch {
        // The process has just ended.
    }
    return undefined;
}
