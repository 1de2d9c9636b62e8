/** Judges the resources of a deployment, as `pulumi stack export --show-secrets` prints it. */
import type { Deployment, StackResource } from "../engine/deployment";
import type { Pack } from "../policies/pack";
import type { Verdict } from "../policies/report/verdict";
import { nameOf, urnOfProvider } from "../policies/urn";
import { judge, type JudgedResource } from "./in-process";

/**
 * Judges the state, in which nothing is unknown any more: also what a preview had to leave undetermined.
 * @param deployment - exported with `--show-secrets`: the policies look for secrets where they do not belong
 */
export function judgeDeployed(deployment: Deployment, pack: Pack): Promise<Verdict[]> {
    return judge(pack, deployedResources(deployment));
}

/**
 * The resources in the form that policies judge.
 * @throws Error if the secrets could not be decrypted: policies would report faults that do not exist
 */
export function deployedResources({ deployment }: Deployment): JudgedResource[] {
    if (isStillEncrypted(deployment.resources)) {
        throw new Error(
            "The secrets in the stack's state could not be decrypted. Set PULUMI_CONFIG_PASSPHRASE to the stack's " +
                "passphrase, or make sure that you have access to its secrets provider (a KMS key, for example).",
        );
    }
    const providers = new Map(
        deployment.resources
            .filter(({ type }) => type.startsWith("pulumi:providers:"))
            .map((provider) => [provider.urn, provider]),
    );
    // What was replaced and waits to be deleted is still in the state, under the URN of what took its place.
    const kept = deployment.resources.filter((resource) => !resource.delete);
    return kept.map((resource) => {
        const provider = providers.get(urnOfProvider(resource.provider ?? ""));
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

const SECRET = "1b47061264138c4ac30d75fd1eb44270";

type Properties = Readonly<Record<string, unknown>>;

/**
 * Some versions of Pulumi export every secret as null if the passphrase is wrong, and exit with 0. One null is no
 * sign of that, because a program can make null a secret. https://github.com/pulumi/pulumi/issues/23476
 */
function isStillEncrypted(resources: readonly StackResource[]): boolean {
    const plaintexts = resources.flatMap(({ inputs, outputs }) => plaintextsIn([inputs, outputs]));
    return (
        plaintexts.includes(undefined) ||
        (plaintexts.length > 0 && plaintexts.every((plaintext) => plaintext === "null"))
    );
}

/** The plain texts of the secrets in a value: undefined for one that is encrypted. */
function plaintextsIn(value: unknown): unknown[] {
    if (typeof value !== "object" || value === null) return [];
    const { [SIGNATURE]: signature, plaintext } = value as Properties;
    return signature === SECRET ? [plaintext] : Object.values(value).flatMap(plaintextsIn);
}

/** The state has a shown secret as JSON text in `plaintext`. A policy gets the value itself in `value`. */
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
