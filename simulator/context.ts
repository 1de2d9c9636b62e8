import { parseUrn } from "../policies/urn";
import { findType } from "./registry";
import { AutoName, Properties, ResourceIdentity, ResourceType } from "./resource-type";
import { SdkType, sdkType } from "./sdk";

/** What is known about a resource before the account is consulted. */
export interface Context {
    readonly identity: ResourceIdentity;
    readonly type: ResourceType;
    readonly sdk: SdkType;
}

/**
 * @param region - region of the provider
 * @throws Error if the simulator does not know the type
 */
export function contextOf(urn: string, inputs: Properties, region: string): Context {
    const { type: token, name } = parseUrn(urn);
    const identity = { urn, token, name, region: regionOf(inputs) ?? region };
    return { identity, type: findType(token), sdk: sdkType(token) };
}

/** The region that is set on the resource. Undefined for types without a region. */
export const regionOf = (inputs: Properties): string | undefined =>
    typeof inputs.region === "string" ? inputs.region : undefined;

export const autoNameOf = ({ type, sdk }: Context): AutoName | undefined =>
    type.autoName ?? (sdk.optionalName ? { property: "name", maxLength: 255 } : undefined);

/** Names of the inputs that the provider chose. The bridged providers mark them in the same way. */
export const chosenByProvider = (inputs: Properties): readonly unknown[] =>
    Array.isArray(inputs.__defaults) ? inputs.__defaults : [];

export const withoutMarks = (inputs: Properties): Properties =>
    Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "__defaults"));
