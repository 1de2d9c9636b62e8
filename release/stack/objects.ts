/** Objects of a bucket, by the few operations that releases use. Other errors than those named here are AWS's own. */
import {
    GetObjectCommand,
    HeadObjectCommand,
    ListObjectsV2Command,
    PutObjectCommand,
    type S3Client,
} from "@aws-sdk/client-s3";

export interface StoredText {
    readonly text: string;
    /** Changes with the content. */
    readonly version: string;
}

export interface Upload {
    readonly body: Uint8Array | string;
    /** SHA-256 of the body in base64; S3 refuses anything else. @defaultValue - the SDK's own checksum */
    readonly sha256?: string;
    readonly contentType: string;
    readonly cacheControl?: string;
    /**
     * Only if there is no object of the name (`"absent"`), or if it is still of this version.
     * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
     */
    readonly onlyIf?: "absent" | { readonly version: string };
}

export class Objects {
    constructor(
        private readonly s3: S3Client,
        readonly bucket: string,
    ) {}

    /** @returns undefined if there is no such object */
    async read(key: string): Promise<StoredText | undefined> {
        try {
            const { Body, ETag = "" } = await this.s3.send(
                new GetObjectCommand({ Bucket: this.bucket, Key: key }),
            );
            return { text: (await Body?.transformToString()) ?? "", version: ETag };
        } catch (error) {
            if ((error as Error).name === "NoSuchKey") return undefined;
            throw error;
        }
    }

    /** Its size in bytes; undefined if there is no such object. */
    async size(key: string): Promise<number | undefined> {
        try {
            const { ContentLength = 0 } = await this.s3.send(
                new HeadObjectCommand({ Bucket: this.bucket, Key: key }),
            );
            return ContentLength;
        } catch (error) {
            if ((error as Error).name === "NotFound") return undefined;
            throw error;
        }
    }

    /** @returns whether it was written; false if `onlyIf` did not hold, or another writer was faster */
    async write(key: string, { body, sha256, contentType, cacheControl, onlyIf }: Upload): Promise<boolean> {
        try {
            await this.s3.send(
                new PutObjectCommand({
                    Bucket: this.bucket,
                    Key: key,
                    Body: body,
                    ContentType: contentType,
                    ...(cacheControl !== undefined && { CacheControl: cacheControl }),
                    ...(sha256 !== undefined && { ChecksumAlgorithm: "SHA256", ChecksumSHA256: sha256 }),
                    ...(onlyIf === "absent" && { IfNoneMatch: "*" }),
                    ...(typeof onlyIf === "object" && { IfMatch: onlyIf.version }),
                }),
            );
            return true;
        } catch (error) {
            if (["PreconditionFailed", "ConditionalRequestConflict"].includes((error as Error).name))
                return false;
            throw error;
        }
    }

    /** Names below a prefix, with each one's MD5 if S3 knows it: `ETag` without quotes. */
    async list(prefix: string): Promise<Map<string, string>> {
        const found = new Map<string, string>();
        let next: string | undefined;
        do {
            const { Contents = [], NextContinuationToken } = await this.s3.send(
                new ListObjectsV2Command({ Bucket: this.bucket, Prefix: prefix, ContinuationToken: next }),
            );
            for (const { Key = "", ETag = "" } of Contents) found.set(Key, ETag.replaceAll('"', ""));
            next = NextContinuationToken;
        } while (next !== undefined);
        return found;
    }
}
