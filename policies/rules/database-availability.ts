import { isReplica } from "../aws/replicas";
import { missingStandby, standby } from "../aws/standby";
import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Values } from "../settings";
import { faultIf, type Findings } from "../verdict";

export const isMultiAz = stackPolicy({
    name: "database-is-multi-az",
    checklist: "setup.database.server",
    severity: "medium",
    onUnknown: "deny",
    requires: "Every database has a standby in another availability zone.",
    otherwise: "If one data center fails, the HRMS stops until somebody restores a backup elsewhere.",
    remedy: "Set multiAz to true. Give an Aurora cluster two instances or more.",
    equivalents: ["checkov:CKV_AWS_157", "fsbp:RDS.5", "fsbp:RDS.15", "cis-aws-7.0:3.2.4"],
    settings: standby,
    rules: [
        on(types.databaseInstance, ({ props }, _, settings: Values<typeof standby>) =>
            // The source of a replica needs the standby. AWS fills in the replica's multiAz.
            missingStandby(settings)(
                "multiAz is not true",
                () => !isReplica(props) && props.multiAz !== true,
            ),
        ),
        on(types.databaseCluster, (cluster, stack, settings: Values<typeof standby>) =>
            missingStandby(settings)(
                "The cluster has no second instance to fail over to",
                () =>
                    // A cluster with its own instance class is a Multi-AZ DB cluster, which always has three instances.
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
    requires: "Databases install minor versions automatically.",
    otherwise: "A known vulnerability of the engine stays open until somebody remembers to upgrade.",
    remedy: "Leave autoMinorVersionUpgrade at true, and give only the major version in engineVersion.",
    equivalents: ["checkov:CKV_AWS_226", "fsbp:RDS.13", "fsbp:RDS.35", "cis-aws-7.0:3.2.2"],
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
