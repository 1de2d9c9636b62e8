/**
 * Where a release comes from, as a signed statement: an in-toto statement with SLSA provenance in a DSSE envelope. Hosts
 * install nothing that the stack's key has not signed.
 * https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 * https://slsa.dev/spec/v1.0/provenance
 * https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
 */
import { createPublicKey, sign, type KeyObject } from "node:crypto";
import type { ReleaseRecord } from "./build";

const PAYLOAD_TYPE = "application/vnd.in-toto+json";

/** What this project's builds are called in provenance. It names the recipe, not a place. */
const BUILD_TYPE = "https://django-hrms-on-aws.example/release/v1";

/** Signs with ECDSA on P-256 and SHA-256. */
export interface Signer {
    /** Which key, for people: the ARN of a KMS key, or a fingerprint. */
    readonly keyId: string;
    /** The ASN.1 DER signature of the message, which the signer hashes. */
    sign(message: Uint8Array): Promise<Uint8Array>;
}

/** A DSSE envelope, as it is stored beside the archive in `<sha>.intoto.json`. */
export interface Envelope {
    readonly payloadType: typeof PAYLOAD_TYPE;
    /** The statement's JSON, in base64. */
    readonly payload: string;
    readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** The statement about the release: what was built, from which source, by which builder, and when. */
export function statement(record: ReleaseRecord): object {
    const { release, built, builder, source, settings } = record;
    return {
        _type: "https://in-toto.io/Statement/v1",
        subject: [{ name: `${release}.tar.gz`, digest: { sha256: release } }],
        predicateType: "https://slsa.dev/provenance/v1",
        predicate: {
            buildDefinition: {
                buildType: BUILD_TYPE,
                externalParameters: settings,
                resolvedDependencies: source.commit === "" ? [] : [{ digest: { gitCommit: source.commit } }],
            },
            runDetails: { builder: { id: builder }, metadata: { finishedOn: built } },
        },
    };
}

/** Signs the statement about the release. */
export async function attest(record: ReleaseRecord, signer: Signer): Promise<Envelope> {
    const payload = Buffer.from(JSON.stringify(statement(record)));
    const sig = await signer.sign(preAuthenticationEncoding(payload));
    return {
        payloadType: PAYLOAD_TYPE,
        payload: payload.toString("base64"),
        signatures: [{ keyid: signer.keyId, sig: Buffer.from(sig).toString("base64") }],
    };
}

/** The bytes that a DSSE signature is about. Lengths are in bytes. */
export function preAuthenticationEncoding(payload: Uint8Array): Buffer {
    const head = `DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `;
    return Buffer.concat([Buffer.from(head), payload]);
}

/** Signs with a private key that this process has: a stack without KMS, such as the lab's. */
export function localSigner(privateKey: KeyObject): Signer {
    return {
        keyId: publicKey(privateKey),
        sign: (message) => Promise.resolve(sign("sha256", message, privateKey)),
    };
}

/** The public key as hosts get it (HRMS_RELEASE_KEY): base64 of its DER SubjectPublicKeyInfo, in one line. */
export const publicKey = (privateKey: KeyObject): string =>
    createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");
