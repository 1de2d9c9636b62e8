import * as types from "../../../policies/resource-types";
import type { Scene } from "../case";
import { bucket, bucketScene } from "../sound";

/** A bucket that receives the access log of another bucket. */
export function logTarget(parts: Parameters<typeof bucketScene>[0] = {}): Scene {
    const target = bucket({}, { name: "records" });
    const [source, ...partsOfSource] = bucketScene({}, bucket({}, { name: "source" }));
    return [
        ...bucketScene(parts, target),
        source,
        ...partsOfSource.map((part) => ({
            ...part,
            name: `${part.name}-of-source`,
            references: {
                ...part.references,
                ...(types.bucketLogging.tokens.includes(part.type) && { targetBucket: [target] }),
            },
        })),
    ];
}
/** A bucket with one setting in the provider's other type for it. */
export const withAlias = (type: types.ResourceType<object>): Scene => {
    const [first, ...others] = bucketScene();
    const [token = "", alias = ""] = type.tokens;
    return [first, ...others.map((other) => (other.type === token ? { ...other, type: alias } : other))];
};
/** The scene with the bucket under its other token. */
export const underAlias = (parts: Parameters<typeof bucketScene>[0]): Readonly<Record<string, Scene>> => {
    const [token = ""] = types.bucket.tokens.slice(1);
    return { [`a bucket of type ${token}`]: bucketScene(parts, { ...bucket(), type: token }) };
};
