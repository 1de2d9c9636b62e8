/** Only security groups of the stack give access to the database and the cache, never addresses. */
import { cachesBehind, databasesBehind, type Server, type ServersBehind } from "../aws/data-servers";
import { type Role, rolesOf } from "../aws/group-carriers";
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
import { decide, faultIf, type Findings, known, notInThisStack, surely } from "../verdict";

/** Names of clients that are not the application, by the role of their security group. */
const OTHERS: Readonly<Record<Exclude<Role, "application">, string>> = {
    data: "the security group of a database, cache or queue",
    "way in": "the security group of a load balancer or another way in",
};

/**
 * A policy can't tell whether a host, a container or a function belongs to the application. But it belongs to the
 * stack, and not to another stack or a person.
 */
function judgeClient(client: Node<object>, place: string, stack: Stack): Findings {
    const roles = rolesOf(client, stack);
    if (roles.includes("application")) return [];
    const [other] = roles.flatMap((role) => (role === "application" ? [] : OTHERS[role]));
    const who = other ?? "a security group that nothing in this stack uses";
    return [{ outcome: "failed", fault: `${place} lets in ${who}` }];
}

/** A literal id must be a client's. An unknown id comes from a reference. */
function listsAnother({ ingress: { securityGroups = [] }, clients }: Opening): boolean {
    const isOf = (id: string) => (client: Node<object>) =>
        surely(() => arnOf(client.props).endsWith(`/${id}`));
    const ids = [...securityGroups.keys()].map((index) => known(() => securityGroups[index]));
    return ids.some((id) => id !== undefined && !clients.some(isOf(id)));
}

const arnOf = (props: object): string => String((props as { readonly arn?: unknown }).arn);

function judgeOpening(opening: Opening, servers: readonly Server[], stack: Stack): Findings {
    const { ingress, place, clients, source, letsInOthers } = opening;
    return [
        ...faultIf(
            `${place} lets in addresses, not a security group`,
            () => cidrsOf(ingress).length > 0 || (ingress.prefixListIds ?? []).length > 0,
        ),
        ...clients.flatMap((client) => judgeClient(client, place, stack)),
        ...decide(() => {
            if (letsInOthers() || listsAnother(opening)) return notInThisStack(source);
            const isEmpty = clients.length === 0 && cidrsOf(ingress).length === 0;
            return isEmpty
                ? [{ outcome: "failed", fault: `${place} names no security group of the stack` }]
                : [];
        }),
        ...faultIf(
            `${place} opens more than the server's own port`,
            () => !servers.some(({ port }) => isExactly(ingress, port())),
        ),
    ];
}

/** Judges every rule that opens a server. */
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

/** Without a security group of the stack, a policy can't tell who has access. */
function judgeGroups(property: string) {
    return (server: Resource, stack: Stack): Findings =>
        decide(() => {
            const groups = stack.required(server, property, types.securityGroup);
            if (groups.length === 0) {
                return [{ outcome: "failed", fault: `${property} has no security group of the stack` }];
            }
            // A single group of another stack can admit anybody.
            return stack.leadsOutside(server, property) ? notInThisStack(property) : [];
        });
}

export const databaseIngressOnlyFromApp = stackPolicy({
    name: "database-ingress-only-from-app",
    checklist: "security.database.restricted-access",
    severity: "critical",
    onUnknown: "deny",
    requires:
        "Databases admit only hosts, containers, functions and database proxies of the stack, by security group, and " +
        "only on their own port.",
    otherwise: "Anyone inside the network, or at a listed address, can try passwords on the payroll.",
    remedy: "Give the database its own security group, with one rule per client and the client's group as the source.",
    rules: [
        on(types.databaseInstance, judgeGroups("vpcSecurityGroupIds")),
        on(types.databaseCluster, judgeGroups("vpcSecurityGroupIds")),
        on(types.databaseProxy, judgeGroups("vpcSecurityGroupIds")),
        ...onOpeningsTo(databasesBehind),
    ],
});

export const cacheIngressOnlyFromApp = stackPolicy({
    name: "cache-ingress-only-from-app",
    checklist: "security.server.firewall",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Caches and queues admit only hosts, containers and functions of the stack, by security group, and only on their own port.",
    otherwise: "Anyone who reaches Redis can read people's sessions and add tasks to the queue.",
    remedy: "Give the cache its own security group, with one rule per client and the client's group as the source.",
    rules: [
        on(types.replicationGroup, judgeGroups("securityGroupIds")),
        on(types.cacheCluster, (cluster, stack) =>
            // A member has the security groups of its replication group.
            stack.gives(cluster, "replicationGroupId") ? [] : judgeGroups("securityGroupIds")(cluster, stack),
        ),
        ...onOpeningsTo(cachesBehind),
    ],
});
