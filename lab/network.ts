/**
 * A private network that nothing outside this machine can reach: one namespace with a bridge for the AWS stand-ins, and
 * one namespace for each host.
 */
import { command } from "./command";

/** Addresses as in the production stack's VPC, 10.20.0.0/16. */
export const ADDRESSES = {
    gateway: "10.20.0.1",
    /** In a VPC, AWS's resolver has the second address. */
    resolver: "10.20.0.2",
    aws: "10.20.0.3",
    mirror: "10.20.0.4",
    loadBalancer: "10.20.0.10",
    loadBalancerPeer: "10.20.1.10",
    cdn: "10.20.0.11",
    database: "10.20.200.20",
    cache: "10.20.200.30",
    mail: "10.20.200.40",
    /** The gateway to the internet. */
    internet: "198.51.100.1",
    /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html */
    metadata: "169.254.169.254",
} as const;

/** Prefix lengths of the networks whose gateway is the bridge. */
const WIDTHS: Readonly<Record<string, number>> = { gateway: 16, internet: 24 };

/** A user's address on the internet. */
export const CLIENT = "198.51.100.7";

/** Arguments of `ip` to run a program inside a namespace. */
export const entering = (namespace: string, program: readonly string[]): string[] => [
    ...["netns", "exec", namespace],
    ...program,
];

const inside = (namespace: string, ...args: string[]): string => command("ip", ["-n", namespace, ...args]);

export class Network {
    /** Namespace of the AWS stand-ins. */
    readonly cloud: string;
    /** Namespace of a user on the internet. */
    readonly client: string;
    private readonly namespaces: string[] = [];

    constructor(private readonly id: string) {
        this.cloud = this.addNamespace("cloud");
        inside(this.cloud, "link", "add", "vpc", "type", "bridge");
        inside(this.cloud, "link", "set", "vpc", "up");
        for (const [name, address] of Object.entries(ADDRESSES)) {
            inside(this.cloud, "address", "add", `${address}/${WIDTHS[name] ?? 32}`, "dev", "vpc");
        }
        this.client = this.addHost("client", CLIENT, { width: 24, gateway: ADDRESSES.internet });
    }

    /** Adds a namespace with one interface of this address on the network. Returns its name. */
    addHost(
        name: string,
        address: string,
        { width, gateway }: { readonly width: number; readonly gateway: string } = {
            width: 16,
            gateway: ADDRESSES.gateway,
        },
    ): string {
        const namespace = this.addNamespace(name);
        const port = `p-${name}`.slice(0, 15);
        inside(this.cloud, "link", "add", port, "type", "veth", "peer", "name", "ens5", "netns", namespace);
        inside(this.cloud, "link", "set", port, "master", "vpc", "up");
        inside(namespace, "address", "add", `${address}/${width}`, "dev", "ens5");
        inside(namespace, "link", "set", "ens5", "up");
        inside(namespace, "route", "add", "default", "via", gateway);
        return namespace;
    }

    removeHost(namespace: string): void {
        command("ip", ["netns", "delete", namespace]);
        this.namespaces.splice(this.namespaces.indexOf(namespace), 1);
    }

    remove(): void {
        for (const namespace of this.namespaces.splice(0).reverse()) {
            command("ip", ["netns", "delete", namespace]);
        }
    }

    private addNamespace(name: string): string {
        const namespace = `hrms-${this.id}-${name}`;
        command("ip", ["netns", "add", namespace]);
        this.namespaces.push(namespace);
        inside(namespace, "link", "set", "lo", "up");
        return namespace;
    }
}
