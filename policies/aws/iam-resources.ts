/** The resources that a statement of an identity policy names. */

const EVERY_RESOURCE = [
    // *, arn:aws:s3:::*, arn:aws:s3:::*/*
    /^(\*|arn(:[^:]*){4}:\*([:/]\*)*)$/,
    // Every one of a kind: arn:aws:kms:*:*:key/*. An ARN without an account is S3's, with a bucket's name there; SNS has
    // a topic's name there, before the colon of its subscriptions.
    /^arn:[^:]*:(?!sns(:[^:]*){3}:)[^:]*:[^:]*:[^:]+:[A-Za-z-]+[:/]\*([:/]\*)*$/,
    // Route 53's ARNs have no account: arn:aws:route53:::hostedzone/*
    /^arn:[^:]*:route53:::[a-z]+\/\*$/,
    // The same with a shorter pattern: arn:aws:s3*, arn:*
    /^arn(:[^:*]*){0,3}:?[^:*]*\*$/,
];

/** Whether it covers everything, or everything of a service or of a kind. */
export function isEveryResource(resource: string): boolean {
    const plain = resource.replace(/[*?]*\*[*?]*/g, "*");
    return EVERY_RESOURCE.some((pattern) => pattern.test(plain));
}
