/** Policy documents as short JSON texts. */

const document = (...statements: readonly object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A document with the permissions of a role. */
export const allows = (action: string, resource: string, others: object = {}): string =>
    document({ Effect: "Allow", Action: action, Resource: resource, ...others });

/** A document that says who may use a resource or assume a role. */
export const admits = (principal: unknown, action: string, others: object = {}): string =>
    document({ Effect: "Allow", Principal: principal, Action: action, Resource: "*", ...others });

/** A bucket policy that refuses plain HTTP, with these changes. */
export const refusesPlainHttp = (changes: object): string =>
    document({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::uploads", "arn:aws:s3:::uploads/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
        ...changes,
    });
