import type { CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import { clusterScene, databaseScene, member, replicaScene } from "../sound";

export const cases: CaseTable = {
    "database-snapshots-carry-tags": {
        is: ["advisory", "low", "deny"],
        compliant: {
            "a database that copies its tags": databaseScene(),
            "a cluster that copies its tags": clusterScene(),
            "a replica that copies its tags": replicaScene(),
        },
        violating: {
            "a database that does not copy its tags": databaseScene({ copyTagsToSnapshot: false }),
            "a cluster that does not copy its tags": clusterScene({ copyTagsToSnapshot: false }),
        },
        omitted: { copyTagsToSnapshot: ["fail", ...databaseScene({ copyTagsToSnapshot: undefined })] },
        unknown: {
            copyTagsToSnapshot: ["undetermined", ...databaseScene({ copyTagsToSnapshot: UNKNOWN })],
        },
    },
    "database-certificate-authority-is-current": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "the authority for RSA 2048": databaseScene({ caCertIdentifier: "rds-ca-rsa2048-g1" }),
            "the authority for RSA 4096": databaseScene({ caCertIdentifier: "rds-ca-rsa4096-g1" }),
            "the authority for ECC": [member({ caCertIdentifier: "rds-ca-ecc384-g1" })],
        },
        violating: {
            "the authority of 2019": databaseScene({ caCertIdentifier: "rds-ca-2019" }),
            "the authority of 2019 for a member": [member({ caCertIdentifier: "rds-ca-2019" })],
            "the authority of 2015 for a cluster": clusterScene({ caCertificateIdentifier: "rds-ca-2015" }),
        },
        omitted: { caCertIdentifier: ["pass", ...databaseScene()] },
        unknown: { caCertIdentifier: ["undetermined", ...databaseScene({ caCertIdentifier: UNKNOWN })] },
    },
    "database-has-enhanced-monitoring": {
        is: ["advisory", "low", "deny"],
        compliant: {
            "metrics every second": databaseScene({ monitoringInterval: 1 }),
            "a member with metrics": [member()],
        },
        violating: {
            "a database without metrics": databaseScene({ monitoringInterval: 0 }),
            "a member without metrics": [member({ monitoringInterval: 0 })],
        },
        omitted: { monitoringInterval: ["fail", ...databaseScene({ monitoringInterval: undefined })] },
        unknown: {
            monitoringInterval: ["undetermined", ...databaseScene({ monitoringInterval: UNKNOWN })],
        },
    },
};
