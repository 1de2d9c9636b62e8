/** Where containers of ECS run, and who watches them. */
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { adviceIf, faultIf, type Findings } from "../verdict";

interface Network {
    readonly assignPublicIp?: boolean;
}

const judgeNetwork = (place: string, network: () => Network | undefined): Findings =>
    faultIf(`${place}.assignPublicIp is true`, () => network()?.assignPublicIp === true);

export const serviceHasNoPublicAddress = resourcePolicy({
    name: "ecs-service-has-no-public-address",
    checklist: "security.server.firewall",
    severity: "high",
    onUnknown: "deny",
    requires: "Containers have no public address.",
    otherwise:
        "A wrong rule in one security group puts Gunicorn on the internet, without TLS and without a WAF.",
    remedy: "Set assignPublicIp to false. Run the tasks in private subnets with a NAT gateway or VPC endpoints, behind the load balancer.",
    equivalents: ["fsbp:ECS.2"],
    rules: [
        on(types.containerService, ({ props }) =>
            judgeNetwork("networkConfiguration", () => props.networkConfiguration),
        ),
        on(types.taskSet, ({ props }) =>
            judgeNetwork("networkConfiguration", () => props.networkConfiguration),
        ),
        on(types.eventTarget, ({ props }) =>
            judgeNetwork("ecsTarget.networkConfiguration", () => props.ecsTarget?.networkConfiguration),
        ),
        on(types.schedule, ({ props }) =>
            judgeNetwork(
                "target.ecsParameters.networkConfiguration",
                () => props.target.ecsParameters?.networkConfiguration,
            ),
        ),
    ],
});

export const clusterIsWatched = resourcePolicy({
    name: "ecs-cluster-is-watched",
    checklist: "monitoring.security.events",
    severity: "medium",
    onUnknown: "deny",
    requires: "Clusters record what people type in a container, and collect the metrics of each task.",
    otherwise: "Nobody can tell what somebody did with ECS Exec, or which task ran out of memory.",
    remedy:
        "Set configuration.executeCommandConfiguration.logging to DEFAULT or OVERRIDE, and add the setting containerInsights with " +
        "the value enhanced.",
    equivalents: ["fsbp:ECS.12", "cdk-nag:ECS4", "trivy:AWS-0034"],
    rules: [
        on(types.containerCluster, ({ props }) => [
            ...faultIf(
                "configuration.executeCommandConfiguration.logging is NONE",
                () => props.configuration?.executeCommandConfiguration?.logging === "NONE",
            ),
            ...adviceIf(
                "containerInsights is not switched on",
                () =>
                    !(props.settings ?? []).some(
                        ({ name, value }) =>
                            name === "containerInsights" && ["enabled", "enhanced"].includes(value),
                    ),
            ),
        ]),
    ],
});
