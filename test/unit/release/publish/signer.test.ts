import { spawnSync } from "node:child_process";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KMSClient, SignCommand } from "@aws-sdk/client-kms";
import type { ReleaseRecord } from "../../../../release/build";
import { attest } from "../../../../release/provenance";
import { kmsSigner } from "../../../../release/publish/signer";
import { verifyEnvelope } from "../../../../release/verify";
import { removeTemporaryFolder, temporaryFolder } from "../../../../system/interruption";

const ARN = "arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000";
const RELEASE = "0f".repeat(32);

/** Signs digests as KMS does, with OpenSSL, which hashes nothing here. moto hashes digests once more. */
function kms(privatePem: string, folder: string): KMSClient {
    const send = ({ input }: SignCommand): unknown => {
        const { KeyId, Message = new Uint8Array(), MessageType, SigningAlgorithm } = input;
        if (KeyId !== ARN || MessageType !== "DIGEST" || Message.length !== 32) {
            throw new Error("ValidationException: Digest is invalid length for algorithm ECDSA_SHA_256");
        }
        if (SigningAlgorithm !== "ECDSA_SHA_256") throw new Error("InvalidKeyUsageException");
        const [key, digest] = [join(folder, "key.pem"), join(folder, "digest")];
        writeFileSync(key, privatePem);
        writeFileSync(digest, Message);
        const { stdout, status } = spawnSync("openssl", ["pkeyutl", "-sign", "-inkey", key, "-in", digest]);
        expect(status).toBe(0);
        return { Signature: new Uint8Array(stdout) };
    };
    return { send: (command: SignCommand) => Promise.resolve(send(command)) } as unknown as KMSClient;
}

test("KMS signs a statement of any length, and the stack's public key verifies it", async () => {
    const folder = temporaryFolder("signer");
    const { privateKey, publicKey } = generateKeyPairSync("ec", {
        namedCurve: "P-256",
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const record = {
        release: RELEASE,
        built: "2026-11-30T12:00:00.000Z",
        builder: "b".repeat(5000),
        source: { commit: "", uncommitted: [] },
    } as unknown as ReleaseRecord;
    const envelope = await attest(record, kmsSigner(kms(privateKey, folder), ARN));
    removeTemporaryFolder(folder);

    expect(envelope.signatures.map(({ keyid }) => keyid)).toEqual([ARN]);
    const der = createPublicKey(publicKey).export({ type: "spki", format: "der" }).toString("base64");
    expect(verifyEnvelope(JSON.stringify(envelope), RELEASE, der).finishedOn).toBe(
        "2026-11-30T12:00:00.000Z",
    );
    expect(() => verifyEnvelope(JSON.stringify(envelope), "1f".repeat(32), der)).toThrow(/another archive/);
});
