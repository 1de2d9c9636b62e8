import type { CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import { vault, vaultLock as lock } from "../sound";

export const cases: CaseTable = {
    "backup-vault-encrypted-with-own-key": {
        is: ["mandatory", "high", "deny"],
        compliant: { "a key of your own": [vault({ kmsKeyArn: "arn:key" }), lock()] },
        violating: {
            "an empty kmsKeyArn": [vault({ kmsKeyArn: "" }), lock()],
            "AWS's key by its alias": [
                vault({ kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:alias/aws/backup" }),
                lock(),
            ],
        },
        omitted: { kmsKeyArn: ["fail", vault({ kmsKeyArn: undefined }), lock()] },
        unknown: { kmsKeyArn: ["pass", vault(), lock()] },
    },
    "backup-vault-is-locked": {
        is: ["mandatory", "high", "deny"],
        compliant: { "a locked vault": [vault(), lock()] },
        violating: {
            "the lock of another vault": [vault(), lock({}, { references: {} })],
            "a vault with forceDestroy": [vault({ forceDestroy: true }), lock()],
        },
        omitted: {
            "a lock": ["fail", vault()],
            minRetentionDays: ["fail", vault(), lock({ minRetentionDays: undefined })],
        },
        unknown: { minRetentionDays: ["undetermined", vault(), lock({ minRetentionDays: UNKNOWN })] },
    },
};
