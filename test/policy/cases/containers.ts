import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const CONTAINER = {
    name: "web",
    image: "web:1",
    user: "10001",
    readonlyRootFilesystem: true,
    logConfiguration: { logDriver: "awslogs" },
};
const task = fixture(types.taskDefinition, {
    family: "web",
    networkMode: "awsvpc",
    containerDefinitions: JSON.stringify([CONTAINER]),
});
/** A task whose second container has these changes. */
const withContainer = (changes: object) =>
    task({ containerDefinitions: JSON.stringify([CONTAINER, { ...CONTAINER, ...changes }]) });
const adding = (capability: string) =>
    withContainer({ linuxParameters: { capabilities: { add: [capability] } } });
const CAPABILITIES = [
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

export const cases: CaseTable = {
    "ecs-task-is-unprivileged": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            "an unprivileged container": [task()],
            "a harmless capability": [adding("NET_BIND_SERVICE")],
            "definitions that AWS refuses": [task({ containerDefinitions: "web" })],
        },
        violating: {
            "a privileged container": [withContainer({ privileged: true })],
            "the host's network": [task({ networkMode: "host" })],
            "the host's processes": [task({ pidMode: "host" })],
            "the host's shared memory": [task({ ipcMode: "host" })],
            ...Object.fromEntries(CAPABILITIES.map((name) => [`the capability ${name}`, [adding(name)]])),
            "a capability with the prefix CAP_": [adding("CAP_SYS_ADMIN")],
        },
        omitted: { networkMode: ["pass", task({ networkMode: undefined })] },
        unknown: {
            containerDefinitions: ["undetermined", task({ containerDefinitions: UNKNOWN })],
            networkMode: ["undetermined", task({ networkMode: UNKNOWN })],
        },
        advised: {
            "the user root": [withContainer({ user: "root" })],
            "the user 0": [withContainer({ user: "0" })],
            "the user 0 with a group": [withContainer({ user: "0:1000" })],
            "a writable root file system": [withContainer({ readonlyRootFilesystem: false })],
            "a root file system that is not declared read-only": [
                withContainer({ readonlyRootFilesystem: undefined }),
            ],
        },
    },
    "ecs-task-writes-logs": {
        is: ["mandatory", "medium", "defer"],
        compliant: { "a log group": [task()] },
        violating: {
            "a container without a log": [withContainer({ logConfiguration: { logDriver: "none" } })],
        },
        omitted: {
            logConfiguration: ["fail", withContainer({ logConfiguration: undefined })],
            logDriver: ["fail", withContainer({ logConfiguration: {} })],
        },
        unknown: { containerDefinitions: ["undetermined", task({ containerDefinitions: UNKNOWN })] },
    },
};
