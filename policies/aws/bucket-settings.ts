/**
 * Reads the settings of a bucket in one form. Each setting is a separate resource or a property of the bucket. AWS's
 * provider calls the properties deprecated, but many programs use them.
 */
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";

export type Bucket = Resource & { readonly props: Props<typeof types.bucket> };

interface Encryption {
    readonly sseAlgorithm: string;
    readonly kmsMasterKeyId?: string;
}
interface Expiration {
    readonly days?: number;
}

/** The properties of the bucket itself. The plural ones belong to BucketV2. */
interface Inline {
    readonly serverSideEncryptionConfiguration?: {
        readonly rule: { readonly applyServerSideEncryptionByDefault?: Encryption };
    };
    readonly serverSideEncryptionConfigurations?: readonly {
        readonly rules: readonly { readonly applyServerSideEncryptionByDefaults: readonly Encryption[] }[];
    }[];
    readonly versioning?: { readonly enabled?: boolean };
    readonly versionings?: readonly { readonly enabled?: boolean }[];
    readonly lifecycleRules?: readonly {
        readonly enabled: boolean;
        readonly noncurrentVersionExpiration?: Expiration;
        readonly noncurrentVersionExpirations?: readonly Expiration[];
    }[];
    readonly policy?: unknown;
    readonly corsRules?: readonly CorsRule[];
}

interface CorsRule {
    readonly allowedOrigins: readonly string[];
}

/** A property that the program sets. AWS fills in an omitted one, which is then unknown during a preview. */
function inline<K extends keyof Inline>(bucket: Bucket, property: K, stack: Stack): Inline[K] {
    return stack.gives(bucket, property) ? (bucket.props as Inline)[property] : undefined;
}

/** How the bucket encrypts files by default. */
export function encryptionsOf(bucket: Bucket, stack: Stack): readonly Encryption[] {
    const separate = stack.referring(types.bucketEncryption, "bucket", bucket);
    const own = inline(bucket, "serverSideEncryptionConfiguration", stack)?.rule;
    const ownOfV2 = inline(bucket, "serverSideEncryptionConfigurations", stack) ?? [];
    return [
        ...[...separate.flatMap(({ props }) => props.rules), ...(own ? [own] : [])].flatMap(
            ({ applyServerSideEncryptionByDefault: byDefault }) => byDefault ?? [],
        ),
        ...ownOfV2.flatMap(({ rules }) => rules.flatMap((rule) => rule.applyServerSideEncryptionByDefaults)),
    ];
}

export function isVersioned(bucket: Bucket, stack: Stack): boolean {
    const own = [inline(bucket, "versioning", stack) ?? {}, ...(inline(bucket, "versionings", stack) ?? [])];
    return (
        stack
            .referring(types.bucketVersioning, "bucket", bucket)
            .some(({ props }) => props.versioningConfiguration.status === "Enabled") ||
        own.some(({ enabled }) => enabled === true)
    );
}

/** Days after which each enabled rule of the bucket's lifecycle deletes a former version. */
export function formerVersionsDays(bucket: Bucket, stack: Stack): readonly number[] {
    const separate = stack
        .referring(types.bucketLifecycle, "bucket", bucket)
        .flatMap(({ props }) => props.rules ?? [])
        .filter(({ status }) => status === "Enabled")
        .flatMap(({ noncurrentVersionExpiration }) => noncurrentVersionExpiration?.noncurrentDays ?? []);
    const own = (inline(bucket, "lifecycleRules", stack) ?? [])
        .filter(({ enabled }) => enabled)
        .flatMap(({ noncurrentVersionExpiration: one, noncurrentVersionExpirations: several = [] }) => [
            ...several,
            ...(one ? [one] : []),
        ])
        .flatMap(({ days }) => days ?? []);
    return [...separate, ...own];
}

/** The policy documents of the bucket. AWS keeps only one: the last that Pulumi writes. */
export function policiesOf(bucket: Bucket, stack: Stack): readonly unknown[] {
    const own = inline(bucket, "policy", stack);
    return [
        ...stack.referring(types.bucketPolicy, "bucket", bucket).map(({ props }) => props.policy),
        ...(own === undefined ? [] : [own]),
    ];
}

export function isLogged(bucket: Bucket, stack: Stack): boolean {
    return (
        stack.referring(types.bucketLogging, "bucket", bucket).length > 0 ||
        stack.gives(bucket, "logging") ||
        stack.gives(bucket, "loggings")
    );
}

/** The origins whose pages can use the bucket in a browser, or `*`. */
export function corsOriginsOf(bucket: Bucket, stack: Stack): readonly string[] {
    const separate = stack.referring(types.bucketCors, "bucket", bucket);
    const own = inline(bucket, "corsRules", stack) ?? [];
    return [...separate.flatMap(({ props }) => props.corsRules), ...own].flatMap(
        ({ allowedOrigins }) => allowedOrigins,
    );
}
