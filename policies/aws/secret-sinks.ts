/** Where a secret may end: the properties that AWS keeps encrypted and shows to nobody without permission. */
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";

interface SecretSink {
    readonly type: types.ResourceType<object>;
    readonly properties: readonly string[];
}

/** Passwords of databases and caches. Those that end in `Wo` are written and never read back. */
export const passwordSinks: readonly SecretSink[] = [
    { type: types.databaseInstance, properties: ["password", "passwordWo"] },
    { type: types.databaseCluster, properties: ["masterPassword", "masterPasswordWo"] },
    { type: types.replicationGroup, properties: ["authToken"] },
    { type: types.cacheUser, properties: ["passwords", "passwordsWo", "authenticationMode"] },
];

/** Where secrets are kept to be read by those who need them. */
export const secretStores: readonly SecretSink[] = [
    { type: types.secretVersion, properties: ["secretString", "secretStringWo", "secretBinary"] },
    { type: types.ssmParameter, properties: ["value", "valueWo"] },
];

export const isSame = (one: Resource, other: Resource): boolean => one.urn === other.urn;

/** The generated passwords that a property is made from, by itself or through a secret that holds one. */
export function generatedPasswords(resource: Resource, property: string, stack: Stack): readonly Resource[] {
    const stored = stack
        .referred(resource, property, types.secretVersion)
        .flatMap((secret) => stack.referred(secret, "secretString", types.randomPassword));
    return [...stack.referred(resource, property, types.randomPassword), ...stored];
}
