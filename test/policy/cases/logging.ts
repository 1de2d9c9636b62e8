import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const logs = fixture(types.logGroup, { retentionInDays: 90, kmsKeyId: UNKNOWN });

export const cases: CaseTable = {
    "log-group-retention-and-key": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "logs kept for 90 days": [logs()],
            "logs kept for a year": [logs({ retentionInDays: 365 })],
        },
        violating: {
            "logs kept for 60 days": [logs({ retentionInDays: 60 })],
            "logs kept forever": [logs({ retentionInDays: 0 })],
            "logs without a key": [logs({ kmsKeyId: "" })],
        },
        omitted: {
            retentionInDays: ["fail", logs({ retentionInDays: undefined })],
            kmsKeyId: ["fail", logs({ kmsKeyId: undefined })],
        },
        unknown: {
            retentionInDays: ["undetermined", logs({ retentionInDays: UNKNOWN })],
            kmsKeyId: ["pass", logs({ kmsKeyId: UNKNOWN })],
        },
    },
};
