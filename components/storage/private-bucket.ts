import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../internal/iam";
import { lifecycleRules, type Lifecycle } from "./lifecycle";
import { ACCESS_LOG_PREFIX, refuseInsecureTransport, refuseOtherKeys } from "./policies";

export interface PrivateBucketArgs {
    readonly deletionProtection: boolean;
    /** A key of our own (SSE-KMS), or the reason why it must use S3's keys (SSE-S3). */
    readonly encryption: { readonly key: aws.kms.Key } | { readonly s3Managed: string };
    readonly lifecycle: Lifecycle;
    /** The bucket for the access log, or the reason why there is none. */
    readonly accessLog: PrivateBucket | { readonly none: string };
    /**
     * More statements for the bucket's policy. A bucket has only one policy, so all statements come from here.
     * @defaultValue - none; IAM decides who can do what
     */
    readonly policy?: (bucketArn: pulumi.Output<string>) => readonly Statement[];
    /** Origins whose pages can upload directly to the bucket with presigned URLs. */
    readonly uploadsFrom?: readonly string[];
}

/**
 * A private bucket: never public, TLS only, encrypted, versioned, with an access log, and never emptied in order to be
 * deleted. Its lifecycle decides how its content ages.
 */
export class PrivateBucket extends pulumi.ComponentResource {
    readonly bucket: aws.s3.Bucket;
    readonly name: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
    /** `<name>.s3.<region>.amazonaws.com`, the name that CloudFront needs for its origin. */
    readonly regionalDomainName: pulumi.Output<string>;

    constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:storage:PrivateBucket", name, {}, opts);
        // Content cannot be created again from code, so nothing deletes it by accident.
        this.bucket = new aws.s3.Bucket(name, {}, { parent: this, protect: args.deletionProtection });
        this.name = this.bucket.bucket;
        this.arn = this.bucket.arn;
        this.regionalDomainName = this.bucket.bucketRegionalDomainName;

        this.keepPrivate(name, args);
        this.encrypt(name, args.encryption);
        this.keepVersions(name, args.lifecycle);
        this.keepAccessLog(name, args.accessLog);
        this.acceptUploads(name, args.uploadsFrom);
        this.registerOutputs({ name: this.name, arn: this.arn });
    }

    private keepPrivate(name: string, { encryption, policy }: PrivateBucketArgs): void {
        const bucket = this.name;
        const block = new aws.s3.BucketPublicAccessBlock(
            `${name}-public-access`,
            {
                bucket,
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
            { parent: this },
        );
        new aws.s3.BucketOwnershipControls(
            `${name}-ownership`,
            { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
            { parent: this },
        );
        new aws.s3.BucketPolicy(
            `${name}-policy`,
            {
                bucket,
                policy: policyDocument(
                    ...refuseInsecureTransport(this.arn),
                    ...("key" in encryption ? refuseOtherKeys(this.arn, encryption.key.arn) : []),
                    ...(policy?.(this.arn) ?? []),
                ),
            },
            // S3 accepts one change of a bucket's access at a time, and answers a second one with OperationAborted.
            { parent: this, dependsOn: [block] },
        );
    }

    private encrypt(name: string, encryption: PrivateBucketArgs["encryption"]): void {
        const rule =
            "key" in encryption
                ? {
                      applyServerSideEncryptionByDefault: {
                          sseAlgorithm: "aws:kms",
                          kmsMasterKeyId: encryption.key.arn,
                      },
                      // One call to KMS covers many objects, at a hundredth of the cost.
                      bucketKeyEnabled: true,
                  }
                : { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
        new aws.s3.BucketServerSideEncryptionConfiguration(
            `${name}-encryption`,
            // With SSE-C, stolen credentials can be used for ransom: only the thief has the key to the objects.
            { bucket: this.name, rules: [{ ...rule, blockedEncryptionTypes: ["SSE-C"] }] },
            { parent: this },
        );
    }

    private keepVersions(name: string, lifecycle: Lifecycle): void {
        const bucket = this.name;
        const versioning = new aws.s3.BucketVersioning(
            `${name}-versioning`,
            { bucket, versioningConfiguration: { status: "Enabled" } },
            { parent: this },
        );
        new aws.s3.BucketLifecycleConfiguration(
            `${name}-lifecycle`,
            { bucket, rules: lifecycleRules(lifecycle) },
            // S3 rejects rules about former versions until versioning is on.
            { parent: this, dependsOn: [versioning] },
        );
    }

    private keepAccessLog(name: string, target: PrivateBucketArgs["accessLog"]): void {
        if (!(target instanceof PrivateBucket)) {
            return;
        }
        new aws.s3.BucketLogging(
            `${name}-access-log`,
            {
                bucket: this.name,
                targetBucket: target.name,
                targetPrefix: `${ACCESS_LOG_PREFIX}/`,
                // s3/<account>/<region>/<bucket>/<year>/<month>/<day>/…, so that you can find and query one day.
                targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
            },
            { parent: this, dependsOn: [target] },
        );
    }

    private acceptUploads(name: string, origins: readonly string[] = []): void {
        if (origins.length === 0) {
            return;
        }
        new aws.s3.BucketCorsConfiguration(
            `${name}-uploads`,
            {
                bucket: this.name,
                corsRules: [
                    {
                        allowedOrigins: [...origins],
                        allowedMethods: ["GET", "POST", "PUT"],
                        allowedHeaders: ["content-type", "content-md5", "x-amz-*"],
                        exposeHeaders: ["ETag"],
                        maxAgeSeconds: 3600,
                    },
                ],
            },
            { parent: this },
        );
    }
}
