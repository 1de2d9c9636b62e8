import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { GROUPS, isGroup, type Connection, type Group, type Peer } from "./connections";

/** The groups that other components attach. They exist whatever the settings are. */
const ALWAYS = [
    "loadBalancer",
    "web",
    "worker",
    "functions",
    "databaseProxy",
    "database",
    "cache",
] as const satisfies readonly Group[];

export type SecurityGroups = Readonly<Record<(typeof ALWAYS)[number], pulumi.Output<string>>> &
    Readonly<Partial<Record<Group, pulumi.Output<string>>>>;

interface Place {
    readonly vpcId: pulumi.Input<string>;
    /** Addresses of S3 in the region. */
    readonly s3PrefixListId: pulumi.Input<string>;
}

/**
 * The groups that other components attach and those that the connections name, with a rule at each end of every
 * connection. A group without rules allows nothing, because the provider removes AWS's default rule that allows all
 * outgoing traffic.
 */
export function createSecurityGroups(
    name: string,
    connections: readonly Connection[],
    place: Place,
    opts: pulumi.CustomResourceOptions,
): SecurityGroups {
    const named = connections.flatMap(({ from, to }) => [...from, ...to]).filter(isGroup);
    const create = (group: Group): [Group, pulumi.Output<string>] => [
        group,
        new aws.ec2.SecurityGroup(
            `${name}-${kebab(group)}`,
            { vpcId: place.vpcId, description: GROUPS[group], tags: { Name: `${name}-${kebab(group)}` } },
            opts,
        ).id,
    ];
    const groups = Object.fromEntries([...new Set([...ALWAYS, ...named])].map(create)) as SecurityGroups;
    for (const { from, to, ports, protocol = "tcp", why } of connections) {
        for (const [client, server, port] of combinations(from, to, ports)) {
            createRules(name, { client, server, port, protocol, why }, groups, place, opts);
        }
    }
    return groups;
}

interface Rule {
    readonly client: Peer;
    readonly server: Peer;
    readonly port: number;
    readonly protocol: "tcp" | "udp";
    readonly why: string;
}

function createRules(
    name: string,
    { client, server, port, protocol, why }: Rule,
    groups: SecurityGroups,
    place: Place,
    opts: pulumi.CustomResourceOptions,
): void {
    const rule = (
        securityGroupId: pulumi.Input<string>,
        peer: Peer,
    ): aws.vpc.SecurityGroupIngressRuleArgs => ({
        securityGroupId,
        ...address(peer, groups, place),
        ipProtocol: protocol,
        fromPort: port,
        toPort: port,
        description: why,
    });
    const suffix = protocol === "tcp" ? String(port) : `${protocol}-${port}`;
    const [clientGroup, serverGroup] = [groups[client as Group], groups[server as Group]];
    if (serverGroup) {
        const ruleName = `${name}-${kebab(server)}-from-${kebab(client)}-${suffix}`;
        new aws.vpc.SecurityGroupIngressRule(ruleName, rule(serverGroup, client), opts);
    }
    if (clientGroup) {
        const ruleName = `${name}-${kebab(client)}-to-${kebab(server)}-${suffix}`;
        new aws.vpc.SecurityGroupEgressRule(ruleName, rule(clientGroup, server), opts);
    }
}

function address(
    peer: Peer,
    groups: SecurityGroups,
    { s3PrefixListId }: Place,
): Pick<aws.vpc.SecurityGroupIngressRuleArgs, "cidrIpv4" | "prefixListId" | "referencedSecurityGroupId"> {
    if (isGroup(peer)) {
        return { referencedSecurityGroupId: groups[peer] };
    }
    return peer === "s3"
        ? { prefixListId: s3PrefixListId }
        : { cidrIpv4: peer === "internet" ? "0.0.0.0/0" : peer };
}

function combinations(
    clients: readonly Peer[],
    servers: readonly Peer[],
    ports: readonly number[],
): [client: Peer, server: Peer, port: number][] {
    return clients.flatMap((client) =>
        servers.flatMap((server) => ports.map((port): [Peer, Peer, number] => [client, server, port])),
    );
}

const kebab = (peer: Peer): string => peer.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
