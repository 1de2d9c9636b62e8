import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const service = fixture(types.containerService, { networkConfiguration: { assignPublicIp: false } });
const taskSet = fixture(types.taskSet, { networkConfiguration: { assignPublicIp: false } });
const target = fixture(types.eventTarget, { arn: UNKNOWN });
const schedule = fixture(types.schedule, { target: { arn: UNKNOWN } });
const PUBLIC = { networkConfiguration: { assignPublicIp: true } };
const cluster = fixture(types.containerCluster, {
    settings: [{ name: "containerInsights", value: "enhanced" }],
});
const withLogging = (logging: unknown) =>
    cluster({ configuration: { executeCommandConfiguration: { logging } } });

export const cases: CaseTable = {
    "ecs-service-has-no-public-address": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a service without a public address": [service()],
            "a task set without a public address": [taskSet()],
            "an event target that runs no task": [target()],
            "a schedule that runs no task": [schedule()],
        },
        violating: {
            "a service with a public address": [service(PUBLIC)],
            "a task set with a public address": [taskSet(PUBLIC)],
            "an event target with a public address": [target({ ecsTarget: PUBLIC })],
            "a schedule with a public address": [
                schedule({ target: { arn: UNKNOWN, ecsParameters: PUBLIC } }),
            ],
        },
        omitted: { networkConfiguration: ["pass", service({ networkConfiguration: undefined })] },
        unknown: {
            assignPublicIp: ["undetermined", service({ networkConfiguration: { assignPublicIp: UNKNOWN } })],
        },
    },
    "ecs-cluster-is-watched": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "container insights": [cluster()],
            "the older container insights": [
                cluster({ settings: [{ name: "containerInsights", value: "enabled" }] }),
            ],
            "commands in the log of the task": [withLogging("DEFAULT")],
        },
        violating: { "commands without a log": [withLogging("NONE")] },
        omitted: { logging: ["pass", cluster({ configuration: {} })] },
        unknown: { logging: ["undetermined", withLogging(UNKNOWN)] },
        advised: {
            "a cluster without insights": [cluster({ settings: undefined })],
            "insights that are switched off": [
                cluster({ settings: [{ name: "containerInsights", value: "disabled" }] }),
            ],
        },
    },
};
