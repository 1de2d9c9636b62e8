import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { clusterScene, databaseScene, redisScene, replicaScene } from "../sound";
import { instanceScene, template } from "../sound-hosts";

const why = { description: "The application" };
const group = (name: string, changes = {}) => fixture(types.securityGroup, why)(changes, { name });
const ARN = "arn:aws:ec2:eu-central-1:123456789012:security-group";
/** Three groups that each have a client, and one group that nothing uses. */
const web = group("web");
const functions = group("functions");
const proxied = group("proxied");
const stray = group("stray");
type References = Readonly<Record<string, readonly Resource[]>>;
const host = (references: References) => template({}, { references });
const hosts = [host({ networkInterfaces: [web] }), web] as const;
const machine = (property: string): readonly Resource[] => {
    const [subject, ...others] = instanceScene({}, { references: { [property]: [web] } });
    return [subject, web, ...others];
};
const lambda = fixture(types.lambdaFunction)({}, { references: { vpcConfig: [functions] } });
/** The server behind the rules: its group, a scene with it, and its port. */
interface Kind {
    readonly server: Resource;
    readonly scene: (subject: Resource, ...others: readonly Resource[]) => Scene;
    readonly port: number;
}
function rulesTo({ server, scene, port }: Kind) {
    const target = { securityGroupId: [server] };
    const PORTS = { fromPort: port, toPort: port };
    const ingress = (changes: object, from: readonly Resource[], ...others: readonly Resource[]) =>
        scene(
            fixture(types.ingressRule, { ...why, ipProtocol: "tcp", ...PORTS })(
                { ...(from.length > 0 && { referencedSecurityGroupId: UNKNOWN }), ...changes },
                { references: { ...target, referencedSecurityGroupId: from } },
            ),
            ...others,
        );
    const older = (
        changes: Readonly<Record<string, unknown>>,
        from: readonly Resource[],
        ...others: readonly Resource[]
    ) =>
        scene(
            fixture(types.securityGroupRule, { ...why, type: "ingress", protocol: "tcp", ...PORTS })(
                changes,
                {
                    references: { ...target, sourceSecurityGroupId: from },
                },
            ),
            ...others,
        );
    return { ingress, older, PORTS };
}
const databaseGroup = group("database-firewall");
const database = {
    server: databaseGroup,
    scene: (subject: Resource, ...others: readonly Resource[]): Scene => [
        subject,
        ...databaseScene(),
        ...others,
    ],
    port: 3306,
};
const { ingress, older, PORTS } = rulesTo(database);
/** A scene whose database group has these inline rules. */
const inline = (rules: unknown, ...others: readonly Resource[]): Scene => [
    group("database-firewall", { ingress: rules }),
    ...databaseScene().filter(({ type }) => !types.securityGroup.tokens.includes(type)),
    ...others,
];
const inlineRule = (changes: object) => ({ ...why, protocol: "tcp", ...PORTS, ...changes });
const withReferences = ([subject, ...others]: Scene, references: References): Scene => [
    { ...subject, references: { ...subject.references, ...references } },
    ...others,
];
const platform = fixture(types.stackReference, {}, { name: "platform" })();
const noGroups = { vpcSecurityGroupIds: [] };
const foreignGroups = { vpcSecurityGroupIds: ["sg-0a"] };
const cluster = fixture({ tokens: ["aws:eks/cluster:Cluster"] })();
const proxy = fixture(types.databaseProxy, { engineFamily: "MYSQL", requireTls: true });
const proxyScene = (subject: Resource, ...others: readonly Resource[]): Scene => [
    subject,
    proxy({}, { references: { vpcSecurityGroupIds: [proxied] } }),
    proxied,
    ...others,
];
const toProxy = rulesTo({ server: proxied, scene: proxyScene, port: 3306 });
const cacheGroup = group("cache-firewall");
const toCache = rulesTo({
    server: cacheGroup,
    scene: (subject, ...others) => [subject, ...redisScene(), ...others],
    port: 6379,
});
const postgres = (subject: Resource, ...others: readonly Resource[]): Scene => [
    subject,
    ...clusterScene(),
    ...others,
];
const toPostgres = rulesTo({ server: databaseGroup, scene: postgres, port: 5432 });
const onOtherPort = rulesTo({
    server: databaseGroup,
    scene: (subject, ...others) => [subject, ...databaseScene({ port: 3307 }), ...others],
    port: 3307,
});
/** A replica behind the database's group. AWS fills in its engine and its port. */
const toReplica = (subject: Resource, ...others: readonly Resource[]): Scene => [
    subject,
    ...replicaScene({}, { engine: UNKNOWN, port: UNKNOWN }),
    ...others,
];
const besideReplica = rulesTo({ server: databaseGroup, scene: toReplica, port: 3306 });
function withComputed(scene: Scene, type: string, computed: object): Scene {
    return scene.map((one) => (one.type === type ? { ...one, computed } : one)) as unknown as Scene;
}

