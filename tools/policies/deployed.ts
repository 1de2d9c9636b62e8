/** The resources of a deployment, as `pulumi stack export --show-secrets` prints it, in the form that policies judge. */
import { nameOf } from "../events";
import type { Deployment, StackResource } from "../deployment";
import type { JudgedResource } from "./in-process";

export function deployedResources({ deployment }: Deployment): JudgedResource[] {
    const providers = new Map(
        deployment.resources
            .filter(({ type }) => type.startsWith("pulumi:providers:"))
            .map((provider) => [provider.urn, provider]),
    );
    // What was replaced and waits to be deleted is still in the state, under the URN of what took its place.
    const kept = deployment.resources.filter((resource) => !resource.delete);
    return kept.map((resource) => {
        // A reference to a provider is its URN and its id.
        const provider = providers.get(resource.provider?.split("::").slice(0, -1).join("::") ?? "");
        return { ...described(resource), ...(provider && { provider: described(provider) }) };
    });
}

function described(resource: StackResource): JudgedResource {
    const { urn, type, inputs = {}, outputs = {}, protect, ignoreChanges, parent } = resource;
    return {
        urn,
        type,
        name: nameOf(urn),
        inputs: withPlainSecrets(inputs),
        outputs: withPlainSecrets(outputs),
        protect,
        ignoreChanges,
        parent,
        references: resource.propertyDependencies,
    };
}

/** Mark of a value that is more than itself; https://github.com/pulumi/pulumi/blob/v3.220.0/sdk/go/common/resource/sig/sig.go */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

type Properties = Readonly<Record<string, unknown>>;

/** The state holds a shown secret as JSON text in `plaintext`; a policy is sent the value itself in `value`. */
function withPlainSecrets(properties: Properties): Properties {
    return mapped(properties) as Properties;
}

function mapped(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(mapped);
    if (typeof value !== "object" || value === null) return value;
    const { [SIGNATURE]: signature, plaintext } = value as Properties;
    if (signature !== undefined && typeof plaintext === "string") {
        return { [SIGNATURE]: signature, value: mapped(JSON.parse(plaintext)) };
    }
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapped(member)]));
}
