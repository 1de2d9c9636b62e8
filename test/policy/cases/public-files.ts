import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { backupOf, bucket, bucketScene } from "../sound";
import { inlineScene } from "../sound-buckets";
import { BEHAVIOR, BUCKET, distributionScene, SITE } from "../sound-edge";

const media = bucket({ bucket: "hrms-media" }, { name: "hrms-media" });
const site = bucket({ bucket: "hrms-static" }, { name: "hrms-static" });
const SIGNED = { trustedKeyGroups: [UNKNOWN] };
const behavior = (targetOriginId: string, changes: object = {}) => ({
    ...BEHAVIOR,
    targetOriginId,
    ...changes,
});
const origin = (originId: string, domainName: unknown) => ({ ...BUCKET, originId, domainName });
const DOMAINS = {
    media: "hrms-media.s3.eu-central-1.amazonaws.com",
    static: "hrms-static.s3.eu-central-1.amazonaws.com",
};
/** Buckets of the stack and a distribution in front of them. */
const served = (subject: Resource, changes: object, others: readonly Resource[] = []): Scene => [
    ...bucketScene({}, subject),
    ...others.flatMap((other) => {
        const [first, ...parts] = bucketScene({}, other);
        return [first, ...parts.map((part) => ({ ...part, name: `${part.name}-of-other` }))];
    }),
    ...distributionScene([
        { orderedCacheBehaviors: undefined, ...changes },
        { references: { origins: [subject, ...others] } },
    ]),
    ...backupOf([subject]),
];
/** One bucket behind one behavior. */
const alone = (changes: object = {}, subject: Resource = media): Scene =>
    served(subject, {
        origins: [origin("files", UNKNOWN), SITE],
        defaultCacheBehavior: behavior("files", changes),
    });
/** Uploads that need a signature, beside open static files. */
const both = (domains: Readonly<Record<string, unknown>>, uploads: object = SIGNED): Scene =>
    served(
        media,
        {
            origins: [origin("one", domains.media), origin("two", domains.static)],
            defaultCacheBehavior: behavior("two"),
            orderedCacheBehaviors: [behavior("one", uploads)],
        },
        [site],
    );
const cors = (allowedOrigins: unknown, subject: Resource = bucket()): Scene => [
    ...bucketScene({}, subject),
    fixture(types.bucketCors)(
        { corsRules: [{ allowedMethods: ["PUT"], allowedOrigins }] },
        { references: { bucket: [subject] } },
    ),
];

export const cases: CaseTable = {
    "cloudfront-private-files-need-signed-urls": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            "files that a key group signs": alone(SIGNED),
            "files that an account signs": alone({ trustedSigners: ["self"] }),
            "public files": alone({}, site),
            "files that CloudFront does not serve": bucketScene(),
            "signed files beside an open site": served(media, {
                origins: [origin("files", DOMAINS.media), SITE],
                defaultCacheBehavior: behavior("site"),
                orderedCacheBehaviors: [behavior("files", SIGNED)],
            }),
            "signed files beside public files": both(DOMAINS),
        },
        violating: {
            "uploads for everyone": alone(),
            "empty lists of signers": alone({ trustedKeyGroups: [], trustedSigners: [] }),
            "a bucket whose name says nothing": alone({}, bucket({}, { name: "files" })),
            "a bucket whose name says public and uploads": alone({}, bucket({}, { name: "public-uploads" })),
            "one open path of two": served(media, {
                origins: [origin("files", DOMAINS.media)],
                defaultCacheBehavior: behavior("files", SIGNED),
                orderedCacheBehaviors: [behavior("files")],
            }),
            "uploads in a group of origins": served(media, {
                origins: [origin("files", DOMAINS.media), SITE],
                originGroups: [{ originId: "group", members: [{ originId: "site" }, { originId: "files" }] }],
                defaultCacheBehavior: behavior("group"),
            }),
            "uploads beside public files": both(DOMAINS, {}),
            ...aliases(types.bucket, alone()),
        },
        omitted: {
            orderedCacheBehaviors: ["fail", ...alone()],
        },
        unknown: {
            "the domain names of two buckets": ["undetermined", ...both({ media: UNKNOWN, static: UNKNOWN })],
            trustedKeyGroups: ["pass", ...alone(SIGNED)],
        },
    },
    "s3-bucket-cors-names-origins": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "one site": cors(["https://hrms.example.com"]),
            "every site for public files": cors(["*"], site),
        },
        violating: {
            "every site": cors(["*"]),
            "every site over HTTPS": cors(["https://*"]),
            "every site beside one": cors(["https://hrms.example.com", "*"]),
            "every site in a property of the bucket": inlineScene({
                corsRules: [{ allowedMethods: ["PUT"], allowedOrigins: ["*"] }],
            }),
            ...aliases(types.bucket, cors(["*"])),
        },
        omitted: { "any CORS rules": ["pass", ...bucketScene()] },
        unknown: { allowedOrigins: ["undetermined", ...cors(UNKNOWN)] },
    },
};
