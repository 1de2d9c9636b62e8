import { Account, ExistingResource } from "../../resource-type";

/** The bucket of that name, planned or there. */
export const bucketNamed = (account: Account, name: string | undefined): ExistingResource | undefined =>
    settingOf(account, "aws:s3/bucket:Bucket", name);

/** A resource of a type that says something of the bucket: its policy, its encryption. */
export const settingOf = (
    account: Account,
    token: string,
    bucket: string | undefined,
): ExistingResource | undefined =>
    bucket === undefined ? undefined : account.all(token).find(({ inputs }) => inputs.bucket === bucket);

/** The JSON of the bucket's policy; undefined where it has none or it is not known yet. */
export function bucketPolicy(account: Account, bucket: string): { readonly text?: string } | undefined {
    const found = settingOf(account, "aws:s3/bucketPolicy:BucketPolicy", bucket);
    return found && (typeof found.inputs.policy === "string" ? { text: found.inputs.policy } : {});
}
