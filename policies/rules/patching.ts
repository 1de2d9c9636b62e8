import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { texts, type Values } from "../settings";
import type { Node, Resource, Stack } from "../stack";
import { decide, type Findings, notInThisStack, some, surely } from "../verdict";

type Tags = Readonly<Record<string, string>>;

/** A host, or a resource that starts hosts, as Systems Manager finds it. */
interface Host extends Resource {
    readonly tag: (key: string) => string | undefined;
}

const documents = {
    patchDocuments: texts(
        "AWS documents that install patches. A document of the stack counts as well",
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

type Targeting = Node<{ readonly targets?: readonly Target[] }>;

/** Targets that must all match. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html */
function covers(holder: Targeting, host: Host, stack: Stack): boolean {
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

/** Resources that install patches on a schedule. */
function isScheduled(host: Host, stack: Stack, { patchDocuments }: Settings): boolean {
    const isPatching = (holder: Resource, property: string, name: () => string) =>
        stack.referred(holder, property, types.ssmDocument).length > 0 ||
        surely(() => patchDocuments.includes(name()));
    const associations = stack
        .all(types.ssmAssociation)
        .filter(
            ({ urn, props }) =>
                Boolean(props.scheduleExpression) && isPatching({ urn }, "name", () => props.name ?? ""),
        );
    const windows = stack
        .all(types.maintenanceWindow)
        .filter((window) => !stack.gives(window, "enabled") || window.props.enabled === true)
        .filter((window) =>
            stack
                .referring(types.maintenanceWindowTask, "windowId", window)
                .some((task) => isPatching(task, "taskArn", () => task.props.taskArn)),
        );
    const targets = windows.flatMap((window) =>
        stack.referring(types.maintenanceWindowTarget, "windowId", window),
    );
    return some<Targeting>([...associations, ...targets], (holder) => covers(holder, host, stack));
}

/** Whether a window outside this stack targets the host. It may or may not install patches. */
function isInForeignWindow(host: Host, stack: Stack): boolean {
    return stack
        .all(types.maintenanceWindowTarget)
        .filter((target) => stack.leadsOutside(target, "windowId"))
        .some((target) => covers(target, host, stack));
}

export const patchingScheduled = stackPolicy({
    name: "instance-patching-is-scheduled",
    checklist: "security.server.patches",
    severity: "medium",
    onUnknown: "deny",
    requires: "A maintenance window or an association patches every host on a schedule.",
    otherwise: "A vulnerability from the news stays open for months, until somebody remembers the host.",
    remedy:
        "Use the host's tags to make it a target of an aws.ssm.MaintenanceWindow with a task that runs " +
        "AWS-RunPatchBaseline or a document of your own.",
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
    return decide(() => {
        if (isScheduled(host, stack, settings)) return [];
        if (isInForeignWindow(host, stack)) return notInThisStack("windowId");
        const fault = "No maintenance window or scheduled association that installs patches targets the host";
        return [{ outcome: "failed", fault }];
    });
}

/** The host's tags, with those that the provider adds to all resources. */
function instanceAsHost({
    urn,
    props,
}: Resource & { readonly props: { tags?: Tags; tagsAll?: Tags } }): Host {
    // One by one, so that an unknown value does not hide the others.
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
    const ofTemplates = (name: string) => {
        const value = templates.map(({ props }) => tagOfHosts(props, name)).find((found) => found);
        // A policy can't see the tags of a template outside this stack.
        if (value === undefined) stack.required(group, "launchTemplate", types.launchTemplate);
        return value;
    };
    const tag = (name: string) => {
        const passedOn = group.props.tags?.find(
            ({ key, propagateAtLaunch }) => propagateAtLaunch && key === name,
        );
        return passedOn?.value ?? ofTemplates(name);
    };
    return { urn: group.urn, tag };
}

interface TagSpecifications {
    readonly tagSpecifications?: readonly { readonly resourceType?: string; readonly tags?: Tags }[];
}

function tagOfHosts({ tagSpecifications = [] }: TagSpecifications, name: string): string | undefined {
    return tagSpecifications.find(({ resourceType }) => resourceType === "instance")?.tags?.[name];
}
