import { createHash } from "node:crypto";
import { Fault, PlannedResource, Properties, Refusal, ResourceType } from "../resource-type";
import {
    blocksAt,
    fault,
    isSet,
    numberAt,
    refusal,
    refuseOther,
    refuseText,
    textAt,
    textsAt,
} from "../checks";
import { bucketNamed, settingOf } from "./checks/buckets";
import { mixedToken } from "./checks/ids";
import { earlyTransition, expiryBeforeTransition, noAction } from "./checks/lifecycle";
import { isPublic, statementsOf } from "./checks/policy-document";
import { s3Zone } from "./checks/region-names";

const GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";
const API = "https://docs.aws.amazon.com/AmazonS3/latest/API";

const BUCKET = "aws:s3/bucket:Bucket";
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function isBucketName(name: string): boolean {
    return (
        /^(?=.{3,63}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])$/.test(name) &&
        !/\.\.|^\d+\.\d+\.\d+\.\d+$|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(
            name,
        )
    );
}

const bucket: ResourceType = {
    token: BUCKET,
    replaceOn: ["bucket", "bucketPrefix", "bucketNamespace", "objectLockEnabled", "region"],
    autoName: { property: "bucket", maxLength: 63, lowerCase: true },
    defaults: { objectLockEnabled: false },
    refusals: [
        refusal("s3-bucket-name", `${GUIDE}/bucketnamingrules.html`, (inputs) => {
            const name = textAt(inputs, "bucket");
            return name === undefined || isBucketName(name)
                ? undefined
                : fault(
                      "bucket",
                      `InvalidBucketName: The specified bucket is not valid: "${name}". It must have 3 to 63 lower-case letters, digits, hyphens and dots, begin and end with a letter or digit, and have no reserved prefix or suffix`,
                  );
        }),
        refusal("s3-bucket-taken", `${API}/API_CreateBucket.html`, (inputs, account) => {
            const name = textAt(inputs, "bucket");
            return bucketNamed(account, name)
                ? fault(
                      "bucket",
                      `BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it: ${String(name)}`,
                  )
                : undefined;
        }),
    ],
    create: ({ inputs, region }) => {
        const name = String(inputs.bucket);
        return {
            id: name,
            outputs: {
                arn: `arn:aws:s3:::${name}`,
                bucketDomainName: `${name}.s3.amazonaws.com`,
                bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
                bucketRegion: region,
                hostedZoneId: s3Zone(region),
            },
        };
    },
    refuseDelete: {
        when: "it contains objects",
        source: `${API}/API_DeleteBucket.html`,
        find: ({ id, inputs }, account) =>
            inputs.forceDestroy !== true && settingOf(account, OBJECT, id)
                ? `BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket: ${id}`
                : undefined,
    },
};

const refuseMissingBucket = (id: string): Refusal =>
    refusal(id, `${API}/ErrorResponses.html`, (inputs, account) => {
        const name = textAt(inputs, "bucket");
        return name === undefined || bucketNamed(account, name)
            ? undefined
            : fault("bucket", `NoSuchBucket: The specified bucket does not exist: ${name}`);
    });

/** A resource type that configures a bucket. Its ID is the name of the bucket. */
function part(
    name: string,
    {
        required = [],
        replaceOn = [],
        refusals = [],
    }: { required?: string[]; replaceOn?: string[]; refusals?: Refusal[] } = {},
): ResourceType {
    const word = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    return {
        token: `aws:s3/${name}:${word}`,
        required: ["bucket", ...required],
        replaceOn: ["bucket", ...replaceOn, "region"],
        refusals: [
            refuseMissingBucket(
                `s3-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-missing-bucket`,
            ),
            ...refusals,
        ],
        create: ({ inputs }) => ({ id: String(inputs.bucket), outputs: {} }),
    };
}

