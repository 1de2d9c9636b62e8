/** Conflicts of the database, the cache and the backups. */
import { set, type Fix } from "../fault";
import { parseDailyWindow, parseWeeklyWindow } from "../kinds";
import { otherRegions, REGIONS_WITHOUT_AUTHORITIES } from "../regions";
import type { Conflict } from "./conflict";

/** RDS's limit for MySQL. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html */
const MAX_STORAGE_GIB = 65_536;

const setTo = (name: string, value: unknown, purpose?: string): Fix => ({
    changes: [set(name, value)],
    ...(purpose !== undefined && { purpose }),
});

const USE_PRODUCTION = setTo("profile", "production", "use profile production");
const USE_STARTER = setTo("profile", "starter", "use profile starter");

export const DATA: readonly Conflict[] = [
    {
        setting: "databaseMaxStorageGib",
        // RDS wants 10 % of headroom at least: below that, it rejects storage autoscaling.
        when: ({ databaseStorageGib, databaseMaxStorageGib }) =>
            databaseMaxStorageGib * 10 < databaseStorageGib * 11,
        but: ({ databaseStorageGib }) =>
            `it must be at least 10 % above hrms:databaseStorageGib, which is ${databaseStorageGib}`,
        fixes: ({ databaseStorageGib }) => [
            setTo("databaseMaxStorageGib", Math.min(MAX_STORAGE_GIB, databaseStorageGib * 2)),
        ],
    },
    {
        setting: "databaseMaintenanceWindow",
        when: ({ databaseBackupWindow, databaseMaintenanceWindow }) =>
            windowsMeet(databaseBackupWindow, databaseMaintenanceWindow),
        but: ({ databaseBackupWindow }) =>
            `it overlaps hrms:databaseBackupWindow, which is ${databaseBackupWindow}`,
        fixes: ({ databaseMaintenanceWindow }) =>
            movedWindows(databaseMaintenanceWindow).map((window) =>
                setTo("databaseMaintenanceWindow", window),
            ),
    },
    {
        setting: "databaseMultiAz",
        when: ({ profile, databaseMultiAz }) => profile === "starter" && databaseMultiAz,
        but: () => "profile starter keeps its database in one zone",
        fixes: () => [setTo("databaseMultiAz", false), USE_PRODUCTION],
    },
    {
        setting: "databaseMultiAz",
        when: ({ profile, databaseMultiAz }) => profile === "production" && !databaseMultiAz,
        but: () => "profile production promises a standby of the database in another zone",
        fixes: () => [setTo("databaseMultiAz", true), USE_STARTER],
    },
    {
        setting: "cacheReplicas",
        when: ({ profile, cacheReplicas }) => profile === "starter" && cacheReplicas > 0,
        but: () => "profile starter keeps its cache in one zone",
        fixes: () => [setTo("cacheReplicas", 0), USE_PRODUCTION],
    },
    {
        setting: "cacheReplicas",
        when: ({ profile, cacheReplicas }) => profile === "production" && cacheReplicas === 0,
        but: () => "profile production promises failover of the cache, which takes a replica",
        fixes: () => [setTo("cacheReplicas", 1), USE_STARTER],
    },
    {
        setting: "cacheNodeType",
        when: ({ cacheReplicas, cacheNodeType }) => cacheReplicas > 0 && cacheNodeType.endsWith(".micro"),
        but: () => "it is too small for replicas: half a GiB leaves no memory for a copy in flight",
        fixes: ({ cacheNodeType }) => [setTo("cacheNodeType", cacheNodeType.replace(/micro$/, "small"))],
    },
    {
        setting: "region",
        when: ({ region }) => REGIONS_WITHOUT_AUTHORITIES.includes(region),
        but: () =>
            "this program does not know the certificate authorities of RDS there, so hosts could not verify the database",
        fixes: ({ region }) =>
            otherRegions(region).map((other) => ({
                ...setTo("region", other),
                purpose: "use another region",
            })),
    },
    {
        setting: "backupRegion",
        when: ({ region, backupRegion }) => backupRegion === region,
        but: () =>
            "that is the region of the stack itself, and a second copy there would be lost with the first",
        fixes: ({ region }) => otherRegions(region).map((other) => setTo("backupRegion", other)),
    },
    {
        setting: "backupRegion",
        when: ({ profile, backupRegion }) => profile === "production" && backupRegion === undefined,
        but: () => "profile production keeps a second copy of every backup in another region",
        fixes: ({ region }) => [
            ...otherRegions(region).map((other) => setTo("backupRegion", other)),
            USE_STARTER,
        ],
    },
];

function windowsMeet(daily: string, weekly: string): boolean {
    const [day, week] = [parseDailyWindow(daily), parseWeeklyWindow(weekly)];
    if (!day || !week) {
        return false;
    }
    // A daily window that passes midnight also covers the first minutes of the day.
    return [0, -24 * 60].some((shift) => day.start + shift < week.end && week.start < day.end + shift);
}

/** The same window at every hour of its day, the next one first. */
function movedWindows(weekly: string): string[] {
    const { day, start, end } = parseWeeklyWindow(weekly) ?? { day: "sun", start: 0, end: 60 };
    const hours = Array.from({ length: 24 }, (_, hour) => (Math.ceil(start / 60) + hour) % 24);
    return hours
        .filter((hour) => hour * 60 + (end - start) < 24 * 60)
        .map((hour) => `${day}:${clock(hour * 60)}-${day}:${clock(hour * 60 + end - start)}`);
}

const clock = (minutes: number): string =>
    [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
