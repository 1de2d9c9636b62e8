import { createHash } from "node:crypto";
import { autoNameOf, chosenByProvider, Context } from "./context";
import { AutoName, Properties } from "./resource-type";
import { isObject, isSecret, secret } from "./wire";

/** What the provider was configured with. */
export interface ProviderSettings {
    /** Empty for the packages that have no region. */
    readonly region: string;
    readonly defaultTags: Readonly<Record<string, unknown>>;
}

/** A stable hexadecimal string of that many digits, which follows from the text. */
export function hash(text: string, digits: number): string {
    const block = createHash("sha256").update(text).digest("hex");
    return digits <= block.length
        ? block.slice(0, digits)
        : block + hash(`${text} more`, digits - block.length);
}

/**
 * The inputs with what the bridged provider adds before AWS sees them: region, default tags, name.
 * https://github.com/pulumi/pulumi-aws/blob/master/provider/tags.go, region.go and autonaming.go there
 * @param generation - the number of the creation that would come next
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

/** A secret tag stays one; tags that are not known yet make all of them unknown. */
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
