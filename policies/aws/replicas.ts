/** Read replicas of RDS, which get most of their settings from their source. */
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { isSet } from "../verdict";

interface Copy {
    readonly replicateSourceDb?: string;
    readonly engine?: string;
}

/**
 * Whether a database is a read replica. It has the users, passwords, encryption, engine and version of its source. The
 * backups of the source count, and AWS takes no final snapshot of a replica.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
export const isReplica = (props: object): boolean => isSet(props as Copy, "replicateSourceDb");

/** The engine of a database, or of its source if that is in the stack. */
export function engineOf(database: Resource & { readonly props: Copy }, stack: Stack): string | undefined {
    const [source] = stack.referred(database, "replicateSourceDb", types.databaseInstance);
    return (source ?? database).props.engine;
}

/** A replica without its own parameter group uses its source's group, which the policies judge separately. */
export function takesGroupOfSource(database: Resource & { readonly props: Copy }, stack: Stack): boolean {
    return isReplica(database.props) && !stack.gives(database, "parameterGroupName");
}