export const cases: CaseTable = {
    "database-ingress-only-from-app": {
        is: ["mandatory", "critical", "deny"],
        compliant: {
            "hosts of a launch template": ingress({}, [web], ...hosts),
            "hosts whose launch template names the group directly": ingress(
                {},
                [web],
                host({ vpcSecurityGroupIds: [web] }),
                web,
            ),
            "hosts that reach a database with a replica": besideReplica.ingress({}, [web], ...hosts),
            "a function": ingress({}, [functions], lambda, functions),
            "a database proxy": ingress(
                {},
                [proxied],
                proxy({}, { references: { vpcSecurityGroupIds: [proxied] } }),
                proxied,
            ),
            "hosts in a SecurityGroupRule": older({}, [web], ...hosts),
            "an egress SecurityGroupRule": older({ type: "egress", cidrBlocks: ["10.0.0.0/8"] }, []),
            "hosts in an inline rule": withReferences(
                inline([inlineRule({ securityGroups: [UNKNOWN] })], ...hosts),
                {
                    ingress: [web],
                },
            ),
            "an instance": ingress({}, [web], ...machine("vpcSecurityGroupIds")),
            "an instance that names the group in securityGroups": ingress(
                {},
                [web],
                ...machine("securityGroups"),
            ),
            "the group that EKS creates for its nodes": ingress({}, [cluster], cluster),
            "a host that shares the database's group": older(
                { self: true },
                [],
                host({ networkInterfaces: [databaseGroup] }),
            ),
            "a database without ingress rules": databaseScene(),
            "hosts that reach the port that the database listens on": onOtherPort.ingress(
                {},
                [web],
                ...hosts,
            ),
            "hosts that reach PostgreSQL": toPostgres.ingress({}, [web], ...hosts),
            "hosts that reach a proxy": toProxy.ingress({}, [web], ...hosts),
            "a network that reaches no database": [
                fixture(types.ingressRule, { ...why, ipProtocol: "tcp", ...PORTS, cidrIpv4: "10.0.0.0/8" })(
                    {},
                    { references: { securityGroupId: [stray] } },
                ),
                stray,
            ],
        },
        violating: {
            "a private network": ingress({ cidrIpv4: "10.0.0.0/16" }, []),
            "a single private address": ingress({ cidrIpv4: "10.0.0.7/32" }, []),
            "a private IPv6 network": ingress({ cidrIpv6: "fd00::/64" }, []),
            "a private network in a SecurityGroupRule": older({ cidrBlocks: ["10.0.0.0/16"] }, []),
            "a private network in an inline rule": inline([inlineRule({ cidrBlocks: ["10.0.0.0/16"] })]),
            "a network beside a group": older({ cidrBlocks: ["10.0.0.0/16"] }, [web], ...hosts),
            "a group that nothing uses": ingress({}, [stray], stray),
            "a group that nothing uses in an inline rule": withReferences(
                inline([inlineRule({ securityGroups: [UNKNOWN] })], stray),
                { ingress: [stray] },
            ),
            "the database's own group": older({ self: true }, []),
            "the database's own group beside the hosts' group": withReferences(
                inline([inlineRule({ securityGroups: [UNKNOWN], self: true })], ...hosts),
                { ingress: [web] },
            ),
            "the database's own group in an inline rule": inline([inlineRule({ self: true })]),
            "port 3305 as well": ingress({ fromPort: 3305 }, [web], ...hosts),
            "port 3307 as well": ingress({ toPort: 3307 }, [web], ...hosts),
            "another port": ingress({ fromPort: 22, toPort: 22 }, [web], ...hosts),
            "every port": ingress(
                { ipProtocol: "-1", fromPort: undefined, toPort: undefined },
                [web],
                ...hosts,
            ),
            UDP: ingress({ ipProtocol: "udp" }, [web], ...hosts),
            "MySQL's port for a PostgreSQL cluster": toPostgres.ingress(
                { fromPort: 3306, toPort: 3306 },
                [web],
                ...hosts,
            ),
            "a network that reaches a proxy": toProxy.ingress({ cidrIpv4: "10.0.0.0/16" }, []),
        },
        omitted: {
            "the groups of a database": ["fail", ...databaseScene({}, { references: noGroups })],
            "the groups of a cluster": ["fail", ...clusterScene({}, { references: noGroups })],
            "the groups of a proxy": ["fail", proxy()],
            "the source": ["fail", ...ingress({}, [])],
            "the port": ["fail", ...ingress({ fromPort: undefined, toPort: undefined }, [web], ...hosts)],
        },
        unknown: {
            "the port that RDS fills in": [
                "pass",
                ...withComputed(ingress({}, [web], ...hosts), "aws:rds/instance:Instance", { port: UNKNOWN }),
            ],
            "a rule's port": ["undetermined", ...ingress({ fromPort: UNKNOWN }, [web], ...hosts)],
            "inline rules that AWS fills in": [
                "pass",
                { ...databaseGroup, computed: { ingress: UNKNOWN } },
                ...inline([]).slice(1),
            ],
            "the group's id": ["pass", ...ingress({}, [web], ...hosts)],
        },
        outside: {
            "a database's group": databaseScene(foreignGroups, { references: noGroups }),
            "a cluster's group": clusterScene(foreignGroups, { references: noGroups }),
            "a proxy's group": [proxy(foreignGroups)],
            "one of two groups": databaseScene(
                { vpcSecurityGroupIds: [UNKNOWN, UNKNOWN] },
                { references: { vpcSecurityGroupIds: [databaseGroup, platform] }, others: [platform] },
            ),
            "a client's group by its id": ingress({ referencedSecurityGroupId: "sg-0123456789" }, []),
            "a client's group by its id in a SecurityGroupRule": older(
                { sourceSecurityGroupId: "sg-0123456789" },
                [],
            ),
            "a client's group by its id in an inline rule": inline([
                inlineRule({ securityGroups: ["sg-0a"] }),
            ]),
            "a client's group by its id beside one of the stack": withReferences(
                inline([inlineRule({ securityGroups: ["sg-0a", "sg-0b"] })], hosts[0], {
                    ...web,
                    computed: { arn: `${ARN}/sg-0a` },
                }),
                { ingress: [web] },
            ),
            "a client's group by its id beside one that does not exist yet": withReferences(
                inline([inlineRule({ securityGroups: [UNKNOWN, "sg-0b"] })], hosts[0], {
                    ...web,
                    computed: { arn: UNKNOWN },
                }),
                { ingress: [web] },
            ),
            "a client's group in a referenced stack": [
                ...ingress({ referencedSecurityGroupId: UNKNOWN }, [platform]),
                platform,
            ],
        },
    },
    "cache-ingress-only-from-app": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            hosts: toCache.ingress({}, [web], ...hosts),
            "hosts in a SecurityGroupRule": toCache.older({}, [web], ...hosts),
            "a cache without ingress rules": redisScene(),
            "hosts that reach the port that the cache listens on": rulesTo({
                server: cacheGroup,
                scene: (subject, ...others) => [subject, ...redisScene({ port: 6380 }), ...others],
                port: 6380,
            }).ingress({}, [web], ...hosts),
            "a member, whose replication group has the security groups": [
                fixture(types.cacheCluster, { replicationGroupId: UNKNOWN })(),
            ],
        },
        violating: {
            "a private network": toCache.ingress({ cidrIpv4: "10.0.0.0/16" }, []),
            "a group that nothing uses": toCache.ingress({}, [stray], stray),
            "the database's port": toCache.ingress({ fromPort: 3306, toPort: 3306 }, [web], ...hosts),
            "port 6378 as well": toCache.older({ fromPort: 6378 }, [web], ...hosts),
            "port 6380 as well": toCache.older({ toPort: 6380 }, [web], ...hosts),
        },
        omitted: {
            "the source": ["fail", ...toCache.ingress({}, [])],
            "the groups of Redis": ["fail", ...redisScene({}, { securityGroupIds: [] })],
            "the groups of Memcached": [
                "fail",
                fixture(types.cacheCluster, { engine: "memcached", transitEncryptionEnabled: true })(),
            ],
        },
        unknown: {
            "the port that AWS fills in": [
                "pass",
                ...withComputed(
                    toCache.ingress({}, [web], ...hosts),
                    "aws:elasticache/replicationGroup:ReplicationGroup",
                    { port: UNKNOWN },
                ),
            ],
            "a rule's port": ["undetermined", ...toCache.ingress({ toPort: UNKNOWN }, [web], ...hosts)],
        },
        outside: {
            "the group of Redis": redisScene({ securityGroupIds: ["sg-0a"] }, { securityGroupIds: [] }),
            "the group of Memcached": [
                fixture(types.cacheCluster, {
                    engine: "memcached",
                    transitEncryptionEnabled: true,
                    securityGroupIds: [UNKNOWN],
                })(),
            ],
        },
    },
};
