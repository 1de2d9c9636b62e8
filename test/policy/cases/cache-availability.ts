import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { UNKNOWN } from "../harness";
import { redisScene } from "../sound";

/** A replication group without snapshots, and its parameter group. */
function withPolicy(value: unknown, name = "maxmemory-policy"): Scene {
    const group = fixture(types.cacheParameterGroup)({ parameters: [{ name, value }] });
    return [...redisScene({ snapshotRetentionLimit: 0 }, { parameterGroupName: [group] }), group];
}

export const cases: CaseTable = {
    "cache-fails-over": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a replica": redisScene(),
            "a replica that replicasPerNodeGroup sets": redisScene({
                numCacheClusters: undefined,
                numNodeGroups: 1,
                replicasPerNodeGroup: 1,
            }),
            "a secondary of a global datastore": redisScene({
                globalReplicationGroupId: "global",
                automaticFailoverEnabled: undefined,
            }),
        },
        violating: {
            "a single node": redisScene({ numCacheClusters: 1 }),
            "a group without failover": redisScene({ automaticFailoverEnabled: false }),
            "a group in one zone": redisScene({ multiAzEnabled: false }),
            "replicasPerNodeGroup without failover": redisScene({
                numCacheClusters: undefined,
                replicasPerNodeGroup: 2,
                automaticFailoverEnabled: false,
            }),
        },
        omitted: {
            numCacheClusters: ["fail", ...redisScene({ numCacheClusters: undefined })],
            automaticFailoverEnabled: ["fail", ...redisScene({ automaticFailoverEnabled: undefined })],
            multiAzEnabled: ["fail", ...redisScene({ multiAzEnabled: undefined })],
        },
        unknown: { multiAzEnabled: ["undetermined", ...redisScene({ multiAzEnabled: UNKNOWN })] },
    },
    "queue-is-backed-up": {
        is: ["advisory", "medium", "deny"],
        compliant: {
            "a daily snapshot": redisScene(),
            "a cache that evicts keys": withPolicy("allkeys-lru"),
        },
        violating: {
            "a queue without snapshots": redisScene({ snapshotRetentionLimit: 0 }),
            "noeviction without snapshots": withPolicy("noeviction"),
            "a parameter group without maxmemory-policy": withPolicy("yes", "activedefrag"),
        },
        omitted: {
            snapshotRetentionLimit: ["fail", ...redisScene({ snapshotRetentionLimit: undefined })],
        },
        unknown: {
            snapshotRetentionLimit: ["undetermined", ...redisScene({ snapshotRetentionLimit: UNKNOWN })],
        },
    },
};