const bucketPolicy = part("bucketPolicy", {
    required: ["policy"],
    refusals: [
        refusal("s3-policy-json", `${API}/API_PutBucketPolicy.html`, (inputs) => {
            const policy = textAt(inputs, "policy");
            return policy === undefined || statementsOf(policy)
                ? undefined
                : fault(
                      "policy",
                      "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'",
                  );
        }),
        refusal("s3-policy-other-bucket", `${GUIDE}/example-bucket-policies.html`, (inputs) => {
            const name = textAt(inputs, "bucket");
            const resources = (statementsOf(textAt(inputs, "policy") ?? "") ?? []).flatMap(
                (statement) => statement.resources,
            );
            const foreign = resources.find(
                (arn) =>
                    name !== undefined &&
                    arn !== `arn:aws:s3:::${name}` &&
                    !arn.startsWith(`arn:aws:s3:::${name}/`),
            );
            return foreign === undefined
                ? undefined
                : fault("policy", `MalformedPolicy: Policy has invalid resource: ${foreign}`);
        }),
        refusal(
            "s3-policy-public",
            `${GUIDE}/access-control-block-public-access.html`,
            (inputs, account, { region }) => {
                const name = textAt(inputs, "bucket");
                const block = settingOf(
                    account,
                    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                    name,
                );
                // A bucket without a public access block has S3's default, which blocks everything.
                const blocked = block === undefined || block.inputs.blockPublicPolicy === true;
                const open = (statementsOf(textAt(inputs, "policy") ?? "") ?? []).some(isPublic);
                return blocked && open
                    ? fault(
                          "policy",
                          `AccessDenied: User: arn:aws:iam::${account.id}:user/simulator is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${String(name)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access. (${region})`,
                      )
                    : undefined;
            },
        ),
    ],
});

const versioning: ResourceType = part("bucketVersioning", {
    required: ["versioningConfiguration"],
    replaceOn: ["expectedBucketOwner"],
    refusals: [
        refuseOther(
            "s3-versioning-status",
            `${API}/API_PutBucketVersioning.html`,
            "versioningConfiguration.status",
            ["Enabled", "Suspended", "Disabled"],
        ),
    ],
});

