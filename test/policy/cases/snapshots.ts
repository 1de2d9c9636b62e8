import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const ACCOUNT = "210987654321";
const image = fixture(types.imageSharing, { imageId: UNKNOWN });
const snapshot = fixture(types.databaseSnapshot, { dbSnapshotIdentifier: "before-migration" });
const copy = fixture(types.databaseSnapshotCopy, { kmsKeyId: UNKNOWN });
const block = fixture(types.publicSharingBlock, { state: "block-new-sharing" });

export const cases: CaseTable = {
    "snapshot-is-not-public": {
        is: ["mandatory", "critical", "deny"],
        compliant: {
            "a private snapshot": [snapshot()],
            "a private copy of a snapshot": [copy()],
            "an account that blocks public sharing": [block()],
        },
        violating: {
            "an image shared with everybody": [image({ group: "all" })],
            "a snapshot shared with everybody": [snapshot({ sharedAccounts: ["all"] })],
            ...aliases(types.databaseSnapshot, [snapshot({ sharedAccounts: ["all"] })]),
            "a copy shared with everybody": [copy({ sharedAccounts: ["all"] })],
            "an account that allows public sharing": [block({ state: "unblocked" })],
            ...aliases(types.publicSharingBlock, [block({ state: "unblocked" })]),
        },
        omitted: { sharedAccounts: ["pass", snapshot()], group: ["pass", image()] },
        unknown: { sharedAccounts: ["undetermined", snapshot({ sharedAccounts: [UNKNOWN] })] },
        advised: {
            "an image shared with another account": [image({ accountId: ACCOUNT })],
            "an image shared with an organization": [image({ organizationArn: UNKNOWN })],
            "an image shared with an organizational unit": [image({ organizationalUnitArn: UNKNOWN })],
            "a disk snapshot shared with another account": [
                fixture(types.diskSnapshotSharing)({ accountId: ACCOUNT }),
            ],
            "a database snapshot shared with another account": [snapshot({ sharedAccounts: [ACCOUNT] })],
        },
    },
};
