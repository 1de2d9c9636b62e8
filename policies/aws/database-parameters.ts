/** Reads the parameters of a database from its parameter groups. */
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import type { Node, Resource, Stack } from "../stack";
import { surely } from "../verdict";

interface Parameter {
    readonly name: string;
    readonly value: string;
}

export interface ParameterGroup {
    readonly props: { readonly parameters?: readonly Parameter[] };
}

type Instance = Resource & Pick<Node<Props<typeof types.databaseInstance>>, "props">;
type Cluster = Resource & Pick<Node<Props<typeof types.databaseCluster>>, "props">;

/** The names of AWS's own groups. Their parameters have default values, and nobody can change them. */
const isDefault = (name = ""): boolean => name.startsWith("default.");

/** Throws if the group is not in this stack. */
export function groupsOfInstance(instance: Instance, stack: Stack): readonly ParameterGroup[] {
    if (surely(() => isDefault(instance.props.parameterGroupName))) return [];
    return stack.required(instance, "parameterGroupName", types.parameterGroup);
}

/** Throws if the group is not in this stack. */
export function groupsOfCluster(cluster: Cluster, stack: Stack): readonly ParameterGroup[] {
    if (surely(() => isDefault(cluster.props.dbClusterParameterGroupName))) return [];
    return stack.required(cluster, "dbClusterParameterGroupName", types.clusterParameterGroup);
}

/** The value of a parameter. Undefined if no group sets it, so that the engine's default holds. */
export function parameterOf(groups: readonly ParameterGroup[], name: string): string | undefined {
    const parameters = groups.flatMap(({ props }) => props.parameters ?? []);
    return parameters.find((parameter) => parameter.name === name)?.value;
}

/** Whether a parameter is on, in one of the spellings that RDS accepts. */
export function isSwitchedOn(value: string | undefined): boolean {
    return ["1", "ON", "TRUE"].includes((value ?? "").toUpperCase());
}