const encryption = part("bucketServerSideEncryptionConfiguration", {
    required: ["rules"],
    replaceOn: ["expectedBucketOwner"],
    refusals: [
        refusal("s3-encryption-key-without-kms", `${API}/API_ServerSideEncryptionByDefault.html`, (inputs) =>
            blocksAt(inputs, "rules").some(
                (rule) =>
                    textAt(rule, "applyServerSideEncryptionByDefault.sseAlgorithm") === "AES256" &&
                    isSet(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyId"),
            )
                ? fault(
                      "rules",
                      "InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
                  )
                : undefined,
        ),
        refusal("s3-encryption-algorithm", `${API}/API_ServerSideEncryptionByDefault.html`, (inputs) => {
            const algorithms = blocksAt(inputs, "rules").map((rule) =>
                textAt(rule, "applyServerSideEncryptionByDefault.sseAlgorithm"),
            );
            const wrong = algorithms.find(
                (name) => name !== undefined && !["AES256", "aws:kms", "aws:kms:dsse"].includes(name),
            );
            return wrong === undefined
                ? undefined
                : fault(
                      "rules",
                      `expected sse_algorithm to be one of [AES256, aws:kms, aws:kms:dsse], got ${wrong}`,
                  );
        }),
    ],
});

/** Rejects the first rule of the lifecycle that has the fault. */
const refuseRule = (id: string, find: (rule: Properties, at: number) => Fault | undefined): Refusal =>
    refusal(id, `${GUIDE}/intro-lifecycle-rules.html`, (inputs) =>
        blocksAt(inputs, "rules")
            .map(find)
            .find((found) => found !== undefined),
    );

const lifecycle = part("bucketLifecycleConfiguration", {
    replaceOn: ["expectedBucketOwner"],
    refusals: [
        refuseRule("s3-lifecycle-early-transition", earlyTransition),
        refuseRule("s3-lifecycle-expiry-before-transition", expiryBeforeTransition),
        refuseRule("s3-lifecycle-no-action", noAction),
        refuseRule("s3-lifecycle-days", (rule, at) => {
            const days = [
                "expiration.days",
                "noncurrentVersionExpiration.noncurrentDays",
                "abortIncompleteMultipartUpload.daysAfterInitiation",
            ];
            const wrong = days.find((property) => (numberAt(rule, property) ?? 1) < 1);
            return wrong === undefined
                ? undefined
                : fault(
                      `rules[${at}].${wrong}`,
                      `InvalidArgument: '${wrong}' for the action must be a positive integer, got ${String(numberAt(rule, wrong))}`,
                  );
        }),
        refusal("s3-lifecycle-rule-ids", `${GUIDE}/intro-lifecycle-rules.html`, (inputs) => {
            const ids = blocksAt(inputs, "rules").map((rule) => textAt(rule, "id"));
            const twice = ids.find((id, at) => id !== undefined && ids.indexOf(id) !== at);
            return twice === undefined
                ? undefined
                : fault(
                      "rules",
                      `InvalidArgument: Rule ID must be unique. Found same ID for more than one rule: ${twice}`,
                  );
        }),
    ],
});

const logging = part("bucketLogging", {
    required: ["targetBucket", "targetPrefix"],
    replaceOn: ["expectedBucketOwner"],
    refusals: [
        refusal("s3-logging-other-region", `${GUIDE}/ServerLogs.html`, (inputs, account, { region }) => {
            const target = bucketNamed(account, textAt(inputs, "targetBucket"));
            return target !== undefined && target.region !== region
                ? fault(
                      "targetBucket",
                      `CrossLocationLoggingProhibitted: Cross S3 location logging not allowed: the bucket is in ${region}, its target bucket ${String(inputs.targetBucket)} is in ${target.region}`,
                  )
                : undefined;
        }),
        refusal("s3-logging-target-missing", `${API}/API_PutBucketLogging.html`, (inputs, account) => {
            const name = textAt(inputs, "targetBucket");
            return name !== undefined && bucketNamed(account, name) === undefined
                ? fault(
                      "targetBucket",
                      `InvalidTargetBucketForLogging: The target bucket for logging does not exist, is not owned by you, or does not have the appropriate grants for the log-delivery group: ${name}`,
                  )
                : undefined;
        }),
    ],
});

const cors = part("bucketCorsConfiguration", {
    required: ["corsRules"],
    replaceOn: ["expectedBucketOwner"],
    refusals: [
        refusal("s3-cors-method", `${GUIDE}/ManageCorsUsing.html`, (inputs) => {
            const methods = blocksAt(inputs, "corsRules").flatMap((rule) => textsAt(rule, "allowedMethods"));
            const wrong = methods.find(
                (method) => !["GET", "PUT", "POST", "DELETE", "HEAD"].includes(method),
            );
            return wrong === undefined
                ? undefined
                : fault(
                      "corsRules",
                      `InvalidRequest: Found unsupported HTTP method in CORS config. Unsupported method is ${wrong}`,
                  );
        }),
    ],
});

const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

/** The outputs of an object. If it is uploaded in one piece, its ETag is its MD5. */
function stored({ inputs, account, hex }: PlannedResource): Properties {
    const content = textAt(inputs, "content");
    const name = textAt(inputs, "bucket");
    const isVersioned = settingOf(account, "aws:s3/bucketVersioning:BucketVersioning", name) !== undefined;
    return {
        etag:
            textAt(inputs, "etag") ??
            (content === undefined
                ? hex(32, JSON.stringify(inputs.source ?? ""))
                : createHash("md5").update(content).digest("hex")),
        versionId: isVersioned ? mixedToken({ hex }, 32, JSON.stringify(inputs)) : "",
    };
}

const object: ResourceType = {
    token: OBJECT,
    required: ["bucket"],
    replaceOn: ["bucket", "key", "region"],
    autoName: { property: "key", maxLength: 1024 },
    defaults: { storageClass: "STANDARD", acl: "private" },
    refusals: [
        refuseText("s3-object-key", `${GUIDE}/object-keys.html`, "key", {
            min: 1,
            max: 1024,
            message: "KeyTooLongError: Your key is too long",
        }),
        refuseMissingBucket("s3-object-missing-bucket"),
    ],
    create: (resource) => ({
        id: String(resource.inputs.key),
        outputs: {
            arn: `arn:aws:s3:::${String(resource.inputs.bucket)}/${String(resource.inputs.key)}`,
            ...stored(resource),
        },
    }),
    update: stored,
};

export const types: readonly ResourceType[] = [
    bucket,
    part("bucketPublicAccessBlock"),
    bucketPolicy,
    versioning,
    encryption,
    lifecycle,
    logging,
    part("bucketOwnershipControls", {
        required: ["rule"],
        refusals: [
            refuseOther(
                "s3-object-ownership",
                `${GUIDE}/about-object-ownership.html`,
                "rule.objectOwnership",
                ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"],
            ),
        ],
    }),
    cors,
    object,
];
