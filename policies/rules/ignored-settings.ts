import type { Policies, StackValidationPolicy } from "@pulumi/policy";
import { onEvery, stackPolicy } from "../policy";
import { type Path, propertiesRead } from "../properties-read";
import { texts, type Values } from "../settings";
import type { Stack } from "../stack";

const settings = {
    changedElsewhere: texts(
        "What something else than the program changes on purpose: a type and a property of it, each with a space between",
        [],
        "^\\S+ \\S+$",
    ),
};

/** `ebsBlockDevices[0].encrypted` and `tags["a.b"]` as paths; `*` stands for all properties, or all elements. */
function parsePath(text: string): Path {
    const steps = [...text.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g)];
    return steps.map(([, quoted, index, name]) => quoted ?? (index === undefined ? (name ?? "") : "*"));
}

/** Whether a change of the first is one of the second, or of a part of it. */
function includes(ignored: Path, read: Path): boolean {
    return (
        ignored.length <= read.length && ignored.every((step, index) => step === "*" || step === read[index])
    );
}

/**
 * The policy on a resource's `ignoreChanges` is about the other policies: what they read must stay under the program's
 * control.
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
        requires: "What policies judge is set by the program: no resource ignores changes of it.",
        otherwise:
            "Somebody opens the firewall in the console for an hour, and no later deployment closes it again.",
        remedy:
            "Remove the property from ignoreChanges. What has to be changed by something else, such as a rollout, is " +
            "named in this policy's setting changedElsewhere.",
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
                        ? [{ outcome: "fail", fault: `ignoreChanges[${index}] names what a policy judges` }]
                        : [];
                }),
            ),
        ],
    });
}
