import type { Signer } from "../release/provenance";
import type { Cloud } from "./cloud";

/** Signs with a key of the lab's KMS. */
export const labSigner = (cloud: Cloud, keyArn: string): Signer => ({
    keyId: keyArn,
    sign: (message) => {
        const sign = { key: keyArn, message: Buffer.from(message).toString("base64") };
        return Promise.resolve(Buffer.from(cloud.seed({ sign }).signature ?? "", "base64"));
    },
});
