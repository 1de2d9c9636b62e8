import { findType } from "./registry";
import { AutoName, Properties, ResourceIdentity, ResourceType } from "./resource-type";
import { SdkType, sdkType } from "./sdk";

/** All that is known of a resource before its account is asked. */
export interface Context {
    readonly identity: ResourceIdentity;
    readonly type: ResourceType;
    readonly sdk: SdkType;
}

/**
 * @param region - the provider's
 * @throws Error when the simulator does not know the type
 */
export function contextOf(urn: string, inputs: Properties, region: string): Context {
    const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const name = urn.split("::").at(-1) ?? "";
    const identity = { urn, token, name, region: regionOf(inputs) ?? region };
    return { identity, type: findType(token), sdk: sdkType(token) };
}

/** The resource's own region; undefined for types without one. */
export const regionOf = (inputs: Properties): string | undefined =>
    typeof inputs.region === "string" ? inputs.region : undefined;

export const autoNameOf = ({ type, sdk }: Context): AutoName | undefined =>
    type.autoName ?? (sdk.optionalName ? { property: "name", maxLength: 255 } : undefined);

/** The inputs that the provider chose, as the bridged providers mark them. */
export const chosenByProvider = (inputs: Properties): readonly unknown[] =>
    Array.isArray(inputs.__defaults) ? inputs.__defaults : [];

export const withoutMarks = (inputs: Properties): Properties =>
    Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "__defaults"));
