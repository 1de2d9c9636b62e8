import { Properties, UNKNOWN } from "./resource-type";

/**
 * How values travel between the engine and a provider: as plain JSON. Secrets are wrapped in objects with a signature,
 * and fixed strings stand for unknown values.
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go and .../resource/sig/sig.go
 */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS = new Set([
    UNKNOWN_STRING,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
    "030794c1-ac77-496b-92df-f27374a8bd58", // asset
    "e48ece36-62e2-4504-bad9-02848725956a", // archive
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Replaces a secret wherever the secret must not be stored. */
export const REDACTED = "[secret]";

export function isObject(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const isSecret = (value: unknown): value is Properties =>
    isObject(value) && value[SIGNATURE] === SECRET;

/** Applies `replace` to every value, from the outside in. If it returns undefined, visits the members of the value. */
function rewrite(value: unknown, replace: (value: unknown) => { to: unknown } | undefined): unknown {
    const replaced = replace(value);
    if (replaced !== undefined) {
        return replaced.to;
    }
    if (Array.isArray(value)) {
        return value.map((element) => rewrite(element, replace));
    }
    if (isObject(value)) {
        return Object.fromEntries(
            Object.entries(value).map(([key, member]) => [key, rewrite(member, replace)]),
        );
    }
    return value;
}

/** Plain values for checks: secrets unwrapped, unknown values as {@link UNKNOWN}. */
export function open(value: unknown): unknown {
    return rewrite(value, (part) => {
        if (isSecret(part)) {
            return { to: open(part.value) };
        }
        return typeof part === "string" && UNKNOWNS.has(part) ? { to: UNKNOWN } : undefined;
    });
}

/** Applies {@link open} to a whole resource and drops what only the engine reads. */
export function openAll(properties: Properties): Properties {
    return Object.fromEntries(
        Object.entries(properties)
            .filter(([key, value]) => key !== "__defaults" && value !== null)
            .map(([key, value]) => [key, open(value)]),
    );
}

/** The reverse of {@link open} for unknown values: {@link UNKNOWN} becomes the engine's string. */
export function seal(value: unknown): unknown {
    return rewrite(value, (part) => (part === UNKNOWN ? { to: UNKNOWN_STRING } : undefined));
}

/** The part of a value that can be written to disk: no secrets, and only the hash of an asset (a file, an archive). */
export function redact(value: unknown): unknown {
    return rewrite(value, (part) => {
        if (isSecret(part)) {
            return { to: REDACTED };
        }
        if (isAsset(part)) {
            return { to: { sha256: part.hash } };
        }
        return part === UNKNOWN ? { to: UNKNOWN_STRING } : undefined;
    });
}

const isAsset = (value: unknown): value is Record<string, unknown> =>
    isObject(value) && (value[SIGNATURE] === ASSET || value[SIGNATURE] === ARCHIVE);

/** Whether the value contains a file or an archive of files. */
export function containsAsset(value: unknown): boolean {
    return (
        isAsset(value) ||
        (typeof value === "object" && value !== null && Object.values(value).some(containsAsset))
    );
}

export function containsSecret(value: unknown): boolean {
    return (
        isSecret(value) ||
        (typeof value === "object" && value !== null && Object.values(value).some(containsSecret))
    );
}

export function containsUnknown(value: unknown): boolean {
    return (
        value === UNKNOWN ||
        (typeof value === "object" && value !== null && Object.values(value).some(containsUnknown))
    );
}

export function secret(value: unknown): unknown {
    return isSecret(value) ? value : { [SIGNATURE]: SECRET, value };
}

/** All secret texts in a value, except those that are too short to tell from ordinary words. */
export function secretTexts(value: unknown): string[] {
    if (isSecret(value)) {
        return texts(open(value.value)).filter((text) => text.length >= 6);
    }
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(secretTexts) : [];
}

function texts(value: unknown): string[] {
    if (typeof value === "string") {
        return [value];
    }
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
