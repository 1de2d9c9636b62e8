import { createHash } from "node:crypto";
import { SignCommand, type KMSClient } from "@aws-sdk/client-kms";
import type { Signer } from "../provenance";

/** KMS takes longer messages only as their digest. https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
const MOST_BYTES = 4096;

/** Signs with the stack's key in KMS, which nobody can read. The key's permission is what makes a release the stack's own. */
export const kmsSigner = (kms: KMSClient, keyArn: string): Signer => ({
    keyId: keyArn,
    sign: async (message) => {
        const isShort = message.length <= MOST_BYTES;
        const { Signature } = await kms.send(
            new SignCommand({
                KeyId: keyArn,
                Message: isShort ? message : createHash("sha256").update(message).digest(),
                MessageType: isShort ? "RAW" : "DIGEST",
                SigningAlgorithm: "ECDSA_SHA_256",
            }),
        );
        if (Signature === undefined) throw new Error(`KMS answered without a signature of ${keyArn}`);
        return Signature;
    },
});
