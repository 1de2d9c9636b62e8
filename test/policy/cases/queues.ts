import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const queue = fixture(types.queue);

export const cases: CaseTable = {
    "queue-is-encrypted": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a queue that SQS encrypts": [queue({ sqsManagedSseEnabled: true })],
            "a queue with a key": [queue({ sqsManagedSseEnabled: false, kmsMasterKeyId: UNKNOWN })],
        },
        violating: { "an unencrypted queue": [queue({ sqsManagedSseEnabled: false })] },
        omitted: { "any setting, because SQS encrypts by default": ["pass", queue()] },
        unknown: { sqsManagedSseEnabled: ["undetermined", queue({ sqsManagedSseEnabled: UNKNOWN })] },
    },
};
