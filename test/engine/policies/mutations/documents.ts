/** Policy documents as JSON text, as short as they can be written. */

const document = (...statements: readonly object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** What a role may do. */
export const allows = (action: string, resource: string, others: object = {}): string =>
    document({ Effect: "Allow", Action: action, Resource: resource, ...others });

/** Who may do something with a resource, or may take on a role. */
export const admits = (principal: unknown, action: string, others: object = {}): string =>
    document({ Effect: "Allow", Principal: principal, Action: action, Resource: "*", ...others });

/** A bucket's policy that refuses plain HTTP, but for what the changes leave open. */
export const refusesPlainHttp = (changes: object): string =>
    document({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::uploads", "arn:aws:s3:::uploads/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
        ...changes,
    });
