import { createHash } from "node:crypto";
import { autoNameOf, chosenByProvider, Context } from "./context";
import { AutoName, Properties } from "./resource-type";
import { isObject, isSecret, secret } from "./wire";

/** The configuration of the provider. */
export interface ProviderSettings {
    /** Empty for packages without regions. */
    readonly region: string;
    readonly defaultTags: Readonly<Record<string, unknown>>;
}

/** Returns a stable hexadecimal string that is derived from the text. */
export function hash(text: string, digits: number): string {
    const block = createHash("sha256").update(text).digest("hex");
    return digits <= block.length
        ? block.slice(0, digits)
        : block + hash(`${text} more`, digits - block.length);
}

/**
 * Adds what the bridged provider adds to the inputs before AWS sees them: region, default tags and name.
 * https://github.com/pulumi/pulumi-aws/blob/master/provider/tags.go, and region.go and autonaming.go
 * in the same folder
 * @param generation - the number of the next creation
 */
export function complete(
    context: Context,
    { olds, news }: { olds: Properties | undefined; news: Properties },
    settings: ProviderSettings,
    generation: number,
): Properties {
    const { sdk, identity } = context;
    const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value !== null));
    const region = sdk.inputs.has("region") && settings.region !== "" ? { region: settings.region } : {};
    const tags = sdk.outputs.includes("tagsAll")
        ? { tagsAll: allTags(given.tags, settings.defaultTags) }
        : {};
    const inputs: Properties = { ...region, ...given, ...tags };

    const auto = autoNameOf(context);
    if (
        auto === undefined ||
        inputs[auto.property] !== undefined ||
        inputs[`${auto.property}Prefix`] !== undefined
    ) {
        return inputs;
    }
    const before = chosenByProvider(olds ?? {}).includes(auto.property) ? olds?.[auto.property] : undefined;
    const suffix = hash(`${identity.urn} name ${generation}`, 7);
    return {
        ...inputs,
        [auto.property]: before ?? nameFrom(identity.name, suffix, auto),
        __defaults: [auto.property],
    };
}

/** Secret tags stay secret. If the tags are not known yet, all tags are unknown. */
function allTags(tags: unknown, defaultTags: ProviderSettings["defaultTags"]): unknown {
    if (isSecret(tags)) {
        return secret(allTags(tags.value, defaultTags));
    }
    return tags === undefined || isObject(tags) ? { ...defaultTags, ...tags } : tags;
}

function nameFrom(logicalName: string, suffix: string, { maxLength, lowerCase }: AutoName): string {
    const name = `${logicalName.slice(0, maxLength - suffix.length - 1)}-${suffix}`;
    return lowerCase ? name.toLowerCase() : name;
}
