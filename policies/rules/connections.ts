import { admittedConnections } from "../aws/database-connections";
import { groupsOfInstance, parameterOf } from "../aws/database-parameters";
import { isReplica } from "../aws/replicas";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import type { Resource, Stack } from "../stack";
import { decide, type Findings, faultIf, known, unseen } from "../verdict";

/** A tag of an Auto Scaling Group: the most connections that one of its hosts opens, or 0 for none. */
const TAG = "hrms:database-connections-per-host";

/** During a replacement, the old host and the new host run at the same time. */
const SURGE_HOSTS = 1;
/** During a release, the old version and the new version run at the same time on every host. */
const RELEASES_AT_ONCE = 2;

export const connectionsFit = stackPolicy({
    name: "connections-fit-the-database",
    checklist: "performance.database.connection-pooling",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "The hosts can't open more connections than the database accepts, even if all of them run during a release.",
    otherwise:
        "On the busiest day of the year, new hosts start and every page fails with Too many connections.",
    remedy:
        `Tag each Auto Scaling Group with ${TAG}, the most connections that one host opens, and allow fewer hosts or processes, use a larger instance class, or ` +
        "put an RDS Proxy in front of the database.",
    settings: {
        percent: integer("Percentage of the database's connections that hosts may use", 80, {
            minimum: 10,
            maximum: 95,
        }),
    },
    rules: [
        on(types.databaseInstance, (database, stack: Stack, { percent }: { readonly percent: number }) => {
            const groups = stack.all(types.autoScalingGroup);
            const isServed = isPooled(database, stack) || isReplica(database.props);
            if (groups.length === 0 || isServed) return [];
            return decide(() => {
                const budgets = groups.map(({ props }) => budgetOf(props));
                if (budgets.some(Number.isNaN)) {
                    return [
                        { outcome: "failed", fault: `An Auto Scaling Group has no number in its tag ${TAG}` },
                    ];
                }
                if (budgets.includes(undefined)) {
                    return unseen("How many connections each host of an Auto Scaling Group opens");
                }
                const planned = budgets.reduce<number>((sum, budget) => sum + (budget ?? 0), 0);
                return planned === 0 ? [] : judgeBudget(planned, database, stack, percent);
            });
        }),
    ],
});

/** A proxy queues connections that the database does not admit. */
function isPooled(database: Resource, stack: Stack): boolean {
    return stack.referring(types.databaseProxyTarget, "dbInstanceIdentifier", database).length > 0;
}

interface Group {
    readonly maxSize: number;
    readonly tags?: readonly { readonly key: string; readonly value: string }[];
}

/** Connections of all hosts together. Undefined without the tag, and `NaN` if its value is not a number. */
function budgetOf({ maxSize, tags = [] }: Group): number | undefined {
    const perHost = tags.find(({ key }) => key === TAG)?.value;
    if (perHost === undefined) return undefined;
    if (!/^\d+$/.test(perHost)) return NaN;
    return maxSize === 0 ? 0 : RELEASES_AT_ONCE * (maxSize + SURGE_HOSTS) * Number(perHost);
}

interface Database extends Resource {
    readonly props: { readonly engine?: string; readonly instanceClass: string };
}

function judgeBudget(planned: number, database: Database, stack: Stack, percent: number): Findings {
    const groups = known(() => groupsOfInstance(database, stack));
    if (groups === undefined)
        return unseen("The max_connections that a parameter group outside this stack sets");
    const admitted = admittedConnections({
        engine: database.props.engine ?? "",
        instanceClass: database.props.instanceClass,
        maxConnections: parameterOf(groups, "max_connections"),
    });
    if (admitted === undefined) return [{ outcome: "undetermined", property: "instanceClass" }];
    return faultIf(
        "The Auto Scaling Groups can open more connections than the database admits",
        () => planned > (admitted * percent) / 100,
    );
}
