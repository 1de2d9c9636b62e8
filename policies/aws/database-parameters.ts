/** Parameters of databases, as the groups set them that a database refers to. */
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";

interface Parameter {
    readonly name: string;
    readonly value: string;
}

export interface ParameterGroup {
    readonly props: { readonly parameters?: readonly Parameter[] };
}

export function groupsOfInstance(instance: Resource, stack: Stack): readonly ParameterGroup[] {
    return stack.referred(instance, "parameterGroupName", types.parameterGroup);
}

export function groupsOfCluster(cluster: Resource, stack: Stack): readonly ParameterGroup[] {
    return stack.referred(cluster, "dbClusterParameterGroupName", types.clusterParameterGroup);
}

/** The value of a parameter; undefined where no group sets it, so that the engine's own default holds. */
export function parameterOf(groups: readonly ParameterGroup[], name: string): string | undefined {
    const parameters = groups.flatMap(({ props }) => props.parameters ?? []);
    return parameters.find((parameter) => parameter.name === name)?.value;
}

/** Whether a parameter is switched on, in one of the ways in which RDS takes that. */
export function isSwitchedOn(value: string | undefined): boolean {
    return ["1", "ON", "TRUE"].includes((value ?? "").toUpperCase());
}
