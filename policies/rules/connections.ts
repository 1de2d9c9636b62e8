import { admittedConnections } from "../aws/database-connections";
import { groupsOfInstance, parameterOf } from "../aws/database-parameters";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import type { Resource, Stack } from "../stack";
import { decide, type Findings, faultIf } from "../verdict";

/** Tag of an Auto Scaling Group: the connections that one of its hosts opens at most; 0 for none. */
const TAG = "hrms:database-connections-per-host";

/** A host that is replaced runs beside the one that replaces it. */
const SURGE_HOSTS = 1;
/** While a release starts, it runs beside the one that it follows, on every host. */
const RELEASES_AT_ONCE = 2;

export const connectionsFit = stackPolicy({
    name: "connections-fit-the-database",
    checklist: "performance.database.connection-pooling",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "The hosts can't open more connections than the database admits, even when all run and a release starts.",
    otherwise:
        "On the busiest day of the year new hosts start, and every page answers with Too many connections.",
    remedy:
        `Tag each Auto Scaling Group with ${TAG}, and allow fewer hosts or processes, use a larger instance class, or ` +
        "put an RDS Proxy between.",
    settings: {
        percent: integer("Percent of the database's connections that hosts may plan for", 80, {
            minimum: 10,
            maximum: 95,
        }),
    },
    rules: [
        on(types.databaseInstance, (database, stack: Stack, { percent }: { readonly percent: number }) => {
            const groups = stack.all(types.autoScalingGroup);
            if (groups.length === 0 || isPooled(database, stack)) return [];
            return decide(() => {
                const budgets = groups.map(({ props }) => budgetOf(props));
                if (budgets.includes(undefined)) {
                    return [
                        { outcome: "fail", fault: `An Auto Scaling Group has no number in its tag ${TAG}` },
                    ];
                }
                const planned = budgets.reduce<number>((sum, budget) => sum + (budget ?? 0), 0);
                return planned === 0 ? [] : judgeBudget(planned, database, stack, percent);
            });
        }),
    ],
});

/** A proxy queues what the database does not admit. */
function isPooled(database: Resource, stack: Stack): boolean {
    return stack.referring(types.databaseProxyTarget, "dbInstanceIdentifier", database).length > 0;
}

interface Group {
    readonly maxSize: number;
    readonly tags?: readonly { readonly key: string; readonly value: string }[];
}

function budgetOf({ maxSize, tags = [] }: Group): number | undefined {
    const perHost = tags.find(({ key }) => key === TAG)?.value;
    if (perHost === undefined || !/^\d+$/.test(perHost)) return undefined;
    return maxSize === 0 ? 0 : RELEASES_AT_ONCE * (maxSize + SURGE_HOSTS) * Number(perHost);
}

interface Database extends Resource {
    readonly props: { readonly engine?: string; readonly instanceClass: string };
}

function judgeBudget(planned: number, database: Database, stack: Stack, percent: number): Findings {
    const admitted = admittedConnections({
        engine: database.props.engine ?? "",
        instanceClass: database.props.instanceClass,
        maxConnections: parameterOf(groupsOfInstance(database, stack), "max_connections"),
    });
    if (admitted === undefined) return [{ outcome: "undetermined", property: "instanceClass" }];
    return faultIf(
        "The Auto Scaling Groups may open more connections than the database admits",
        () => planned > (admitted * percent) / 100,
    );
}
