/** What the records of a release's build and of its deployment prove of the checklist. Pure. */
import type { Source } from "../checklist/coverage";
import type { ChecklistId, ItemsWanting } from "../checklist/items";
import type { ReleaseRecords } from "../release/stack/records";
import type { StepName } from "../release/state";

/** A step of the build or of the deployment that passed, or a fact of a record. */
type Gate = `build ${StepName}` | `deploy ${string}` | keyof typeof FACTS;

/** Facts of the records, and what people read if one does not hold. */
const FACTS = {
    committed: {
        holds: ({ build: { source } }: ReleaseRecords) =>
            source.commit !== "" && source.uncommitted.length === 0,
        otherwise: "it was built from files that are not committed, or beside some",
    },
    merged: {
        holds: ({ build: { source } }: ReleaseRecords) => source.mergedInto !== "",
        otherwise: "its commit is not in the main branch",
    },
    deployed: {
        holds: ({ deployment }: ReleaseRecords) => deployment !== undefined,
        otherwise: "no deployment has brought it to every host",
    },
} as const;

/** All gates of an item must have passed. */
export const RELEASE_GATES: Readonly<Record<ItemsWanting<"release">, readonly Gate[]>> = {
    "preparation.code.tested-in-development": ["build tests"],
    "preparation.code.tests-pass": ["build tests"],
    "preparation.code.committed": ["committed"],
    "preparation.code.merged": ["merged"],
    "preparation.code.dependencies": ["build lock", "build wheels"],
    "preparation.database.migrations-tested": ["build migrations"],
    "preparation.database.schema-final": ["build migrations"],
    "preparation.database.seed-data": ["deploy fixtures"],
    "preparation.environment.secret-key": ["build secrets", "deploy check"],
    // check --deploy warns of DEBUG and of weak keys; hosts add what the build cannot know.
    "security.django.debug-off": ["build deployment", "deploy check"],
    "security.django.secret-key": ["build secrets", "deploy check"],
    "security.django.csrf": ["build deployment", "deploy check"],
    "setup.application.code-deployed": ["deployed"],
    "setup.application.virtualenv": ["build wheels", "deploy install"],
    "setup.application.dependencies-installed": ["build wheels", "deploy install"],
    "setup.application.collectstatic": ["build static", "deploy static"],
    "setup.database.migrations-run": ["deploy migrate"],
    "setup.database.superuser": ["deploy superuser"],
    "performance.application.static-files": ["build static", "deploy static"],
    "performance.static.images": ["build static"],
    "performance.static.minification": ["build static"],
    "testing.security.scanning": ["build secrets", "build vulnerabilities"],
    "go-live.launch.deployed": ["deployed"],
    "go-live.launch.health-checks": ["deploy switch", "deploy watch", "deployed"],
    "sign-off.records.deployment-date": ["deployed"],
    "sign-off.records.version": ["committed", "deployed"],
};

export interface ReleaseEvidence {
    readonly proofs: readonly Source[];
    /** Why the others are no proof, by item. */
    readonly missing: Readonly<Partial<Record<ChecklistId, string>>>;
}

/** Each proof is called by the release, its gates and when they passed. */
export function releaseEvidence(records: ReleaseRecords): ReleaseEvidence {
    const proofs: Source[] = [];
    const missing: Partial<Record<ChecklistId, string>> = {};
    for (const [id, gates] of Object.entries(RELEASE_GATES) as [ChecklistId, readonly Gate[]][]) {
        const faults = gates.flatMap((gate) => whyNot(gate, records) ?? []);
        if (faults.length === 0) {
            proofs.push({ name: nameOf(gates, records), covers: [id] });
        } else {
            missing[id] = faults.join("; ");
        }
    }
    return { proofs, missing };
}

/** @returns undefined if it passed */
function whyNot(gate: Gate, records: ReleaseRecords): string | undefined {
    if (gate in FACTS) {
        const { holds, otherwise } = FACTS[gate as keyof typeof FACTS];
        return holds(records) ? undefined : otherwise;
    }
    const [stage, name] = gate.split(" ");
    const { build, deployment } = records;
    const steps = stage === "build" ? build.steps : deployment?.steps;
    const found = steps?.find(({ step }) => step === name);
    if (found?.outcome === "passed") return undefined;
    if (found === undefined) return stage === "build" ? `it was built without ${name}` : "it is not deployed";
    return [`${name}: ${found.outcome}`, ...found.notes.slice(0, 1)].join(", ");
}

function nameOf(gates: readonly Gate[], { build, deployment }: ReleaseRecords): string {
    const isDeployed = gates.some((gate) => gate.startsWith("deploy"));
    const time = (isDeployed ? deployment?.ended : undefined) ?? build.built;
    return `release ${build.release.slice(0, 12)}, ${gates.join(" and ")}, ${time.slice(0, 10)}`;
}
