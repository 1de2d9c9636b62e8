/** Programs inside a Debian root directory, by systemd-nspawn. Takes root on Linux. */
import { run, type Finished } from "../system/run";
import { authorities, authorityVariables, CERTIFICATES } from "./authorities";

/** Shell lines that prepare cgroup v2 and the folders that systemd-nspawn needs, whatever the outer machine has. */
export const NSPAWN_SETUP = `
set -e
umount -R /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir -p /run/systemd
`;

/** systemd-nspawn warns of a folder of its own that is on a disk. */
const ENTER = `${NSPAWN_SETUP}
mount -t tmpfs tmpfs /run/systemd
exec "$@"
`;

export interface Entered {
    readonly root: string;
    /** Whether the root directory itself stays as it is. Several can be inside it at a time then. */
    readonly readOnly: boolean;
    /** Folders of this machine by their paths inside. The paths exist in the root directory. */
    readonly folders?: Readonly<Record<string, string>>;
    readonly onLine?: (line: string) => void;
}

/**
 * Runs a program as root, without a boot: like chroot, with mounts of its own and this machine's network. Nothing of this
 * machine's environment gets inside. Whatever the program leaves running ends with it.
 */
export const enter = (
    program: readonly string[],
    { root, readOnly, folders = {}, onLine }: Entered,
): Promise<Finished> =>
    run(
        "unshare",
        [
            ...["--mount", "--propagation", "private", "sh", "-c", ENTER, "sh"],
            ...["systemd-nspawn", "--quiet", `--directory=${root}`, ...(readOnly ? ["--read-only"] : [])],
            ...["--register=no", "--keep-unit", "--pipe", "--as-pid2"],
            ...[readOnly ? "--resolv-conf=bind-host" : "--resolv-conf=replace-host", "--timezone=off"],
            ...[`--bind-ro=${authorities()}:${CERTIFICATES}`, ...["--tmpfs=/tmp:mode=1777"]],
            ...Object.entries(authorityVariables(CERTIFICATES)).map(
                ([name, file]) => `--setenv=${name}=${file}`,
            ),
            ...Object.entries(folders).map(([inside, outside]) => `--bind=${outside}:${inside}`),
            ...program,
        ],
        { onLine },
    );
