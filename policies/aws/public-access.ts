/** The settings with which S3 keeps a bucket or an account from being public. Each must be true. */
export const PUBLIC_ACCESS_SWITCHES = [
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
] as const;
