import { createHash } from "node:crypto";
import { SignCommand, type KMSClient } from "@aws-sdk/client-kms";
import type { Signer } from "../provenance";

/** Signs with the stack's key in KMS, which nobody can read. The key's permission is what makes a release the stack's own. */
export const kmsSigner = (kms: KMSClient, keyArn: string): Signer => ({
    keyId: keyArn,
    sign: async (message) => {
        const { Signature } = await kms.send(
            new SignCommand({
                KeyId: keyArn,
                // KMS takes at most 4096 bytes as they are.
                Message: createHash("sha256").update(message).digest(),
                MessageType: "DIGEST",
                SigningAlgorithm: "ECDSA_SHA_256",
            }),
        );
        if (Signature === undefined) throw new Error(`KMS answered without a signature of ${keyArn}`);
        return Signature;
    },
});
