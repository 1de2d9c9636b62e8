/** Databases and caches behind a security group, and the ports that they listen on. */
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { known } from "../verdict";
import { engineOf } from "./replicas";

/** A server behind a security group. */
export interface Server {
    readonly port: () => number;
}
export type ServersBehind = (group: Resource, stack: Stack) => readonly Server[];

/** Ports by the beginning of the engine's name. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
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

/** The port in the program, or the engine's default, because RDS has not filled in the port during a preview. */
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

export const databasesBehind: ServersBehind = (group, stack) => [
    ...stack.referring(types.databaseInstance, "vpcSecurityGroupIds", group).map((database) => ({
        port: databasePort({ port: () => database.props.port, engine: () => engineOf(database, stack) }),
    })),
    ...stack.referring(types.databaseCluster, "vpcSecurityGroupIds", group).map(({ props }) => ({
        port: databasePort({ port: () => props.port, engine: () => props.engine }),
    })),
    // A proxy listens on the port of its engine family: MYSQL, POSTGRESQL or SQLSERVER.
    ...stack.referring(types.databaseProxy, "vpcSecurityGroupIds", group).map(({ props }) => ({
        port: databasePort({ port: () => undefined, engine: () => props.engineFamily }),
    })),
];

export const cachesBehind: ServersBehind = (group, stack) =>
    [
        ...stack.referring(types.replicationGroup, "securityGroupIds", group),
        ...stack.referring(types.cacheCluster, "securityGroupIds", group),
    ].map(({ props }) => ({
        port: () => known(() => props.port) ?? (props.engine === "memcached" ? 11_211 : 6379),
    }));
