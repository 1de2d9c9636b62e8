/** Verifies the provenance of a release, as hosts do with OpenSSL before they unpack anything. */
import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import { Fault } from "./fault";
import { preAuthenticationEncoding } from "./provenance";

const ENVELOPE = z.object({
    payloadType: z.literal("application/vnd.in-toto+json"),
    payload: z.base64(),
    signatures: z.array(z.object({ keyid: z.string(), sig: z.base64() })).min(1),
});

const STATEMENT = z.object({
    subject: z.array(z.object({ digest: z.object({ sha256: z.string() }) })),
    predicateType: z.literal("https://slsa.dev/provenance/v1"),
    predicate: z.object({
        runDetails: z.object({
            builder: z.object({ id: z.string() }),
            metadata: z.object({ finishedOn: z.string() }),
        }),
    }),
});

/** What the provenance says, once it is known to be genuine. */
export interface Provenance {
    readonly builder: string;
    /** ISO 8601. */
    readonly finishedOn: string;
}

/**
 * @param text - the DSSE envelope's JSON
 * @param release - SHA-256 of the archive that it must be about
 * @param publicKey - base64 of the key's DER SubjectPublicKeyInfo
 * @throws Fault if it is malformed, of another release, or signed by another key
 */
export function verifyEnvelope(text: string, release: string, publicKey: string): Provenance {
    const envelope = parsed(ENVELOPE, text, release);
    const payload = Buffer.from(envelope.payload, "base64");
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    const message = preAuthenticationEncoding(payload);
    const isSigned = envelope.signatures.some(({ sig }) =>
        verify("sha256", message, key, Buffer.from(sig, "base64")),
    );
    if (!isSigned) throw forged(release, "the stack's key has not signed it");
    const { subject, predicate } = parsed(STATEMENT, payload.toString(), release);
    if (!subject.some(({ digest }) => digest.sha256 === release)) {
        throw forged(release, "it is about another archive");
    }
    const { builder, metadata } = predicate.runDetails;
    return { builder: builder.id, finishedOn: metadata.finishedOn };
}

function parsed<T>(schema: z.ZodType<T>, text: string, release: string): T {
    try {
        return schema.parse(JSON.parse(text));
    } catch (error) {
        const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
        throw forged(release, why);
    }
}

const forged = (release: string, why: string): Fault =>
    new Fault({
        what: `The provenance of release ${release} is not genuine: ${why}.`,
        fix:
            "do not deploy it before you know who put it into the bucket: CloudTrail has the uploads. If it was built for " +
            "another stack or before the key changed, publish it again.",
    });
