import type { Settings } from "../../config";
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

/** A group, the internet, S3 by its gateway endpoint, or an IPv4 network. */
export type Peer = Group | "internet" | "s3" | (string & {});

/** Who may open a TCP connection to whom. Every pair makes a rule at each end that is one of our groups. */
export interface Connection {
    readonly from: readonly Peer[];
    readonly to: readonly Peer[];
    readonly ports: readonly number[];
    /** Becomes the rules' description; the same letters as in {@link GROUPS}. */
    readonly why: string;
}

export type ConnectionSettings = Pick<
    Settings,
    | "adminCidrs"
    | "availabilityZones"
    | "databaseProxy"
    | "emailUrl"
    | "interfaceEndpoints"
    | "nat"
    | "vpcCidr"
    | "workerMaxHosts"
>;

/** The groups of hosts that there are: a rule for hosts that do not exist would be open to whatever gets their group. */
const hostsOf = ({ workerMaxHosts }: ConnectionSettings): readonly Group[] =>
    workerMaxHosts > 0 ? ["web", "worker"] : ["web"];
const HTTPS = 443;
const MYSQL = 3306;
const REDIS = 6379;
const SSH = 22;
/** With TLS from the start, and by STARTTLS. Never 25, which is between mail servers, and between spammers. */
const MAIL_SUBMISSION = [465, 587];

/**
 * All connections of the stack, and nothing else may be connected. IPv6 is not used: nobody lacks IPv4 on the way to
 * an HRMS, the VPC has no IPv6 addresses, and every rule would exist twice. DNS and time come from inside the VPC,
 * where security groups do not apply.
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
            // Hosts have private addresses only, so these networks come by VPN or peering.
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
            // Not by the proxy, which only lets in users that exist.
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
    ];
}

/** The way out: all of it is to TLS ports; whose address, nobody can say beforehand. */
function outbound(settings: ConnectionSettings): Connection[] {
    const { availabilityZones, emailUrl, interfaceEndpoints, nat, vpcCidr } = settings;
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
