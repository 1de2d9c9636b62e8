import { Account, ExistingResource } from "../../resource-type";

/** The planned or existing bucket with the name. */
export const bucketNamed = (account: Account, name: string | undefined): ExistingResource | undefined =>
    settingOf(account, "aws:s3/bucket:Bucket", name);

/** The resource of a type that configures the bucket, such as its policy or its encryption. */
export const settingOf = (
    account: Account,
    token: string,
    bucket: string | undefined,
): ExistingResource | undefined =>
    bucket === undefined ? undefined : account.all(token).find(({ inputs }) => inputs.bucket === bucket);

/** The policy of the bucket, or undefined if it has none. Without `text`, the policy is not known yet. */
export function bucketPolicy(account: Account, bucket: string): { readonly text?: string } | undefined {
    const found = settingOf(account, "aws:s3/bucketPolicy:BucketPolicy", bucket);
    return found && (typeof found.inputs.policy === "string" ? { text: found.inputs.policy } : {});
}
