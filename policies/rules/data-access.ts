/** Who may connect to database and cache: by security group of the stack alone, never by address. */
import {
    cidrsOf,
    inlineOpenings,
    isExactly,
    type Opening,
    openingOfIngressRule,
    openingOfRule,
} from "../aws/ingress";
import { on, stackPolicy, type StackRule } from "../policy";
import * as types from "../resource-types";
import type { Node, Resource, Stack } from "../stack";
import { decide, faultIf, type Findings, known, surely } from "../verdict";

/** What listens behind a security group. */
interface Server {
    readonly port: () => number;
}
type ServersBehind = (group: Resource, stack: Stack) => readonly Server[];

/**
 * Whether the group is that of a host, a function or a database proxy of the stack. That it is one of the application's
 * can't be told; but whatever else the stack runs there, it is known, and no other stack's or person's machine.
 */
function isCarried(group: Resource, stack: Stack): boolean {
    const carriers: readonly (readonly Node<object>[])[] = [
        stack.referring(types.launchTemplate, "networkInterfaces", group),
        stack.referring(types.launchTemplate, "vpcSecurityGroupIds", group),
        stack.referring(types.instance, "vpcSecurityGroupIds", group),
        stack.referring(types.instance, "securityGroups", group),
        stack.referring(types.lambdaFunction, "vpcConfig", group),
        stack.referring(types.databaseProxy, "vpcSecurityGroupIds", group),
    ];
    return carriers.some((found) => found.length > 0);
}

/** An id that is written out must be that of a client; one that is unknown yet came by a reference. */
function listsAnother({ ingress: { securityGroups = [] }, clients }: Opening): boolean {
    return [...securityGroups.keys()].some((index) =>
        surely(() => !clients.some(({ props }) => arnOf(props).endsWith(`/${securityGroups[index] ?? ""}`))),
    );
}

const arnOf = (props: object): string => String((props as { readonly arn?: unknown }).arn);

function judgeOpening(opening: Opening, servers: readonly Server[], stack: Stack): Findings {
    const { ingress, place, clients } = opening;
    return [
        ...faultIf(
            `${place} lets in addresses, not a security group`,
            () => cidrsOf(ingress).length > 0 || (ingress.prefixListIds ?? []).length > 0,
        ),
        ...faultIf(
            `${place} lets in what no host, function or database proxy of the stack carries`,
            () =>
                listsAnother(opening) ||
                clients.some((client) => !isCarried(client, stack)) ||
                (clients.length === 0 && cidrsOf(ingress).length === 0),
        ),
        ...faultIf(
            `${place} is for more than the port of what it leads to`,
            () => !servers.some(({ port }) => isExactly(ingress, port())),
        ),
    ];
}

/** Judges every opening that leads to a server. */
function onOpeningsTo(serversBehind: ServersBehind): StackRule[] {
    const judge = (groups: readonly Resource[], openings: () => readonly Opening[], stack: Stack) => {
        const servers = groups.flatMap((group) => serversBehind(group, stack));
        if (servers.length === 0) return [];
        return decide(() => openings().flatMap((opening) => judgeOpening(opening, servers, stack)));
    };
    const target = (rule: Resource, stack: Stack) =>
        stack.referred(rule, "securityGroupId", types.securityGroup);
    return [
        on(types.securityGroup, (group, stack) => judge([group], () => inlineOpenings(group, stack), stack)),
        on(types.securityGroupRule, (rule, stack) =>
            judge(target(rule, stack), () => openingOfRule(rule, stack), stack),
        ),
        on(types.ingressRule, (rule, stack) =>
            judge(target(rule, stack), () => openingOfIngressRule(rule, stack), stack),
        ),
    ];
}

/** Without a group of the stack, nobody can tell who is let in. */
function judgeGroups(property: string) {
    return (server: Resource, stack: Stack): Findings =>
        faultIf(
            `${property} refers to no security group of the stack`,
            () => stack.referred(server, property, types.securityGroup).length === 0,
        );
}

/** By the beginning of the engine's name. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const DATABASE_PORTS: Readonly<Record<string, number>> = {
    mysql: 3306,
    mariadb: 3306,
    "aurora-mysql": 3306,
    postgres: 5432,
    "aurora-postgresql": 5432,
    oracle: 1521,
    sqlserver: 1433,
    db2: 50_000,
};

/** The port that is given, or the engine's own: during a preview, RDS has not filled it in yet. */
function databasePort({
    port,
    engine,
}: {
    port: () => number | undefined;
    engine: () => string | undefined;
}) {
    return (): number => {
        const given = known(port);
        if (given !== undefined) return given;
        const name = (engine() ?? "").toLowerCase();
        return Object.entries(DATABASE_PORTS).find(([prefix]) => name.startsWith(prefix))?.[1] ?? 0;
    };
}

const databasesBehind: ServersBehind = (group, stack) => [
    ...[
        ...stack.referring(types.databaseInstance, "vpcSecurityGroupIds", group),
        ...stack.referring(types.databaseCluster, "vpcSecurityGroupIds", group),
    ].map(({ props }) => ({
        port: databasePort({ port: () => props.port, engine: () => props.engine }),
    })),
    // A proxy listens on the port of its family: MYSQL, POSTGRESQL or SQLSERVER.
    ...stack.referring(types.databaseProxy, "vpcSecurityGroupIds", group).map(({ props }) => ({
        port: databasePort({ port: () => undefined, engine: () => props.engineFamily }),
    })),
];

export const databaseIngressOnlyFromApp = stackPolicy({
    name: "database-ingress-only-from-app",
    checklist: "security.database.restricted-access",
    severity: "critical",
    onUnknown: "deny",
    requires:
        "Databases let in hosts, functions and database proxies of the stack, by security group, and to their own port.",
    otherwise:
        "Whoever gets a foothold in the network, or an address that is listed, may try passwords on the payroll.",
    remedy: "Give the database a security group of its own, and each client a rule with the client's group as the source.",
    equivalents: ["cdk-nag:RDS8"],
    rules: [
        on(types.databaseInstance, judgeGroups("vpcSecurityGroupIds")),
        on(types.databaseCluster, judgeGroups("vpcSecurityGroupIds")),
        on(types.databaseProxy, judgeGroups("vpcSecurityGroupIds")),
        ...onOpeningsTo(databasesBehind),
    ],
});

const cachesBehind: ServersBehind = (group, stack) =>
    [
        ...stack.referring(types.replicationGroup, "securityGroupIds", group),
        ...stack.referring(types.cacheCluster, "securityGroupIds", group),
    ].map(({ props }) => ({
        port: () => known(() => props.port) ?? (props.engine === "memcached" ? 11_211 : 6379),
    }));

export const cacheIngressOnlyFromApp = stackPolicy({
    name: "cache-ingress-only-from-app",
    checklist: "security.server.firewall",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Caches and queues let in hosts and functions of the stack, by security group, and to their own port.",
    otherwise: "Whoever reaches Redis reads people's sessions, and puts tasks of his own into the queue.",
    remedy: "Give the cache a security group of its own, and each client a rule with the client's group as the source.",
    rules: [
        on(types.replicationGroup, judgeGroups("securityGroupIds")),
        on(types.cacheCluster, (cluster, stack) =>
            // A member has the groups of what it is a member of.
            stack.gives(cluster, "replicationGroupId") ? [] : judgeGroups("securityGroupIds")(cluster, stack),
        ),
        ...onOpeningsTo(cachesBehind),
    ],
});
