import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, type Findings } from "../verdict";

export const isMultiAz = stackPolicy({
    name: "database-is-multi-az",
    checklist: "setup.database.server",
    severity: "medium",
    onUnknown: "deny",
    requires: "Every database has a standby in another availability zone.",
    otherwise: "A fault of one data centre stops the HRMS until somebody has restored a backup elsewhere.",
    remedy: "Set multiAz to true; give an Aurora cluster two instances or more.",
    equivalents: ["checkov:CKV_AWS_157", "fsbp:RDS.5", "cis-aws-7.0:3.2.4"],
    rules: [
        on(types.databaseInstance, ({ props }) =>
            faultIf("multiAz is not true", () => props.multiAz !== true),
        ),
        on(types.databaseCluster, (cluster, stack) =>
            faultIf(
                "The cluster has no second instance to fail over to",
                () =>
                    // With a class of its own, it is a Multi-AZ DB cluster, which always has three instances.
                    cluster.props.dbClusterInstanceClass === undefined &&
                    stack.referring(types.databaseClusterInstance, "clusterIdentifier", cluster).length < 2,
            ),
        ),
    ],
});

export const takesMinorUpgrades = resourcePolicy({
    name: "database-takes-minor-upgrades",
    checklist: "setup.database.server",
    severity: "medium",
    onUnknown: "deny",
    requires: "Databases take minor versions as they come.",
    otherwise: "A known hole of the engine stays open until somebody remembers to close it.",
    remedy: "Leave autoMinorVersionUpgrade at true, and name no more of the version than its major in engineVersion.",
    equivalents: ["checkov:CKV_AWS_226", "fsbp:RDS.13", "cis-aws-7.0:3.2.2"],
    rules: [
        on(types.databaseInstance, judgeUpgrades),
        on(types.databaseCluster, judgeUpgrades),
        on(types.databaseClusterInstance, judgeUpgrades),
    ],
});

function judgeUpgrades({
    props,
}: {
    readonly props: { readonly autoMinorVersionUpgrade?: boolean };
}): Findings {
    // AWS's default is true.
    return faultIf("autoMinorVersionUpgrade is false", () => props.autoMinorVersionUpgrade === false);
}
