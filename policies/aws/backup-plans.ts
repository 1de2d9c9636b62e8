/** Finds the backup plans of a resource. */
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import type { Node, Resource, Stack } from "../stack";
import { known, surely } from "../verdict";

export type Plan = Node<Props<typeof types.backupPlan>>;
type Selection = Node<Props<typeof types.backupSelection>>;
export type PlanRule = Plan["props"]["rules"][number];

interface Subject extends Resource {
    readonly props: object;
}

/**
 * The plans that select a resource by its ARN, by its tags, or with everything else. Throws if only a plan outside this
 * stack selects it.
 */
export function plansFor(subject: Subject, stack: Stack): readonly Plan[] {
    const selections = stack
        .all(types.backupSelection)
        .filter((selection) => selects(selection, subject, stack));
    const plans = selections.flatMap((selection) => stack.referred(selection, "planId", types.backupPlan));
    return plans.length > 0
        ? plans
        : selections.flatMap((selection) => stack.required(selection, "planId", types.backupPlan));
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html */
function selects(selection: Selection, subject: Subject, stack: Stack): boolean {
    const names = (property: string) => stack.refersTo(selection, property, subject);
    if (names("notResources")) return false;
    return names("resources") || selectsByTag(selection, subject) || selectsEverything(selection);
}

/**
 * One matching selection tag is enough, but all conditions must hold. AWS fills in omitted conditions. They are unknown
 * during a preview, and do not count.
 */
function selectsByTag(selection: Selection, subject: Subject): boolean {
    const props = subject.props as { readonly tags?: Tags; readonly tagsAll?: Tags };
    const sets = [known(() => props.tags), known(() => props.tagsAll)];
    const has = (key: string, value: string) => sets.some((set) => surely(() => set?.[key] === value));
    const equals = conditionsOf(selection).flatMap(({ stringEquals = [] }) => stringEquals);
    return (
        (known(() => selection.props.selectionTags) ?? []).some((tag) =>
            surely(() => has(tag.key, tag.value)),
        ) ||
        (equals.length > 0 &&
            equals.every((tag) => surely(() => has(tag.key.replace("aws:ResourceTag/", ""), tag.value))))
    );
}

type Tags = Readonly<Record<string, string>>;

function conditionsOf({ props }: Selection) {
    return known(() => props.conditions) ?? [];
}

function selectsEverything(selection: Selection): boolean {
    return (
        conditionsOf(selection).length === 0 &&
        surely(() => selection.props.resources?.includes("*") ?? false)
    );
}
