import { whyMissing } from "../system/missing";

const NEEDED = {
    "systemd-nspawn": "systemd-container",
    mmdebstrap: "mmdebstrap",
    dnsmasq: "dnsmasq-base",
    nginx: "nginx-light",
    mariadbd: "mariadb-server",
    "redis-server": "redis-server",
    openssl: "openssl",
    python3: "python3-venv",
    ip: "iproute2",
    curl: "curl",
    ssh: "openssh-client",
};

/** Why this machine cannot boot hosts; undefined if it can. */
export function whyNoMachines(): string | undefined {
    const isRootOnLinux = process.getuid?.() === 0 && process.platform === "linux";
    return isRootOnLinux ? whyMissing(NEEDED) : "booting machines takes root on Linux";
}
