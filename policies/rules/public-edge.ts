import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, isSet } from "../verdict";

export const balancerLogsAccess = resourcePolicy({
    name: "load-balancer-logs-access",
    checklist: "monitoring.logging.application-logs",
    severity: "medium",
    onUnknown: "deny",
    requires: "Load balancers log every request.",
    otherwise: "After a leak of personnel files, nobody can tell who requested which file, and from where.",
    remedy: "Set accessLogs to { bucket, enabled: true }, with a bucket that the load balancer may write.",
    equivalents: ["checkov:CKV_AWS_91", "fsbp:ELB.5", "cis-aws-7.0:4.10", "cdk-nag:ELB2"],
    rules: [
        on(types.loadBalancer, ({ props }) =>
            faultIf(
                "accessLogs.enabled is not true",
                // A gateway load balancer forwards packets and has no such log.
                () => props.loadBalancerType !== "gateway" && props.accessLogs?.enabled !== true,
            ),
        ),
    ],
});

export const distributionLogsAccess = stackPolicy({
    name: "cloudfront-logs-access",
    checklist: "monitoring.logging.application-logs",
    severity: "medium",
    onUnknown: "deny",
    requires: "CloudFront logs every request.",
    otherwise: "CloudFront answers some errors and attacks itself, so they leave no trace on the hosts.",
    remedy:
        "Create a LogDeliverySource for the distribution with logType ACCESS_LOGS and a LogDelivery for that source, " +
        "or set loggingConfig.",
    equivalents: ["checkov:CKV_AWS_86", "fsbp:CloudFront.5"],
    rules: [
        on(types.distribution, (distribution, stack) =>
            faultIf(
                "loggingConfig is not set, and no LogDelivery delivers the access log",
                () =>
                    !isSet(distribution.props, "loggingConfig") &&
                    !stack
                        .referring(types.logDeliverySource, "resourceArn", distribution)
                        .filter(({ props }) => props.logType === "ACCESS_LOGS")
                        .some(
                            (source) =>
                                stack.referring(types.logDelivery, "deliverySourceName", source).length > 0,
                        ),
            ),
        ),
    ],
});
