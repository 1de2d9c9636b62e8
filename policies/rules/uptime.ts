import { isWatched } from "../aws/alarms";
import { on, stackPolicy } from "../policy";
import type { Props } from "../resource-types";
import { isPublic } from "../aws/load-balancers";
import * as types from "../resource-types";
import { texts, type Values } from "../settings";
import type { Node, Stack } from "../stack";
import { faultIf, type Findings, some } from "../verdict";

/** Route 53 accepts any status from 200 to 399, so a redirect would satisfy a check over HTTP. */
const HTTPS_CHECKS = ["HTTPS", "HTTPS_STR_MATCH"];

function asksForPath(
    { props }: Node<Props<typeof types.healthCheck>>,
    healthPaths: readonly string[],
): boolean {
    return (
        props.disabled !== true &&
        HTTPS_CHECKS.includes(props.type) &&
        healthPaths.includes(props.resourcePath ?? "/")
    );
}

/** A check finds its endpoint by a DNS name, so any check of the stack counts. */
function judgeUptime(stack: Stack, healthPaths: readonly string[], isPublic: () => boolean): Findings {
    const checks = [
        ...stack
            .all(types.healthCheck)
            .map(
                (check) => () =>
                    isWatched(stack, [check], ["HealthCheckStatus", "HealthCheckPercentageHealthy"]) &&
                    asksForPath(check, healthPaths),
            ),
        ...stack.all(types.canary).map(
            (canary) => () =>
                // The script of a canary decides what it requests.
                isWatched(stack, [canary], ["SuccessPercent", "Failed"]) && canary.props.startCanary === true,
        ),
    ];
    return faultIf(
        "No HTTPS health check of a health path, and no running canary, has an alarm",
        () => !some(checks, (isGood) => isGood()) && isPublic(),
    );
}

const uptime = {
    healthPaths: texts(
        "Paths that answer while the application is running",
        // This project's paths, common ones, and the path of django-health-check: https://github.com/codingjoe/django-health-check
        ["/health/live", "/health", "/health/", "/healthz", "/healthz/", "/livez", "/up", "/ping", "/ht/"],
        "^/",
    ),
};

export const endpointHasUptimeCheck = stackPolicy({
    name: "public-endpoint-has-uptime-check",
    checklist: "monitoring.application.uptime",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "A check from outside requests the health path of each public endpoint, and an alarm watches the check.",
    otherwise: "When DNS, a certificate or a whole region fails, everything inside looks fine.",
    remedy:
        "Create a route53.HealthCheck of type HTTPS with resourcePath set to the health path, or a running synthetics " +
        "canary, and a MetricAlarm on it.",
    settings: uptime,
    rules: [
        on(types.loadBalancer, (balancer, stack, { healthPaths }: Values<typeof uptime>) =>
            judgeUptime(stack, healthPaths, () => isPublic(balancer, stack)),
        ),
        on(types.distribution, (_, stack, { healthPaths }: Values<typeof uptime>) =>
            judgeUptime(stack, healthPaths, () => true),
        ),
    ],
});
