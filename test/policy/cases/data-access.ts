import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { clusterScene, databaseScene, redisScene } from "../sound";
import { instanceScene, template } from "../sound-hosts";

const why = { description: "The application" };
const group = (name: string, changes = {}) => fixture(types.securityGroup, why)(changes, { name });
const ARN = "arn:aws:ec2:eu-central-1:123456789012:security-group";

/** Groups with a client each, and one that nobody carries. */
const web = group("web");
const functions = group("functions");
const proxied = group("proxied");
const stray = group("stray");

type References = Readonly<Record<string, readonly Resource[]>>;
const host = (references: References) => template({}, { references });
const hosts = [host({ networkInterfaces: [web] }), web];

const machine = (property: string): readonly Resource[] => {
    const [subject, ...others] = instanceScene({}, { references: { [property]: [web] } });
    return [subject, web, ...others];
};
const lambda = fixture(types.lambdaFunction)({}, { references: { vpcConfig: [functions] } });

/** What the rules lead to: its group, how to make a scene of it, and its port. */
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

/** Inline rules of the database's own group, which takes the place of the one in the scene. */
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

const proxy = fixture(types.databaseProxy, { engineFamily: "MYSQL" });
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

export const dataAccessCases: CaseTable = {
    "database-ingress-only-from-app": {
        compliant: {
            "hosts of a launch template": ingress({}, [web], ...hosts),
            "hosts with the group on the template itself": ingress(
                {},
                [web],
                host({ vpcSecurityGroupIds: [web] }),
                web,
            ),
            "a function": ingress({}, [functions], lambda, functions),
            "a database proxy": ingress(
                {},
                [proxied],
                proxy({}, { references: { vpcSecurityGroupIds: [proxied] } }),
                proxied,
            ),
            "in a rule of the older kind": older({}, [web], ...hosts),
            "a rule of the older kind for the way out": older(
                { type: "egress", cidrBlocks: ["10.0.0.0/8"] },
                [],
            ),
            inline: withReferences(inline([inlineRule({ securityGroups: [UNKNOWN] })], ...hosts), {
                ingress: [web],
            }),
            "an instance": ingress({}, [web], ...machine("vpcSecurityGroupIds")),
            "an instance, by the older property": ingress({}, [web], ...machine("securityGroups")),
            "a host that shares the database's group": older(
                { self: true },
                [],
                host({ networkInterfaces: [databaseGroup] }),
            ),
            "nobody at all": databaseScene(),
            "a port of its own": onOtherPort.ingress({}, [web], ...hosts),
            PostgreSQL: toPostgres.ingress({}, [web], ...hosts),
            "hosts to a proxy": toProxy.ingress({}, [web], ...hosts),
            "a network, of what is no database": [
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
            "a private network, IPv6": ingress({ cidrIpv6: "fd00::/64" }, []),
            "a private network, in a rule of the older kind": older({ cidrBlocks: ["10.0.0.0/16"] }, []),
            "a private network, inline": inline([inlineRule({ cidrBlocks: ["10.0.0.0/16"] })]),
            "a network beside a group": older({ cidrBlocks: ["10.0.0.0/16"] }, [web], ...hosts),
            "a group that nobody carries": ingress({}, [stray], stray),
            "a group that nobody carries, inline": withReferences(
                inline([inlineRule({ securityGroups: [UNKNOWN] })], stray),
                { ingress: [stray] },
            ),
            "a group by its id": ingress({ referencedSecurityGroupId: "sg-0123456789" }, []),
            "a group by its id, beside one of the stack": withReferences(
                inline(
                    [inlineRule({ securityGroups: ["sg-0a", "sg-0b"] })],
                    host({ networkInterfaces: [web] }),
                    {
                        ...web,
                        computed: { arn: `${ARN}/sg-0a` },
                    },
                ),
                { ingress: [web] },
            ),
            "the database's own group": older({ self: true }, []),
            "the database's own group, beside that of hosts": withReferences(
                inline([inlineRule({ securityGroups: [UNKNOWN], self: true })], ...hosts),
                { ingress: [web] },
            ),
            "the database's own group, inline": inline([inlineRule({ self: true })]),
            "port 3305 as well": ingress({ fromPort: 3305 }, [web], ...hosts),
            "port 3307 as well": ingress({ toPort: 3307 }, [web], ...hosts),
            "another port": ingress({ fromPort: 22, toPort: 22 }, [web], ...hosts),
            "every port": ingress(
                { ipProtocol: "-1", fromPort: undefined, toPort: undefined },
                [web],
                ...hosts,
            ),
            UDP: ingress({ ipProtocol: "udp" }, [web], ...hosts),
            "MySQL's port, of a PostgreSQL cluster": toPostgres.ingress(
                { fromPort: 3306, toPort: 3306 },
                [web],
                ...hosts,
            ),
            "a network to a proxy": toProxy.ingress({ cidrIpv4: "10.0.0.0/16" }, []),
            "a group of another stack": databaseScene({}, { references: { vpcSecurityGroupIds: [] } }),
            "a cluster with a group of another stack": clusterScene(
                {},
                { references: { vpcSecurityGroupIds: [] } },
            ),
            "a proxy with a group of another stack": [proxy()],
        },
        omitted: {
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
            "the group's id, though not the group": ["pass", ...ingress({}, [web], ...hosts)],
        },
    },
    "cache-ingress-only-from-app": {
        compliant: {
            hosts: toCache.ingress({}, [web], ...hosts),
            "hosts, in a rule of the older kind": toCache.older({}, [web], ...hosts),
            "nobody at all": redisScene(),
            "a port of its own": rulesTo({
                server: cacheGroup,
                scene: (subject, ...others) => [subject, ...redisScene({ port: 6380 }), ...others],
                port: 6380,
            }).ingress({}, [web], ...hosts),
            "a member, which has the groups of what it is a member of": [
                fixture(types.cacheCluster, { replicationGroupId: UNKNOWN })(),
            ],
        },
        violating: {
            "a private network": toCache.ingress({ cidrIpv4: "10.0.0.0/16" }, []),
            "a group that nobody carries": toCache.ingress({}, [stray], stray),
            "the database's port": toCache.ingress({ fromPort: 3306, toPort: 3306 }, [web], ...hosts),
            "port 6378 as well": toCache.older({ fromPort: 6378 }, [web], ...hosts),
            "port 6380 as well": toCache.older({ toPort: 6380 }, [web], ...hosts),
            "a group of another stack": redisScene({}, { securityGroupIds: [] }),
            "Memcached with a group of another stack": [
                fixture(types.cacheCluster, { engine: "memcached" })(),
            ],
        },
        omitted: { "the source": ["fail", ...toCache.ingress({}, [])] },
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
    },
};

function withComputed(scene: Scene, type: string, computed: object): Scene {
    return scene.map((one) => (one.type === type ? { ...one, computed } : one)) as unknown as Scene;
}
