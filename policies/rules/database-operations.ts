import { isReplica } from "../aws/replicas";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, type Findings } from "../verdict";

/** Properties of a database or a member of a cluster. Each type leaves out what it does not have. */
interface Operations {
    readonly copyTagsToSnapshot?: boolean;
    readonly caCertIdentifier?: string;
    readonly caCertificateIdentifier?: string;
    readonly monitoringInterval?: number;
}

interface Database {
    readonly props: Operations;
}

export const snapshotsCarryTags = resourcePolicy({
    name: "database-snapshots-carry-tags",
    checklist: "backup.database.automated",
    severity: "low",
    level: "advisory",
    onUnknown: "deny",
    requires: "Database snapshots have the tags of the database.",
    otherwise: "Nobody knows whose snapshot it is, and rules that use tags skip it.",
    remedy: "Set copyTagsToSnapshot to true.",
    equivalents: ["fsbp:RDS.16", "fsbp:RDS.17"],
    rules: [
        on(types.databaseInstance, ({ props }) =>
            faultIf(
                "copyTagsToSnapshot is not true",
                () => !isReplica(props) && props.copyTagsToSnapshot !== true,
            ),
        ),
        on(types.databaseCluster, ({ props }) =>
            faultIf("copyTagsToSnapshot is not true", () => props.copyTagsToSnapshot !== true),
        ),
    ],
});

/**
 * The authorities that RDS uses today, valid until 2061 and later. The authority of 2019 ended in August 2024. By
 * default, AWS uses rds-ca-rsa2048-g1. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
const CURRENT_AUTHORITY = /^rds-ca-(rsa2048|rsa4096|ecc384)-g\d+$/;

export const certificateAuthorityIsCurrent = resourcePolicy({
    name: "database-certificate-authority-is-current",
    checklist: "security.database.restricted-access",
    severity: "medium",
    onUnknown: "deny",
    requires: "Database certificates come from an authority that is still valid.",
    otherwise: "Clients that check the certificate lose the connection, or somebody switches off the check.",
    remedy: "Leave out caCertIdentifier, or set it to rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1.",
    rules: [
        on(types.databaseInstance, judgeAuthority),
        on(types.databaseClusterInstance, judgeAuthority),
        on(types.databaseCluster, judgeAuthority),
    ],
});

function judgeAuthority({ props }: Database): Findings {
    return (["caCertIdentifier", "caCertificateIdentifier"] as const).flatMap((property) =>
        faultIf(`${property} is not an authority that RDS uses today`, () => {
            const authority = props[property];
            return authority !== undefined && !CURRENT_AUTHORITY.test(authority);
        }),
    );
}

export const hasEnhancedMonitoring = resourcePolicy({
    name: "database-has-enhanced-monitoring",
    checklist: "performance.database.slow-query-log",
    severity: "low",
    level: "advisory",
    onUnknown: "deny",
    requires: "Databases report the metrics of their operating system.",
    otherwise: "When payroll is slow, nobody can tell whether the cause is memory, the disk or a neighbor.",
    remedy: "Set monitoringInterval to 60 or less, and monitoringRoleArn.",
    equivalents: ["fsbp:RDS.6"],
    rules: [on(types.databaseInstance, judgeMonitoring), on(types.databaseClusterInstance, judgeMonitoring)],
});

function judgeMonitoring({ props }: Database): Findings {
    return faultIf("monitoringInterval is 0 or left out", () => (props.monitoringInterval ?? 0) === 0);
}
