import { type Mutations, on } from "./mutation";

const HTTPS = "hrms-network-load-balancer-from-internet-443";
const WEB = "hrms-network-web-from-load-balancer-443";
const DATABASE = "hrms-network-database-from-web-3306";
const CACHE = "hrms-network-cache-from-worker-6379";
const LOAD_BALANCER = "hrms-network-load-balancer";

const WEB_PORTS = "security-group-only-public-web-ports";
const SSH = "security-group-no-ssh-from-world";
const DATABASE_ACCESS = "database-ingress-only-from-app";
const CACHE_ACCESS = "cache-ingress-only-from-app";

/** Opens it to addresses as the only source. */
const from = (cidrIpv4: string) => ({ referencedSecurityGroupId: undefined, cidrIpv4 });
const ports = (fromPort: number, toPort = fromPort) => ({ fromPort, toPort });

const publicly = on(HTTPS, {
    "firewall: port 81": { set: ports(81), violates: [WEB_PORTS] },
    "firewall: port 444": { set: ports(444), violates: [WEB_PORTS] },
    "firewall: ports 80 to 443": { set: ports(80, 443), violates: [WEB_PORTS] },
    "firewall: ports 443 to 444": { set: ports(443, 444), violates: [WEB_PORTS] },
    "firewall: UDP": { set: { ipProtocol: "udp" }, violates: [WEB_PORTS] },
    "firewall: everything": {
        set: { ipProtocol: "-1", fromPort: undefined, toPort: undefined },
        violates: [WEB_PORTS, SSH],
    },
    "firewall: half of the internet": {
        set: { ...ports(8000), cidrIpv4: "0.0.0.0/1" },
        violates: [WEB_PORTS],
    },
    "firewall: SSH": { set: ports(22), violates: [SSH] },
    "firewall: SSH over IPv6": {
        set: { ...ports(22), cidrIpv4: undefined, cidrIpv6: "::/0" },
        violates: [SSH],
    },
    "firewall: SSH from 512 addresses": {
        set: { ...ports(22), cidrIpv4: "203.0.112.0/23" },
        violates: [SSH],
    },
    "firewall: ports 21 to 22 from one address": {
        set: { ...ports(21, 22), cidrIpv4: "203.0.113.7/32" },
        violates: [WEB_PORTS],
    },
    "firewall: a prefix list": {
        set: { ...ports(8000), cidrIpv4: undefined, prefixListId: "pl-0123456789abcdef0" },
        violates: [WEB_PORTS],
    },
    "firewall: no description": {
        set: { description: undefined },
        violates: ["security-group-rule-described"],
    },
});

const web = on(WEB, {
    "web hosts: SSH from the internet": {
        set: { ...from("0.0.0.0/0"), ...ports(22) },
        violates: [SSH],
    },
    "web hosts: Django's own port from the internet": {
        set: { ...from("0.0.0.0/0"), ...ports(8000) },
        violates: [WEB_PORTS],
    },
});

const database = on(DATABASE, {
    "database: open to the network": { set: from("10.20.0.0/16"), violates: [DATABASE_ACCESS] },
    "database: open to one address": { set: from("10.20.0.10/32"), violates: [DATABASE_ACCESS] },
    "database: open to the internet": {
        set: from("0.0.0.0/0"),
        violates: [DATABASE_ACCESS, WEB_PORTS],
    },
    "database: open to an office": {
        set: from("203.0.113.0/29"),
        violates: [DATABASE_ACCESS, WEB_PORTS],
    },
    "database: also open on the next port": { set: { toPort: 3307 }, violates: [DATABASE_ACCESS] },
    "database: all ports": {
        set: { ipProtocol: "-1", fromPort: undefined, toPort: undefined },
        violates: [DATABASE_ACCESS],
    },
    "database: open to the load balancer": {
        refers: { referencedSecurityGroupId: [LOAD_BALANCER] },
        violates: [DATABASE_ACCESS],
    },
    "database: open to a group by its id": {
        set: { referencedSecurityGroupId: "sg-0123456789abcdef0" },
        violates: [DATABASE_ACCESS],
    },
});

const cache = on(CACHE, {
    "cache: open to the network": { set: from("10.20.0.0/16"), violates: [CACHE_ACCESS] },
    "cache: open to a private subnet": { set: from("10.20.0.0/19"), violates: [CACHE_ACCESS] },
    "cache: also open on the port before": { set: { fromPort: 6378 }, violates: [CACHE_ACCESS] },
    "cache: open to the load balancer": {
        refers: { referencedSecurityGroupId: [LOAD_BALANCER] },
        violates: [CACHE_ACCESS],
    },
    "cache: open to the internet": { set: from("0.0.0.0/0"), violates: [CACHE_ACCESS, WEB_PORTS] },
});

const groups = on("hrms-network-web", {
    "web hosts: a rule in the group itself": {
        set: {
            ingress: [
                {
                    protocol: "tcp",
                    ...ports(443),
                    cidrBlocks: ["10.20.0.0/16"],
                    description: "Health checks",
                },
            ],
        },
        violates: ["security-group-rules-managed-once"],
    },
    "web hosts: the group's default description": {
        set: { description: "Managed by Pulumi" },
        violates: ["security-group-rule-described"],
    },
});

export const firewall: readonly Mutations[] = [publicly, web, database, cache, groups];
