import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { adviceIf, faultIf, type Findings, isSet, some } from "../verdict";

interface Shared {
    readonly props: { readonly sharedAccounts?: readonly string[] };
}

/** RDS calls everybody `all`. */
function judgeAccounts({ props }: Shared): Findings {
    return [
        ...faultIf("sharedAccounts includes everybody", () =>
            some(props.sharedAccounts ?? [], (account) => account === "all"),
        ),
        ...adviceIf("sharedAccounts names another account", () =>
            some(props.sharedAccounts ?? [], (account) => account !== "all"),
        ),
    ];
}

export const snapshotIsNotPublic = resourcePolicy({
    name: "snapshot-is-not-public",
    checklist: "backup.database.encryption",
    severity: "critical",
    onUnknown: "deny",
    requires: "Snapshots and host images stay in the account.",
    otherwise: "Anyone with an AWS account can create a database from the snapshot and read every salary.",
    remedy:
        "Remove the permission for all, and set the account's block on public access to block-all-sharing or " +
        "block-new-sharing. Sign a deviation for an account of your own that takes copies.",
    equivalents: ["fsbp:EC2.1", "fsbp:RDS.1"],
    rules: [
        on(types.imageSharing, ({ props }) => [
            ...faultIf("group is all", () => props.group === "all"),
            ...adviceIf(
                "The image is shared with another account",
                () =>
                    isSet(props, "accountId") ||
                    isSet(props, "organizationArn") ||
                    isSet(props, "organizationalUnitArn"),
            ),
        ]),
        on(types.diskSnapshotSharing, () =>
            adviceIf("The snapshot is shared with another account", () => true),
        ),
        on(types.databaseSnapshot, judgeAccounts),
        on(types.databaseSnapshotCopy, judgeAccounts),
        on(types.publicSharingBlock, ({ props }) =>
            faultIf("The account allows public snapshots or images", () => props.state === "unblocked"),
        ),
    ],
});
