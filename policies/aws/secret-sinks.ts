/** The properties that may contain secrets: AWS encrypts them and shows them only with permission. */
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";

interface SecretSink {
    readonly type: types.ResourceType<object>;
    readonly properties: readonly string[];
}

/** Passwords of databases and caches. AWS never returns the properties that end in `Wo`. */
export const passwordSinks: readonly SecretSink[] = [
    { type: types.databaseInstance, properties: ["password", "passwordWo"] },
    { type: types.databaseCluster, properties: ["masterPassword", "masterPasswordWo"] },
    { type: types.replicationGroup, properties: ["authToken"] },
    { type: types.cacheUser, properties: ["passwords", "passwordsWo", "authenticationMode"] },
];

/** Stores from which applications read their secrets. */
export const secretStores: readonly SecretSink[] = [
    { type: types.secretVersion, properties: ["secretString", "secretStringWo", "secretBinary"] },
    { type: types.ssmParameter, properties: ["value", "valueWo"] },
];

export const isSame = (one: Resource, other: Resource): boolean => one.urn === other.urn;

/** The generated passwords that a property is made from, directly or through a secret. */
export function generatedPasswords(resource: Resource, property: string, stack: Stack): readonly Resource[] {
    const stored = stack
        .referred(resource, property, types.secretVersion)
        .flatMap((secret) => stack.referred(secret, "secretString", types.randomPassword));
    return [...stack.referred(resource, property, types.randomPassword), ...stored];
}
