/**
 * Keeps Pulumi's secret marks. The engine sends the marks, but the policy SDK (1.21) unwraps the values and drops the
 * marks before a policy sees them. This module keeps them beside the properties. It hooks into the SDK's internals: if
 * another version differs, nothing is marked, and policies use references and the look of values instead.
 *
 * The engine's marks have two limits (measured with the CLI in `engine/`, SDK 3.248). An unknown value has no mark, so
 * only references show a generated secret until it exists. And inputs have a mark for each value, but outputs have one
 * mark for the whole property.
 */
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";

interface Struct {
    readonly toJavaScript: () => object;
}
interface Reader {
    deserializeProperties?: (struct: Struct, forRemediation: boolean) => object;
}

const MARKS = Symbol("paths of the values that are marked as secret");

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its type definitions leave it out
const reader = require("@pulumi/policy/deserialize") as Reader;
const { deserializeProperties } = reader;

/** The SDK reads each resource again for each policy, which takes most of the pack's time. Policies change nothing. */
const read = new WeakMap<Struct, object>();

if (deserializeProperties) {
    reader.deserializeProperties = (struct, forRemediation) => {
        const known = forRemediation ? undefined : read.get(struct);
        if (known) return known;
        const properties = deserializeProperties(struct, forRemediation);
        if (!forRemediation) read.set(struct, properties);
        // A fixed property, because the SDK's proxy returns those unchanged. Computed lazily, because few policies read it.
        return Object.defineProperty(properties, MARKS, { value: once(() => marksOf(struct)) });
    };
}

function once<T>(find: () => T): () => T {
    let found: T | undefined;
    return () => (found ??= find());
}

const marksOf = (struct: Struct): readonly string[] =>
    marksIn(struct.toJavaScript(), []).map((path) => path.join("."));

function marksIn(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
    if (typeof value !== "object" || value === null) return [];
    if ((value as Record<string, unknown>)[specialSigKey] === specialSecretSig) return [path];
    return Object.entries(value).flatMap(([key, member]) => marksIn(member, [...path, key]));
}

/** The paths of the values that are marked as secret: `environment.variables.DB_PASSWORD`. */
export function markedIn(properties: object): readonly string[] {
    const { [MARKS]: marks } = properties as { readonly [MARKS]?: () => readonly string[] };
    return marks?.() ?? [];
}
