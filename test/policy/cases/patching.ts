import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { groupScene, instance, instanceScene, patches, template } from "../sound-hosts";

type Changes = Parameters<typeof instance>[0];
/** The scene without the patches that every host gets. */
const unpatched = ([subject, ...others]: Scene): Scene => [
    subject,
    ...others.filter(({ type }) => type !== patches().type),
];
const tagged = { tags: { Application: "hrms" } };
/** Tags with those that the provider adds. */
const tagsAll = { Application: "hrms", Stack: "prod", Owner: "people-systems", DataClass: "confidential" };
const byTag = (key: string, ...values: readonly unknown[]) => ({ targets: [{ key, values }] });
const HRMS = byTag("tag:Application", "hrms");
const own = fixture(types.ssmDocument)();
interface Window {
    readonly window?: Changes;
    readonly task?: Changes;
    readonly target?: Changes;
    /** References of the task. */
    readonly references?: Readonly<Record<string, readonly Resource[]>>;
}
/** A maintenance window with one task and one target. */
function windowOf({ window, task, target = HRMS, references }: Window = {}): readonly Resource[] {
    const open = fixture(types.maintenanceWindow, {}, { computed: { enabled: UNKNOWN } })(window);
    const inWindow = { windowId: [open] };
    const taskOf = fixture(types.maintenanceWindowTask, { taskArn: "AWS-RunPatchBaseline" });
    return [
        open,
        taskOf(task, { references: { ...inWindow, ...references } }),
        fixture(types.maintenanceWindowTarget)(target, { references: inWindow }),
    ];
}
const onInstance = (...others: readonly Resource[]): Scene => [
    ...unpatched(instanceScene(tagged)),
    ...others,
];
const onGroup = (changes: Changes, from: Resource, ...others: readonly Resource[]): Scene => [
    ...unpatched(groupScene(changes, from)),
    ...others,
];
const APPLICATION = { key: "Application", value: "hrms", propagateAtLaunch: true };
/** A group whose launch template is in another stack. */
const [foreignGroup, , ...ofGroup] = groupScene({
    launchTemplate: { id: "lt-0123456789abcdef0", version: "1" },
});
const ownerlessGroup: Scene = [{ ...foreignGroup, references: {} }, ...ofGroup];
const specification = (resourceType: string) => ({
    tagSpecifications: [{ resourceType, tags: { Application: "hrms" } }],
});
const association = (changes: Changes) => patches({ ...HRMS, ...changes });
const [subject] = instanceScene(tagged);
const byId = fixture(types.maintenanceWindowTarget);

export const cases: CaseTable = {
    "instance-patching-is-scheduled": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a window that targets a tag": onInstance(...windowOf()),
            "a window that targets a default tag of the provider": [
                ...unpatched(instanceScene({}, { computed: { tagsAll } })),
                ...windowOf(),
            ],
            "a window that targets the name of a tag": onInstance(
                ...windowOf({ target: byTag("tag-key", "Application") }),
            ),
            "a window that targets an id": onInstance(
                ...windowOf().slice(0, 2),
                byId(byTag("InstanceIds", UNKNOWN), {
                    references: { windowId: windowOf().slice(0, 1), targets: [subject] },
                }),
            ),
            "a window that runs a document of the stack": onInstance(
                ...windowOf({ task: { taskArn: UNKNOWN }, references: { taskArn: [own] } }),
                own,
            ),
            "an association that targets a tag": onInstance(association({})),
            "an association that runs a document of the stack": [
                ...onInstance(patches({ ...HRMS, name: UNKNOWN }, { references: { name: [own] } })),
                own,
            ],
            "an association that targets every host": onInstance(patches()),
            "a group that passes the tag on to its hosts": onGroup(
                { tags: [APPLICATION] },
                template(),
                ...windowOf(),
            ),
            "a group from another stack's template that passes the tag on": [
                { ...ownerlessGroup[0], props: { ...ownerlessGroup[0].props, tags: [APPLICATION] } },
                ...unpatched(ownerlessGroup).slice(1),
                ...windowOf(),
            ],
            "an association with every host beside one that targets a tag": [
                ...unpatched(ownerlessGroup),
                patches({ ...HRMS }, { name: "by-tag" }),
                patches(),
            ],
            "a group whose template sets the tag": onGroup(
                {},
                template(specification("instance")),
                ...windowOf(),
            ),
            "a template that starts no hosts": [template()],
        },
        violating: {
            "a window of another stack that targets other hosts": onInstance(
                fixture(types.maintenanceWindowTarget)({
                    ...byTag("tag:Application", "crm"),
                    windowId: "mw-0123456789abcdef0",
                }),
            ),
            "a window that targets other hosts": onInstance(
                ...windowOf({ target: byTag("tag:Application", "crm") }),
            ),
            "a window that requires a second tag": onInstance(
                ...windowOf({
                    target: { targets: [...HRMS.targets, { key: "tag:Stack", values: ["prod"] }] },
                }),
            ),
            "a window that targets another host": onInstance(
                ...windowOf({ target: byTag("InstanceIds", "i-0123456789") }),
            ),
            "a kind of target that a policy can't follow": onInstance(
                ...windowOf({ target: byTag("resource-groups:Name", "hrms") }),
            ),
            "a window that is switched off": onInstance(...windowOf({ window: { enabled: false } })),
            "a window that does something else": onInstance(
                ...windowOf({ task: { taskArn: "AWS-GatherSoftwareInventory" } }),
            ),
            "a window whose task belongs to another": onInstance(
                ...windowOf({ references: { windowId: [] } }),
            ),
            "an association that does something else": onInstance(
                association({ name: "AWS-GatherSoftwareInventory" }),
            ),
            "a group that keeps the tag to itself": onGroup(
                { tags: [{ ...APPLICATION, propagateAtLaunch: false }] },
                template(),
                ...windowOf(),
            ),
            "a template that sets the tag on disks only": onGroup(
                {},
                template(specification("volume")),
                ...windowOf(),
            ),
        },
        omitted: {
            "a window or an association": ["fail", ...onInstance()],
            "the schedule of an association": [
                "fail",
                ...onInstance(association({ scheduleExpression: undefined })),
            ],
            "the targets": ["fail", ...onInstance(...windowOf({ target: { targets: undefined } }))],
            "the tags of a group": ["fail", ...onGroup({}, template(), ...windowOf())],
        },
        unknown: {
            "the value of the targeted tag": [
                "undetermined",
                ...unpatched(instanceScene({ tags: { Application: UNKNOWN } })),
                ...windowOf(),
            ],
            "the value of another tag": [
                "pass",
                ...unpatched(instanceScene({ tags: { Application: "hrms", Release: UNKNOWN } })),
                ...windowOf(),
            ],
            "enabled of the window": [
                "undetermined",
                ...onInstance(...windowOf({ window: { enabled: UNKNOWN } })),
            ],
            "the targets": ["undetermined", ...onInstance(...windowOf({ target: { targets: UNKNOWN } }))],
        },
        outside: {
            "a window of another stack": onInstance(
                fixture(types.maintenanceWindowTarget)({ ...HRMS, windowId: "mw-0123456789abcdef0" }),
            ),
            "a launch template that may set the targeted tag": [
                ...unpatched(ownerlessGroup),
                ...windowOf({ target: HRMS }),
            ],
        },
    },
};
