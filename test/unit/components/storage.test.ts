import * as aws from "@pulumi/aws";
import { Keys } from "../../../components/keys";
import { Storage } from "../../../components/storage";
import { lifecycleRules } from "../../../components/storage/lifecycle";
import { record, statementsOf, type Recording } from "./harness";
import { EXAMPLE_ACCOUNT, exampleSettings } from "../../../config/example";

/** Names of buckets, as S3 would put them out. */
const outputs = {
    "aws:s3/bucket:Bucket": ({ name }: { name: string }) => ({
        bucket: name,
        arn: `arn:aws:s3:::${name}`,
        bucketRegionalDomainName: `${name}.s3.eu-central-1.amazonaws.com`,
    }),
};

const storageOf = (overrides = {}): Promise<Recording<Storage>> =>
    record(
        () => {
            const settings = exampleSettings(overrides);
            return new Storage("storage", { ...settings, keys: new Keys("keys", settings) });
        },
        { outputs },
    );

const ALL = ["logs", "media", "static", "releases"];

describe("storage", () => {
    let storage: Recording<Storage>;
    beforeAll(async () => {
        storage = await storageOf();
    });
    const policyOf = (bucket: string): ReturnType<typeof statementsOf> =>
        statementsOf(storage.one(aws.s3.BucketPolicy, `storage-${bucket}-policy`).inputs.policy);

    test("there are four buckets, protected, and never emptied to be deleted", () => {
        const buckets = storage.all(aws.s3.Bucket);
        expect(buckets.map(({ name }) => name)).toEqual(ALL.map((what) => `storage-${what}`));
        for (const { inputs, protect } of buckets) {
            expect(protect).toBe(true);
            expect(inputs.forceDestroy).toBeUndefined();
        }
    });

    test.each(ALL)("%s: never public, without ACLs, versioned", (what) => {
        const bucket = `storage-${what}`;
        expect(storage.one(aws.s3.BucketPublicAccessBlock, `${bucket}-public-access`).inputs).toEqual({
            bucket,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        expect(storage.one(aws.s3.BucketOwnershipControls, `${bucket}-ownership`).inputs).toEqual({
            bucket,
            rule: { objectOwnership: "BucketOwnerEnforced" },
        });
        expect(storage.one(aws.s3.BucketVersioning, `${bucket}-versioning`).inputs).toEqual({
            bucket,
            versioningConfiguration: { status: "Enabled" },
        });
    });

    test.each(ALL)("%s: refuses what is not TLS 1.2 or newer, for everyone and everything", (what) => {
        const arn = `arn:aws:s3:::storage-${what}`;
        const common = { Effect: "Deny", Principal: "*", Action: ["s3:*"], Resource: [arn, `${arn}/*`] };
        expect(policyOf(what)).toMatchObject({
            RefuseWithoutTls: { ...common, Condition: { Bool: { "aws:SecureTransport": "false" } } },
            RefuseOldTls: { ...common, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
        });
    });

    test("media and releases are under our key, static and logs under S3's; nobody brings a key along", () => {
        for (const what of ALL) {
            const { rules } = storage.one(
                aws.s3.BucketServerSideEncryptionConfiguration,
                `storage-${what}-encryption`,
            ).inputs;
            const { sseAlgorithm, kmsMasterKeyId } = rules[0]?.applyServerSideEncryptionByDefault ?? {};
            const ours = what === "media" || what === "releases";
            expect([what, sseAlgorithm, kmsMasterKeyId?.split("/")[1]]).toEqual(
                ours ? [what, "aws:kms", "keys-files"] : [what, "AES256", undefined],
            );
            expect(rules[0]?.blockedEncryptionTypes).toEqual(["SSE-C"]);
        }
    });

    test("an upload that asks for another key is refused, one that asks for nothing is not", () => {
        for (const what of ["media", "releases"]) {
            const { RefuseOtherEncryption, RefuseOtherKeys } = policyOf(what);
            expect(RefuseOtherEncryption?.Condition).toEqual({
                StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
                Null: { "s3:x-amz-server-side-encryption": "false" },
            });
            expect(RefuseOtherKeys?.Condition).toMatchObject({
                StringEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
                ArnNotEqualsIfExists: {
                    "s3:x-amz-server-side-encryption-aws-kms-key-id": expect.stringContaining(
                        "keys-files",
                    ) as string,
                },
            });
        }
        // CloudTrail writes into the log bucket under the key of logs.
        expect(policyOf("logs")).not.toHaveProperty("RefuseOtherEncryption");
    });

    test("all buckets but the log bucket itself log their accesses there, once it may be written to", () => {
        const logging = storage.all(aws.s3.BucketLogging);
        expect(logging.map(({ inputs }) => inputs.bucket)).toEqual([
            "storage-media",
            "storage-static",
            "storage-releases",
        ]);
        const policy = storage.one(aws.s3.BucketPolicy, "storage-logs-policy").urn;
        for (const { inputs, dependencies } of logging) {
            expect([inputs.targetBucket, inputs.targetPrefix]).toEqual(["storage-logs", "s3/"]);
            expect(dependencies).toContain(policy);
        }
    });

    test("the log bucket admits exactly the services that write logs, for this account only", () => {
        const allowed = Object.values(policyOf("logs")).filter(({ Effect }) => Effect === "Allow");
        const arn = "arn:aws:s3:::storage-logs";
        const own = `AWSLogs/${EXAMPLE_ACCOUNT}`;
        expect(allowed.map(({ Sid, Action, Resource }) => [Sid, Action, Resource])).toEqual([
            ["LoadBalancerWrites", ["s3:PutObject"], [`${arn}/alb-*/${own}/*`]],
            ["AccessLogWrites", ["s3:PutObject"], [`${arn}/s3/*`]],
            ["CloudFrontWrites", ["s3:PutObject"], [`${arn}/${own}/*`]],
            ["CloudTrailAsks", ["s3:GetBucketAcl"], [arn]],
            ["CloudTrailWrites", ["s3:PutObject"], [`${arn}/cloudtrail/${own}/*`]],
            ["ConfigAsks", ["s3:GetBucketAcl", "s3:ListBucket"], [arn]],
            ["ConfigWrites", ["s3:PutObject"], [`${arn}/config/${own}/Config/*`]],
        ]);
        for (const { Condition } of allowed) {
            expect(JSON.stringify(Condition)).toContain(EXAMPLE_ACCOUNT);
            expect(Object.values(Condition ?? {}).every((keys) => Object.keys(keys).length > 0)).toBe(true);
        }
    });

    test("static files are read by CloudFront of this account; no other bucket is", () => {
        expect(policyOf("static").CloudFrontReads).toMatchObject({
            Action: ["s3:GetObject"],
            Principal: { Service: ["cloudfront.amazonaws.com"] },
            Condition: {
                ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${EXAMPLE_ACCOUNT}:distribution/*` },
            },
        });
        for (const what of ["media", "releases", "logs"]) {
            expect(policyOf(what)).not.toHaveProperty("CloudFrontReads");
        }
    });

    test("an infected upload is opened by nobody", () => {
        expect(policyOf("media").RefuseInfected).toMatchObject({
            Effect: "Deny",
            Principal: "*",
            Condition: {
                StringEquals: { "s3:ExistingObjectTag/GuardDutyMalwareScanStatus": "THREATS_FOUND" },
            },
        });
    });

    test("only pages of the HRMS may upload into media, and into no other bucket", () => {
        const { inputs } = storage.one(aws.s3.BucketCorsConfiguration);
        expect(inputs.bucket).toBe("storage-media");
        expect(inputs.corsRules.map(({ allowedOrigins }) => allowedOrigins)).toEqual([
            ["https://hrms.example.com"],
        ]);
    });

    test("logs expire with their retention; no release, upload or static file does", () => {
        const expiry = Object.fromEntries(
            storage
                .all(aws.s3.BucketLifecycleConfiguration)
                .map(({ inputs }) => [
                    inputs.bucket,
                    inputs.rules?.find(({ id }) => id === "expiry")?.expiration,
                ]),
        );
        expect(expiry).toEqual({
            "storage-logs": { days: 365 },
            "storage-media": { expiredObjectDeleteMarker: true },
            "storage-static": { expiredObjectDeleteMarker: true },
            "storage-releases": { expiredObjectDeleteMarker: true },
        });
    });
});

test("logRetentionDays and deletionProtection reach the buckets", async () => {
    const storage = await storageOf({ logRetentionDays: 90, deletionProtection: false });
    const { rules } = storage.one(aws.s3.BucketLifecycleConfiguration, "storage-logs-lifecycle").inputs;
    expect(rules).toContainEqual(expect.objectContaining({ id: "expiry", expiration: { days: 90 } }));
    expect(storage.all(aws.s3.Bucket).map(({ protect }) => protect)).toEqual([false, false, false, false]);
});

test("a lifecycle: abandoned uploads and former versions always go, the rest as it is asked for", () => {
    const rule = { status: "Enabled", filter: { prefix: "" } };
    expect(lifecycleRules({ formerVersionsDays: 30, rarelyReadAfterDays: 90 })).toEqual([
        { ...rule, id: "abandoned-uploads", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
        { ...rule, id: "former-versions", noncurrentVersionExpiration: { noncurrentDays: 30 } },
        { ...rule, id: "expiry", expiration: { expiredObjectDeleteMarker: true } },
        { ...rule, id: "rarely-read", transitions: [{ days: 90, storageClass: "STANDARD_IA" }] },
    ]);
    expect(lifecycleRules({ formerVersionsDays: 30, expiryDays: 90 }).map(({ id }) => id)).not.toContain(
        "rarely-read",
    );
});
