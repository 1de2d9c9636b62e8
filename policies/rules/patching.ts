import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { texts, type Values } from "../settings";
import type { Node, Resource, Stack } from "../stack";
import { faultIf, type Findings, surely } from "../verdict";

type Tags = Readonly<Record<string, string>>;

/** A host, or what starts hosts, as Systems Manager looks for it. */
interface Host extends Resource {
    readonly tag: (key: string) => string | undefined;
}

const documents = {
    patchDocuments: texts(
        "Documents of AWS that install patches; one of the stack's own counts as well",
        // https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-ssm-documents.html
        ["AWS-RunPatchBaseline", "AWS-RunPatchBaselineAssociation", "AWS-RunPatchBaselineWithHooks"],
        "^[A-Za-z0-9_.-]+$",
    ),
};
type Settings = Values<typeof documents>;

interface Target {
    readonly key: string;
    readonly values: readonly string[];
}

/** Targets of one kind that are all met. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html */
function covers(holder: Node<{ readonly targets?: readonly Target[] }>, host: Host, stack: Stack): boolean {
    const targets = holder.props.targets ?? [];
    return targets.length > 0 && targets.every((target) => meets(target, holder, host, stack));
}

function meets({ key, values }: Target, holder: Resource, host: Host, stack: Stack): boolean {
    if (key.startsWith("tag:")) return values.includes(host.tag(key.slice("tag:".length)) ?? "");
    if (key === "tag-key") return values.some((name) => host.tag(name) !== undefined);
    if (!/^InstanceIds$/i.test(key)) return false;
    const isReferred = stack.referred(holder, "targets", types.instance).some(({ urn }) => urn === host.urn);
    return isReferred || surely(() => values.includes("*"));
}

/** What installs patches at set times. */
function isScheduled(host: Host, stack: Stack, { patchDocuments }: Settings): boolean {
    const isPatching = (holder: Resource, property: string, name: () => string) =>
        stack.referred(holder, property, types.ssmDocument).length > 0 ||
        surely(() => patchDocuments.includes(name()));
    const byAssociation = stack
        .all(types.ssmAssociation)
        .filter(
            ({ urn, props }) =>
                Boolean(props.scheduleExpression) && isPatching({ urn }, "name", () => props.name ?? ""),
        )
        .some((association) => covers(association, host, stack));
    const windows = stack
        .all(types.maintenanceWindow)
        .filter((window) => !stack.gives(window, "enabled") || window.props.enabled === true)
        .filter((window) =>
            stack
                .referring(types.maintenanceWindowTask, "windowId", window)
                .some((task) => isPatching(task, "taskArn", () => task.props.taskArn)),
        );
    return (
        byAssociation ||
        windows
            .flatMap((window) => stack.referring(types.maintenanceWindowTarget, "windowId", window))
            .some((target) => covers(target, host, stack))
    );
}

export const patchingScheduled = stackPolicy({
    name: "instance-patching-is-scheduled",
    checklist: "security.server.patches",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "Every host is patched at set times, by a maintenance window or an association that targets it.",
    otherwise: "A hole that is in the news stays open for months, until somebody remembers the host.",
    remedy:
        "Register the host, by its tags, as a target of an aws.ssm.MaintenanceWindow with a task that runs " +
        "AWS-RunPatchBaseline or a document of your own.",
    equivalents: ["fsbp:SSM.2"],
    settings: documents,
    rules: [
        on(types.instance, (instance, stack, settings: Settings) =>
            judgeHost(instanceAsHost(instance), stack, settings),
        ),
        on(types.autoScalingGroup, (group, stack, settings: Settings) =>
            judgeHost(groupAsHost(group, stack), stack, settings),
        ),
    ],
});

function judgeHost(host: Host, stack: Stack, settings: Settings): Findings {
    return faultIf(
        "No maintenance window and no scheduled association with patches targets the host",
        () => !isScheduled(host, stack, settings),
    );
}

/** With the tags that the provider adds to all resources. */
function instanceAsHost({
    urn,
    props,
}: Resource & { readonly props: { tags?: Tags; tagsAll?: Tags } }): Host {
    // Asked for one by one: a value that is unknown yet is no reason to know nothing of the others.
    const tag = (key: string) => (props.tags && key in props.tags ? props.tags[key] : props.tagsAll?.[key]);
    return { urn, tag };
}

interface GroupTag {
    readonly key: string;
    readonly value: string;
    readonly propagateAtLaunch: boolean;
}

function groupAsHost(
    group: Resource & { readonly props: { tags?: readonly GroupTag[] } },
    stack: Stack,
): Host {
    const templates = ["launchTemplate", "mixedInstancesPolicy"].flatMap((property) =>
        stack.referred(group, property, types.launchTemplate),
    );
    const tag = (name: string) => {
        const passedOn = group.props.tags?.find(
            ({ key, propagateAtLaunch }) => propagateAtLaunch && key === name,
        );
        return (
            passedOn?.value ?? templates.map(({ props }) => tagOfHosts(props, name)).find((value) => value)
        );
    };
    return { urn: group.urn, tag };
}

interface TagSpecifications {
    readonly tagSpecifications?: readonly { readonly resourceType?: string; readonly tags?: Tags }[];
}

function tagOfHosts({ tagSpecifications = [] }: TagSpecifications, name: string): string | undefined {
    return tagSpecifications.find(({ resourceType }) => resourceType === "instance")?.tags?.[name];
}
