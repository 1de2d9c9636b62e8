import { isKnownEngine, supportEndsBefore } from "../aws/engine-support";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { decide, faultIf, type Findings, isSet } from "../verdict";

const DAY_MILLISECONDS = 86_400_000;

/** Those whose support RDS extends for a surcharge, unless it is told not to. */
const EXTENDED_ENGINES = ["mysql", "postgres", "aurora-mysql", "aurora-postgresql"];

export const engineIsSupported = resourcePolicy({
    name: "database-engine-is-supported",
    checklist: "setup.database.server",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Databases and caches run a version that AWS supports for another half year, and move on before it ends.",
    otherwise: "Holes stay open, or AWS goes on mending the old version and sends a bill by the vCPU-hour.",
    remedy:
        "Set engineVersion to a supported version and upgrade to it, and engineLifecycleSupport of a database to " +
        "open-source-rds-extended-support-disabled.",
    settings: {
        days: integer("Days before the end of standard support from which a version is a fault", 180, {
            minimum: 0,
            maximum: 730,
        }),
    },
    rules: [
        on(types.databaseInstance, ({ props }, { days }: Notice) => [
            ...judgeVersion(
                () => props.engine,
                () => props.engineVersion,
                days,
            ),
            ...judgeLifecycle(props),
        ]),
        on(types.databaseCluster, ({ props }, { days }: Notice) => [
            ...judgeVersion(
                () => props.engine,
                () => props.engineVersion,
                days,
            ),
            ...judgeLifecycle(props),
        ]),
        on(types.replicationGroup, ({ props }, { days }: Notice) =>
            judgeVersion(
                () => props.engine ?? "redis",
                () => props.engineVersion,
                days,
            ),
        ),
        on(types.cacheCluster, ({ props }, { days }: Notice) =>
            // A member of a group has the group's version.
            isSet(props, "replicationGroupId")
                ? []
                : judgeVersion(
                      () => props.engine,
                      () => props.engineVersion,
                      days,
                  ),
        ),
    ],
});

interface Notice {
    readonly days: number;
}

/** Without an engine of its own, it has that of its source: a replica, a restored snapshot. */
function judgeVersion(
    engineOf: () => string | undefined,
    versionOf: () => string | undefined,
    days: number,
): Findings {
    return decide(() => {
        const engine = engineOf();
        if (engine === undefined || !isKnownEngine(engine)) return [];
        const version = versionOf();
        if (version === undefined) {
            return [
                {
                    outcome: "fail",
                    fault: "engineVersion is left out, so that nobody sees when its support ends",
                },
            ];
        }
        const on = (date: number) => new Date(date).toISOString().slice(0, 10);
        const today = Date.now();
        if (supportEndsBefore(engine, version, on(today))) {
            return [{ outcome: "fail", fault: "The standard support of engineVersion has ended" }];
        }
        return faultIf("The standard support of engineVersion ends soon", () =>
            supportEndsBefore(engine, version, on(today + days * DAY_MILLISECONDS)),
        );
    });
}

interface Lifecycle {
    readonly engine?: string;
    readonly engineLifecycleSupport?: string;
}

function judgeLifecycle(props: Lifecycle): Findings {
    return faultIf(
        "engineLifecycleSupport is not open-source-rds-extended-support-disabled",
        () =>
            EXTENDED_ENGINES.includes(props.engine ?? "") &&
            props.engineLifecycleSupport !== "open-source-rds-extended-support-disabled",
    );
}
