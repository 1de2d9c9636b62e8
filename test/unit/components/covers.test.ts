import { checklist } from "../../../checklist";
import * as components from "../../../components";

/** These serve others and are no line of the checklist by themselves. */
const SERVE_OTHERS = ["Keys", "Budget", "Rollout", "Deployment"];

const wantsResource = new Set<string>(
    checklist.filter(({ wants }) => wants.includes("resource")).map(({ id }) => id),
);

test.each(Object.entries(components))(
    "%s covers what a resource can prove, and each item once",
    (name, { covers }) => {
        const ids: readonly string[] = covers;
        expect(ids.filter((id) => !wantsResource.has(id))).toEqual([]);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length > 0).toBe(!SERVE_OTHERS.includes(name));
    },
);

/** No component claims these: the settings overlay on the host, a Sentry project and the runbook serve them instead. */
const OPEN = [
    "monitoring.application.error-tracking",
    "performance.database.connection-pooling",
    "backup.application.configuration",
    "backup.application.certificates",
];

test("what wants a resource is covered by one, or known to be open", () => {
    const covered = new Set<string>(
        Object.values(components).flatMap(({ covers }): readonly string[] => covers),
    );
    const uncovered = checklist.filter(
        ({ id, sameAs }) => ![id, ...sameAs].some((twin) => covered.has(twin)),
    );
    expect(uncovered.map(({ id }) => id).filter((id) => wantsResource.has(id))).toEqual(OPEN);
});
