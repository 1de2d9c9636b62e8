import type { Settings } from "../../config";
import { maxWorkerHosts } from "../../config/background";
import { HTTPS, MAIL_SUBMISSION } from "../../config/ports";
import { planSubnets } from "./subnet-plan";

/**
 * The security groups. AWS takes letters, digits, spaces and `._-:/()#,@[]+=&;{}!$*` in these texts, up to 255, and
 * replaces a group whose description changes.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
 */
export const GROUPS = {
    loadBalancer: "Load balancer: the only thing that the internet reaches",
    web: "Web hosts: Nginx and Django",
    worker: "Worker hosts: Celery",
    functions: "The function that makes the database users",
    databaseProxy: "RDS Proxy, where it is on",
    database: "Database: MySQL",
    cache: "Cache and queue: Redis",
    endpoints: "AWS services reached inside the VPC",
    natInstance: "NAT instance: the way out of the private subnets",
} as const;

export type Group = keyof typeof GROUPS;

/** A security group, the internet, S3 through its gateway endpoint, or an IPv4 network. */
export type Peer = Group | "internet" | "s3" | (string & {});

/** Which peers can open connections to which. Each pair creates a rule at each end that is one of our groups. */
export interface Connection {
    readonly from: readonly Peer[];
    readonly to: readonly Peer[];
    readonly ports: readonly number[];
    /** @defaultValue - tcp */
    readonly protocol?: "tcp" | "udp";
    /** Becomes the rules' description; the same letters as in {@link GROUPS}. */
    readonly why: string;
}

export type ConnectionSettings = Pick<
    Settings,
    | "adminCidrs"
    | "backgroundTasks"
    | "availabilityZones"
    | "databaseProxy"
    | "emailUrl"
    | "guardDuty"
    | "interfaceEndpoints"
    | "nat"
    | "outgoingPorts"
    | "vpcCidr"
    | "workerMaxHosts"
>;

/** The groups of hosts that the stack has. A rule for other hosts would be open to anything that gets their group. */
const hostsOf = (settings: ConnectionSettings): readonly Group[] =>
    maxWorkerHosts(settings) > 0 ? ["web", "worker"] : ["web"];
const MYSQL = 3306;
const REDIS = 6379;
const SSH = 22;

/**
 * All connections that the stack allows. IPv6 is not used: everybody who uses an HRMS has IPv4, the VPC has no IPv6
 * addresses, and every rule would exist twice. DNS and time come from inside the VPC, where security groups do not apply.
 */
export function connections(settings: ConnectionSettings): Connection[] {
    const { adminCidrs, databaseProxy } = settings;
    const hosts = hostsOf(settings);
    return [
        {
            from: ["internet"],
            to: ["loadBalancer"],
            ports: [HTTPS, 80],
            why: "People use the HRMS; port 80 only sends them on to 443",
        },
        {
            from: ["loadBalancer"],
            to: ["web"],
            ports: [HTTPS],
            why: "Requests and health checks, encrypted again on the way to the hosts",
        },
        {
            // Hosts only have private addresses, so these networks are connected by VPN or peering.
            from: adminCidrs,
            to: hosts,
            ports: [SSH],
            why: "Administrators with a key, from a network of theirs",
        },
        {
            from: hosts,
            to: [databaseProxy ? "databaseProxy" : "database"],
            ports: [MYSQL],
            why: "The application and its migrations",
        },
        {
            // Not through the proxy, which only accepts users that exist.
            from: ["functions"],
            to: ["database"],
            ports: [MYSQL],
            why: "Makes the database users",
        },
        ...when(databaseProxy, {
            from: ["databaseProxy"],
            to: ["database"],
            ports: [MYSQL],
            why: "Connections that the proxy holds open for the hosts",
        }),
        { from: hosts, to: ["cache"], ports: [REDIS], why: "Cache, sessions and the queue of Celery" },
        ...outbound(settings),
        ...requested(settings),
    ];
}

/** What a project asks for. Without a way out of the VPC, its servers are in networks that a VPN or peering connects. */
function requested(settings: ConnectionSettings): Connection[] {
    const { availabilityZones, nat, outgoingPorts, vpcCidr } = settings;
    const privateSubnets = planSubnets(vpcCidr, availabilityZones).map((zone) => zone.private);
    return (["tcp", "udp"] as const).flatMap((protocol) => {
        const ports = outgoingPorts
            .filter((port) => port.startsWith(protocol))
            .map((port) => Number(port.slice(protocol.length + 1)));
        const why = "Asked for by hrms:outgoingPorts";
        return [
            { from: hostsOf(settings), to: ["internet"], ports, protocol, why },
            ...when(nat === "instance", { from: privateSubnets, to: ["natInstance"], ports, protocol, why }),
            ...when(nat === "instance", { from: ["natInstance"], to: ["internet"], ports, protocol, why }),
        ];
    });
}

/** Outgoing connections of every stack. All go to TLS ports. Their addresses are not known in advance. */
function outbound(settings: ConnectionSettings): Connection[] {
    const { availabilityZones, emailUrl, guardDuty, interfaceEndpoints, nat, vpcCidr } = settings;
    const hosts = hostsOf(settings);
    const insiders = [...hosts, "functions"] as const;
    const mail = emailUrl === undefined ? [] : MAIL_SUBMISSION;
    const privateSubnets = planSubnets(vpcCidr, availabilityZones).map((zone) => zone.private);
    return [
        ...when(nat !== "none", {
            from: insiders,
            to: ["internet"],
            ports: [HTTPS],
            why: "AWS services, package mirrors and error tracking",
        }),
        ...when(nat !== "none", {
            from: hosts,
            to: ["internet"],
            ports: mail,
            why: "The mail server, with TLS",
        }),
        ...when(nat === "instance", {
            from: privateSubnets,
            to: ["natInstance"],
            ports: [HTTPS, ...mail],
            why: "On the way from the private subnets to the internet",
        }),
        ...when(nat === "instance", {
            from: ["natInstance"],
            to: ["internet"],
            ports: [HTTPS, ...mail],
            why: "What the private subnets send, and its own updates",
        }),
        ...when(nat === "none", {
            from: insiders,
            to: ["s3"],
            ports: [HTTPS],
            why: "Releases and media, by the gateway endpoint",
        }),
        ...when(nat === "none" && guardDuty === "here", {
            // GuardDuty makes the endpoint of its agent itself, with a security group of its own.
            // https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ec2-support.html
            from: hosts,
            to: privateSubnets,
            ports: [HTTPS],
            why: "The agent of GuardDuty",
        }),
        ...when(interfaceEndpoints.length > 0, {
            from: insiders,
            to: ["endpoints"],
            ports: [HTTPS],
            why: "AWS services inside the VPC",
        }),
        ...when(interfaceEndpoints.includes("email-smtp"), {
            from: hosts,
            to: ["endpoints"],
            ports: MAIL_SUBMISSION,
            why: "Mail by SES inside the VPC",
        }),
    ];
}

const when = (condition: boolean, connection: Connection): Connection[] => (condition ? [connection] : []);

export const isGroup = (peer: Peer): peer is Group => peer in GROUPS;
