import { type Mutations, on } from "./mutation";

const GROUP = "aws:autoscaling/group:Group hrms-hosts-web";
const UNPATCHED = [
    "instance-patching-is-scheduled at hrms-hosts-web",
    "instance-patching-is-scheduled at hrms-hosts-worker",
];

const group = on(GROUP, {
    "hosts: the newest version of the template": {
        set: { "launchTemplate.version": "$Latest" },
        violates: ["launch-template-version-is-pinned"],
    },
    "hosts: the default version of the template": {
        set: { launchTemplate: { id: "lt-0123456789abcdef0" } },
        violates: ["launch-template-version-is-pinned"],
    },
    "hosts: up to thirty more": {
        set: { maxSize: 36 },
        violates: ["connections-fit-the-database at hrms-database"],
    },
    "hosts: six times as many connections per host": {
        set: { "tags.7.value": "42" },
        violates: ["connections-fit-the-database at hrms-database"],
    },
    "hosts: no tags": {
        alone: true,
        set: { tags: [] },
        violates: ["resources-carry-required-tags", "connections-fit-the-database at hrms-database"],
    },
    "hosts: no owner in the tags": {
        set: { "tags.2.key": "Team" },
        violates: ["resources-carry-required-tags"],
    },
    "hosts: ignore changes of the group's size": {
        options: { ignoreChanges: ["maxSize"] },
        violates: ["security-settings-are-not-ignored"],
    },
});

const patching: readonly Mutations[] = [
    on("aws:autoscaling/group:Group hrms-hosts-worker", {
        "patching: the workers are tagged for another application": {
            set: { "tags.0.value": "payroll" },
            violates: ["instance-patching-is-scheduled"],
        },
    }),
    on("hrms-patching-hosts", {
        "patching: targets another application": {
            set: { "targets.0.values": ["payroll"] },
            violates: UNPATCHED,
        },
    }),
    on("aws:ssm/maintenanceWindow:MaintenanceWindow hrms-patching", {
        "patching: switched off": {
            set: { enabled: false },
            violates: UNPATCHED,
        },
    }),
    on("hrms-patching-install", {
        "patching: installs no patches": {
            set: { taskArn: "AWS-GatherSoftwareInventory" },
            violates: UNPATCHED,
        },
    }),
];

export const groups: readonly Mutations[] = [group, ...patching];
