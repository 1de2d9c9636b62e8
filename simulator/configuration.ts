import { ProviderSettings } from "./completion";
import { isRegion } from "./regions";
import { Properties, UNKNOWN } from "./resource-type";
import { isObject, openAll } from "./wire";

/** A fault in the configuration of the provider. */
export interface ConfigFault {
    readonly property: string;
    readonly reason: string;
}

/**
 * Finds what the real AWS provider rejects in its configuration: a missing or unknown region, and an account that the
 * program does not allow.
 * @param args - as the engine sends them. Values other than strings are JSON text
 */
export function checkConfiguration(args: Properties, accountId: string): ConfigFault[] {
    const { region, allowedAccountIds, forbiddenAccountIds } = parsed(args);
    const notAllowed =
        (Array.isArray(allowedAccountIds) &&
            allowedAccountIds.length > 0 &&
            !allowedAccountIds.includes(accountId)) ||
        (Array.isArray(forbiddenAccountIds) && forbiddenAccountIds.includes(accountId));
    return [
        ...regionFaults(region),
        ...(notAllowed
            ? [{ property: "allowedAccountIds", reason: `AWS account ID not allowed: ${accountId}` }]
            : []),
    ];
}

function regionFaults(region: unknown): ConfigFault[] {
    if (region === UNKNOWN) {
        return [];
    }
    if (typeof region !== "string" || region === "") {
        const remedy =
            "Make sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`";
        return [{ property: "region", reason: `Missing region configuration. ${remedy}` }];
    }
    return isRegion(region) ? [] : [{ property: "region", reason: `invalid AWS Region: ${region}` }];
}

export function settingsFrom(args: Properties): ProviderSettings {
    const { region, defaultTags } = parsed(args);
    const tags = isObject(defaultTags) && isObject(defaultTags.tags) ? defaultTags.tags : {};
    return { region: typeof region === "string" ? region : "", defaultTags: tags };
}

function parsed(args: Properties): Properties {
    const plain = openAll(args);
    const region = plain.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
    const json = (value: unknown): unknown =>
        typeof value === "string" && /^[[{]/.test(value)
            ? openAll({ value: JSON.parse(value) }).value
            : value;
    return { ...Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, json(value)])), region };
}
