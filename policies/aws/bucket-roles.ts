/** Finds out the purpose of a bucket from its name and the resources around it. */
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import { texts, type Values } from "../settings";
import type { Node, Resource, Stack } from "../stack";
import { isSet } from "../verdict";
import type { Bucket } from "./bucket-settings";

const WORD = "^[a-z0-9-]+$";

/** Words in the name of a bucket for access logs. */
export const logNames = {
    logWords: texts(
        "Words in the names of buckets for access logs, which load balancers, CloudFront and S3 can't write under a " +
            "key of your own",
        ["log", "logs"],
        WORD,
    ),
};

/** Words in the name of a bucket for uploads, and in the name of a public bucket. */
export const bucketNames = {
    bucketWords: texts(
        "Words in the names of buckets for uploads",
        ["media", "upload", "document", "attachment"],
        WORD,
    ),
    publicWords: texts(
        "Words in the names of buckets whose files everybody may read",
        ["static", "assets", "public", "frontend", "website"],
        WORD,
    ),
};

interface Named {
    readonly name: string;
}
type Words = Readonly<Record<keyof typeof bucketNames, readonly string[]>>;

export function holdsUploads({ name }: Named, { bucketWords }: Pick<Words, "bucketWords">): boolean {
    return bucketWords.some((word) => name.toLowerCase().includes(word));
}

/** A name with both kinds of words, such as `public-uploads`, belongs to a bucket for uploads. */
export function holdsPublicFiles(bucket: Named, words: Words): boolean {
    return (
        words.publicWords.some((word) => bucket.name.toLowerCase().includes(word)) &&
        !holdsUploads(bucket, words)
    );
}

/**
 * Whether something writes access logs into it. The name counts too, because the load balancer can be in another stack
 * or belong to Elastic Beanstalk.
 */
export function isLogTarget(
    bucket: Resource & Named,
    stack: Stack,
    { logWords }: Values<typeof logNames>,
): boolean {
    const words = bucket.name.toLowerCase().split(/[^a-z0-9]+/);
    if (words.some((word) => logWords.includes(word))) return true;
    return [
        stack.referring(types.distribution, "loggingConfig", bucket),
        stack.referring(types.bucketLogging, "targetBucket", bucket),
        stack.referring(types.loadBalancer, "accessLogs", bucket),
        stack.referring(types.bucket, "logging", bucket),
        stack.referring(types.bucketV2, "loggings", bucket),
    ].some(({ length }) => length > 0);
}

type Distribution = Node<Props<typeof types.distribution>>;
type Origin = Distribution["props"]["origins"][number];

/** Whether a distribution serves the bucket's files without a signed URL or cookie. */
export function isServedToEveryone(bucket: Bucket, distribution: Distribution, stack: Stack): boolean {
    const {
        origins,
        originGroups = [],
        defaultCacheBehavior,
        orderedCacheBehaviors = [],
    } = distribution.props;
    const open = [defaultCacheBehavior, ...orderedCacheBehaviors]
        .filter((behavior) => !isSet(behavior, "trustedKeyGroups") && !isSet(behavior, "trustedSigners"))
        .map(({ targetOriginId }) => targetOriginId);
    const members = originGroups
        .filter(({ originId }) => open.includes(originId))
        .flatMap((group) => group.members.map(({ originId }) => originId));
    return origins.some(
        (origin) =>
            [...open, ...members].includes(origin.originId) && isOrigin(origin, bucket, distribution, stack),
    );
}

/** If a distribution refers to one bucket, its origins use that bucket. Otherwise each origin names its bucket. */
function isOrigin(origin: Origin, bucket: Bucket, distribution: Distribution, stack: Stack): boolean {
    if (isSet(origin, "customOriginConfig") || isSet(origin, "vpcOriginConfig")) return false;
    const isOnly = stack.referred(distribution, "origins", types.bucket).length === 1;
    return isOnly || origin.domainName.startsWith(`${bucket.props.bucket}.`);
}
