import { isKnownEngine, supportEndsBefore } from "../aws/engine-support";
import { isReplica } from "../aws/replicas";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { adviceIf, decide, faultIf, type Findings, isSet } from "../verdict";

const DAY_MILLISECONDS = 86_400_000;

/** Engines whose support RDS extends for a surcharge by default. */
const EXTENDED_ENGINES = ["mysql", "postgres", "aurora-mysql", "aurora-postgresql"];

export const engineIsSupported = resourcePolicy({
    name: "database-engine-is-supported",
    checklist: "setup.database.server",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Databases and caches run a version in standard support, and are upgraded before that support ends.",
    otherwise:
        "After that, known vulnerabilities stay open, or AWS charges for extended support by the vCPU-hour.",
    remedy:
        "Set engineVersion to a supported version and upgrade to it, and engineLifecycleSupport of a database to " +
        "open-source-rds-extended-support-disabled.",
    settings: {
        days: integer(
            "Days before the end of standard support when the policy starts to advise an upgrade. After the end, it is a fault",
            180,
            {
                minimum: 0,
                maximum: 730,
            },
        ),
    },
    rules: [
        on(types.databaseInstance, ({ props }, { days }: Notice) =>
            // A replica has its source's version.
            isReplica(props) && !isSet(props, "engineVersion")
                ? []
                : [
                      ...judgeVersion(
                          () => props.engine,
                          () => props.engineVersion,
                          days,
                      ),
                      ...judgeLifecycle(props),
                  ],
        ),
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
            // A member has the version of its replication group.
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

/** A replica or a restored snapshot without an engine has its source's engine. */
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
                    outcome: "failed",
                    fault: "engineVersion is left out, so nobody sees when its support ends",
                },
            ];
        }
        const on = (date: number) => new Date(date).toISOString().slice(0, 10);
        const today = Date.now();
        if (supportEndsBefore(engine, version, on(today))) {
            return [{ outcome: "failed", fault: "The standard support of engineVersion has ended" }];
        }
        // An update that fixes something must not wait for an upgrade of the database.
        return adviceIf("The standard support of engineVersion ends soon", () =>
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
