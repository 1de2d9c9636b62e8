import type { Settings } from "../config";

/** A setting whose change waits for a maintenance window. */
interface Waiting {
    /** The window: a setting, or where it is written. */
    readonly window: string;
    /** What people notice when the change is applied. */
    readonly downtime: string;
}

const DATABASE = "`hrms:databaseMaintenanceWindow`";
const CACHE = "the cache's own, early on Monday or Tuesday (`components/cache.ts`)";

/**
 * The settings that RDS and ElastiCache apply in the next maintenance window, because the program does not ask for more
 * haste (`applyImmediately`). Until then, AWS has the old value and each preview plans the change again.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyReplicationGroup.html
 */
export const WAITING_SETTINGS: Readonly<Partial<Record<keyof Settings, Waiting>>> = {
    databaseVersion: {
        window: DATABASE,
        downtime: "the database restarts, also with a standby",
    },
    databaseInstanceClass: {
        window: DATABASE,
        downtime: "a failover with a standby, a restart without one",
    },
    databaseMultiAz: { window: DATABASE, downtime: "none; a standby that is made slows writes meanwhile" },
    databaseStorageGib: { window: DATABASE, downtime: "none" },
    cacheEngine: { window: CACHE, downtime: "a failover with a replica, a restart without one" },
    cacheNodeType: { window: CACHE, downtime: "a failover with a replica, a restart without one" },
};
