import type { Policies, StackValidationPolicy } from "@pulumi/policy";
import { onEvery, stackPolicy } from "../policy";
import { type Path, propertiesRead } from "../properties-read";
import { texts, type Values } from "../settings";
import type { Stack } from "../stack";

const settings = {
    changedElsewhere: texts(
        "Properties that something other than the program changes on purpose, each as a type, a space and a property",
        [],
        "^\\S+ \\S+$",
    ),
};

/** `ebsBlockDevices[0].encrypted` and `tags["a.b"]` as paths; `*` stands for all properties, or all elements. */
function parsePath(text: string): Path {
    const steps = [...text.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g)];
    return steps.map(([, quoted, index, name]) => quoted ?? (index === undefined ? (name ?? "") : "*"));
}

/** Whether a change of the first path changes the second one or a part of it. */
function includes(ignored: Path, read: Path): boolean {
    return (
        ignored.length <= read.length && ignored.every((step, index) => step === "*" || step === read[index])
    );
}

/**
 * This policy on `ignoreChanges` protects the other policies: the program must stay in control of every property that
 * they read.
 */
export function settingsAreNotIgnored(others: Policies): StackValidationPolicy {
    const reads = new WeakMap<Stack, ReadonlyMap<string, readonly Path[]>>();
    const readsIn = (stack: Stack) => {
        const ignoring = stack.resources.filter(({ opts }) => opts.ignoreChanges.length > 0);
        const urns = new Set(ignoring.map(({ urn }) => urn));
        const found = reads.get(stack) ?? propertiesRead(others, stack.resources, urns);
        reads.set(stack, found);
        return found;
    };
    return stackPolicy({
        name: "security-settings-are-not-ignored",
        checklist: "preparation.code.committed",
        severity: "medium",
        onUnknown: "deny",
        requires: "No resource ignores changes of a property that policies judge.",
        otherwise:
            "Somebody opens a port in the console for an hour, and no later deployment closes it again.",
        remedy:
            "Remove the property from ignoreChanges. If something else has to change it, such as a rollout, " +
            "name it in this policy's setting changedElsewhere.",
        settings,
        rules: [
            onEvery(({ type, urn, opts }, stack, { changedElsewhere }: Values<typeof settings>) =>
                opts.ignoreChanges.flatMap((ignored, index) => {
                    if (changedElsewhere.includes(`${type} ${ignored}`)) return [];
                    const path = parsePath(ignored);
                    const isJudged = readsIn(stack)
                        .get(urn)
                        ?.some((read) => includes(path, read));
                    return isJudged
                        ? [{ outcome: "failed", fault: `ignoreChanges[${index}] names what a policy judges` }]
                        : [];
                }),
            ),
        ],
    });
}
