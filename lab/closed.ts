/**
 * The network of a stack without a way out (`hrms:nat none`): hosts reach what its security groups and endpoints let them
 * reach, and everything else is dropped and recorded. As in AWS, the resolver still answers names of the Internet.
 */
import { readFileSync } from "node:fs";
import type { Settings } from "../config";
import { connections, type Peer } from "../components/network/connections";
import { command } from "./command";
import { image } from "./image";
import { ADDRESSES, entering, type Network } from "./network";

/** Where names of the Internet lead. */
const OUTSIDE = "198.51.100.99";

/** The hosts' addresses: see `Lab.launch`. */
const HOSTS = "10.20.100.0/24";

/** Addresses of AWS's services, by DNS name with all below it. */
export function closedNames({ interfaceEndpoints, region }: Settings): Record<string, string> {
    const inside = [...interfaceEndpoints, "s3"].map((service) => `${service}.${region}.amazonaws.com`);
    return { ...Object.fromEntries(inside.map((name) => [name, ADDRESSES.aws])), "#": OUTSIDE };
}

/** Where a peer of a web host is in the lab. */
function addressOf(peer: Peer): string {
    const stand: Readonly<Record<string, string>> = {
        endpoints: ADDRESSES.aws,
        s3: ADDRESSES.aws,
        database: ADDRESSES.database,
        cache: ADDRESSES.cache,
    };
    return stand[peer] ?? peer;
}

/** What the group of web hosts lets out, as nftables has it. */
const allowed = (settings: Settings): string[] =>
    connections(settings)
        .filter(({ from }) => from.includes("web"))
        .flatMap(({ to, ports, protocol = "tcp" }) =>
            to.flatMap((peer) =>
                ports.map((port) => `ip daddr ${addressOf(peer)} ${protocol} dport ${port} accept`),
            ),
        );

/** Reachable from every EC2 host, whatever its groups are. */
const ALWAYS = [
    `ip daddr ${ADDRESSES.resolver} udp dport 53 accept`,
    `ip daddr ${ADDRESSES.resolver} tcp dport 53 accept`,
    `ip daddr ${ADDRESSES.metadata} tcp dport 80 accept`,
];

/** A VPC delivers no multicast. Debian asks its neighbours for names until our files are there. */
const UNDELIVERED = "ip daddr 224.0.0.0/4 drop";

export class ClosedNetwork {
    private constructor(
        private readonly network: Network,
        /** Root directory of an image with nftables: the machine that runs the lab may have none. */
        private readonly root: string,
        private readonly resolverLog: string,
        private readonly known: readonly string[],
    ) {}

    /** @param known - names that lead into the lab */
    static async close(
        network: Network,
        settings: Settings,
        resolverLog: string,
        known: readonly string[],
    ): Promise<ClosedNetwork> {
        const closed = new ClosedNetwork(network, await image("golden"), resolverLog, known);
        closed.nft(
            ["-f", "-"],
            `table ip closed {
    set tried { type ipv4_addr . inet_proto . inet_service; flags dynamic; }
    chain out {
        type filter hook prerouting priority filter; policy accept;
        ip saddr != ${HOSTS} accept
        ct state established,related accept
        ${[...ALWAYS, ...allowed(settings), UNDELIVERED].join("\n        ")}
        update @tried { ip daddr . meta l4proto . th dport } drop
    }
}`,
        );
        return closed;
    }

    /** What hosts tried to reach and could not, such as `203.0.113.7 tcp 443`. */
    get refused(): string[] {
        const { nftables } = JSON.parse(this.nft(["--json", "list", "set", "ip", "closed", "tried"])) as {
            nftables: readonly { set?: { elem?: readonly { concat: readonly (string | number)[] }[] } }[];
        };
        return nftables.flatMap(({ set }) => set?.elem ?? []).map(({ concat }) => concat.join(" "));
    }

    /** Names of the Internet that hosts asked for. */
    get asked(): string[] {
        const log = readFileSync(this.resolverLog, "utf8");
        const names = [...log.matchAll(/query\[\w+\] (\S+) from 10\.20\.100\./g)].map(
            ([, name = ""]) => name,
        );
        const isKnown = (name: string): boolean =>
            this.known.some((known) => name === known || name.endsWith(`.${known}`));
        return [...new Set(names)].filter((name) => !isKnown(name)).sort();
    }

    private nft(args: readonly string[], input?: string): string {
        return command("ip", entering(this.network.cloud, ["chroot", this.root, "nft", ...args]), input);
    }
}
