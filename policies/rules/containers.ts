/** The privileges of ECS containers on their shared machine. */
import { type Container, readContainers } from "../aws/containers";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { adviceIf, each, faultIf, type Findings } from "../verdict";

type TaskDefinition = types.Props<typeof types.taskDefinition>;

function judgeContainers(
    props: TaskDefinition,
    judge: (container: Container, place: string) => Findings,
): Findings {
    return each(
        () => readContainers(props.containerDefinitions),
        (container, index) => judge(container, `containerDefinitions[${index}]`),
    );
}

/** Modes in which a task shares a namespace of the host. */
const HOST_MODES = ["networkMode", "pidMode", "ipcMode"] as const;

/**
 * Each of these is equivalent to root on the host, or can read the traffic of other containers.
 * https://man7.org/linux/man-pages/man7/capabilities.7.html
 */
const DANGEROUS_CAPABILITIES = [
    "ALL",
    "BPF",
    "DAC_READ_SEARCH",
    "NET_ADMIN",
    "NET_RAW",
    "SYS_ADMIN",
    "SYS_MODULE",
    "SYS_PTRACE",
    "SYS_RAWIO",
];

export const taskIsUnprivileged = resourcePolicy({
    name: "ecs-task-is-unprivileged",
    checklist: "security.server.minimal-services",
    severity: "high",
    onUnknown: "defer",
    requires: "Containers have no rights on the machine that runs them, and do not run as root.",
    otherwise: "A break-in through one request becomes a break-in on the host and on all of its containers.",
    remedy:
        "Remove privileged, the host modes and the added capabilities. Set readonlyRootFilesystem to true and user to " +
        "a number above 0 in each container.",
    equivalents: ["fsbp:ECS.1", "fsbp:ECS.3", "fsbp:ECS.4", "fsbp:ECS.5"],
    rules: [
        on(types.taskDefinition, ({ props }) => [
            ...HOST_MODES.flatMap((mode) => faultIf(`${mode} is host`, () => props[mode] === "host")),
            ...judgeContainers(props, (container, place) => [
                ...faultIf(`${place}.privileged is true`, () => container.privileged === true),
                ...faultIf(`${place}.linuxParameters.capabilities.add names a dangerous capability`, () =>
                    (container.linuxParameters?.capabilities?.add ?? []).some((capability) =>
                        DANGEROUS_CAPABILITIES.includes(capability.toUpperCase().replace(/^CAP_/, "")),
                    ),
                ),
                // Without it, the image decides the user, and no program shows that.
                ...adviceIf(`${place}.user is root`, () => /^(root|0)(:|$)/.test(container.user ?? "")),
                ...adviceIf(
                    `${place}.readonlyRootFilesystem is not true`,
                    () => container.readonlyRootFilesystem !== true,
                ),
            ]),
        ]),
    ],
});

export const taskWritesLogs = resourcePolicy({
    name: "ecs-task-writes-logs",
    checklist: "monitoring.logging.application-logs",
    severity: "medium",
    onUnknown: "defer",
    requires: "Every container sends its output to a log.",
    otherwise: "After an error or a break-in, nobody can find out what the container did.",
    remedy: "Set logConfiguration of each container, e.g. with the logDriver awslogs.",
    equivalents: ["fsbp:ECS.9", "cdk-nag:ECS7"],
    rules: [
        on(types.taskDefinition, ({ props }) =>
            judgeContainers(props, ({ logConfiguration }, place) =>
                faultIf(
                    `${place}.logConfiguration has no logDriver`,
                    () => (logConfiguration?.logDriver ?? "none") === "none",
                ),
            ),
        ),
    ],
});
