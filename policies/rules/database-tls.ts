import {
    groupsOfCluster,
    groupsOfInstance,
    isSwitchedOn,
    parameterOf,
    type ParameterGroup,
} from "../aws/database-parameters";
import { engineOf, takesGroupOfSource } from "../aws/replicas";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { decide, faultIf, type Findings } from "../verdict";

interface TlsParameter {
    readonly name: string;
    /** The first major version with the parameter on by default. */
    readonly onSince?: number;
}

const SECURE_TRANSPORT: TlsParameter = { name: "require_secure_transport" };

/**
 * The parameter that refuses connections without TLS, by the beginning of the engine's name. "The rds.force_ssl
 * parameter default value is 1 (on) for RDS for PostgreSQL version 15 and later":
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
 */
const TLS_PARAMETERS: Readonly<Record<string, TlsParameter>> = {
    mysql: SECURE_TRANSPORT,
    mariadb: SECURE_TRANSPORT,
    "aurora-mysql": SECURE_TRANSPORT,
    postgres: { name: "rds.force_ssl", onSince: 15 },
    "aurora-postgresql": { name: "rds.force_ssl" },
    sqlserver: { name: "rds.force_ssl" },
};

export const requiresTls = stackPolicy({
    name: "database-requires-tls",
    checklist: "security.database.restricted-access",
    severity: "high",
    onUnknown: "deny",
    requires: "Databases refuse connections without TLS.",
    otherwise:
        "A client with one wrong option sends passwords and payroll through the network in plain text.",
    remedy:
        "Give the database its own parameter group with require_secure_transport = 1 (MySQL, MariaDB) or " +
        "rds.force_ssl = 1 (Aurora PostgreSQL, PostgreSQL before 15, SQL Server).",
    equivalents: ["checkov:CKV2_AWS_69", "fsbp:RDS.38", "fsbp:RDS.39"],
    rules: [
        on(types.databaseInstance, (database, stack) =>
            // The policy judges the parameter group of the cluster, and not its members.
            takesGroupOfSource(database, stack)
                ? []
                : judgeTls(database, () => groupsOfInstance(database, stack), stack),
        ),
        on(types.databaseCluster, (cluster, stack) =>
            judgeTls(cluster, () => groupsOfCluster(cluster, stack), stack),
        ),
    ],
});

type Database = Resource & { readonly props: { readonly engine?: string; readonly engineVersion?: string } };

function judgeTls(database: Database, groups: () => readonly ParameterGroup[], stack: Stack): Findings {
    return decide(() => {
        const engine = engineOf(database, stack) ?? "";
        const wanted = Object.entries(TLS_PARAMETERS).find(([prefix]) => engine.startsWith(prefix))?.[1];
        if (wanted === undefined) return [{ outcome: "undetermined", property: "engine" }];
        const { name, onSince } = wanted;
        const value = parameterOf(groups(), name);
        if (value !== undefined) return faultIf(`${name} is not 1`, () => !isSwitchedOn(value));
        return faultIf(
            `No parameter group of the stack sets ${name} to 1`,
            () => onSince === undefined || !(majorVersion(database, stack) >= onSince),
        );
    });
}

/** Without a version in the program, AWS chooses a current one. */
function majorVersion(database: Database, stack: Stack): number {
    if (!stack.gives(database, "engineVersion")) return Infinity;
    return Number.parseInt(database.props.engineVersion ?? "", 10);
}
