/** Finds literal secrets in the properties of a resource. */
import type { Findings } from "../verdict";
import { secretInSetting } from "./secret-detector";
import { soundsSecret } from "./secret-names";
import { type Holder, isWithin, marksOf, valueOf } from "./secret-taint";
import { type Leaf, settingsIn } from "./texts";

/**
 * Skips values that Pulumi marks as secret, because they come from elsewhere and `taints` finds them. An unknown value
 * can contain a secret if its name suggests one.
 */
export function plainSecretsIn(holder: Holder, properties: readonly string[]): Findings {
    return unmarkedSettings(holder, properties).flatMap((leaf) =>
        judgeSetting(leaf, soundsSecret(leaf.name)),
    );
}

/** The same for scripts and documents, which can contain anything while they are unknown. */
export function plainSecretsInDocuments(holder: Holder, properties: readonly string[]): Findings {
    return unmarkedSettings(holder, properties).flatMap((leaf) =>
        judgeSetting(leaf, properties.includes(leaf.path) || soundsSecret(leaf.name)),
    );
}

function unmarkedSettings(holder: Holder, properties: readonly string[]): readonly Leaf[] {
    return properties
        .filter((property) => property in holder.props)
        .flatMap((property) => {
            const marks = marksOf(holder, property);
            return settingsIn(property, () => valueOf(holder, property)).filter(
                ({ path }) => !marks.some((outer) => isWithin(path, outer)),
            );
        });
}

function judgeSetting(leaf: Leaf, mayHoldOne: boolean): Findings {
    if (leaf.text === undefined) return mayHoldOne ? [{ outcome: "undetermined", property: leaf.path }] : [];
    const kind = secretInSetting(leaf);
    return kind === undefined
        ? []
        : [{ outcome: "failed", fault: `${leaf.path} holds what looks like ${kind}` }];
}
