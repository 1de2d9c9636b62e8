import type { CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import { key } from "../sound";

export const cases: CaseTable = {
    "kms-key-rotates-and-is-guarded": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a deletion window of 14 days": [key({ deletionWindowInDays: 14 })],
            "a key that can't rotate": [
                key({ customerMasterKeySpec: "ECC_NIST_P256", enableKeyRotation: undefined }),
            ],
        },
        violating: {
            "a key without rotation": [key({ enableKeyRotation: false })],
            "a deletion window of 13 days": [key({ deletionWindowInDays: 13 })],
        },
        omitted: {
            enableKeyRotation: ["fail", key({ enableKeyRotation: undefined })],
            deletionWindowInDays: ["pass", key({ deletionWindowInDays: undefined })],
        },
        unknown: { enableKeyRotation: ["undetermined", key({ enableKeyRotation: UNKNOWN })] },
    },
};
