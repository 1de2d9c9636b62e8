import { createHash } from "node:crypto";
import type { Signer } from "../release/provenance";
import type { Cloud } from "./cloud";

/** Signs with a key of the lab's KMS. */
export const labSigner = (cloud: Cloud, keyArn: string): Signer => ({
    keyId: keyArn,
    sign: (message) => {
        const digest = createHash("sha256").update(message).digest("base64");
        const { signature } = cloud.seed({ sign: { key: keyArn, digest } });
        return Promise.resolve(Buffer.from(signature ?? "", "base64"));
    },
});
