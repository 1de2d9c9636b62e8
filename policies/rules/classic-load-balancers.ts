import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { each, faultIf } from "../verdict";

/** The only policy of classic load balancers without TLS 1.0. https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html */
const MODERN_TLS = "ELBSecurityPolicy-TLS-1-2-2017-01";

const hasModernTls = (balancer: Resource, stack: Stack): boolean =>
    stack
        .referring(types.classicPolicy, "loadBalancerName", balancer)
        .some(({ props }) => props.policyAttributes?.some(({ value }) => value === MODERN_TLS));

export const classicLoadBalancerIsHardened = stackPolicy({
    name: "classic-load-balancer-is-hardened",
    checklist: "security.tls.tested",
    severity: "high",
    onUnknown: "deny",
    requires: "Classic load balancers accept only TLS 1.2, and log every request.",
    otherwise: "They can't redirect, so passwords travel in plain text or under broken ciphers.",
    remedy:
        "Use aws.lb.LoadBalancer. Otherwise give each listener the lbProtocol https or ssl, set accessLogs, and add an " +
        `aws.elb.LoadBalancerPolicy with the Reference-Security-Policy ${MODERN_TLS}, and an aws.elb.ListenerPolicy that uses it.`,
    equivalents: ["fsbp:ELB.3", "fsbp:ELB.5", "fsbp:ELB.14"],
    rules: [
        on(types.classicLoadBalancer, (balancer, stack) => {
            const { props } = balancer;
            return [
                ...each(
                    () => props.listeners,
                    ({ lbProtocol }, index) =>
                        faultIf(
                            `listeners[${index}].lbProtocol is neither https nor ssl`,
                            () => !["https", "ssl"].includes(lbProtocol.toLowerCase()),
                        ),
                ),
                ...faultIf("No LoadBalancerPolicy requires TLS 1.2", () => !hasModernTls(balancer, stack)),
                // By default, logs are on if there is a bucket for them.
                ...faultIf(
                    "accessLogs is not set, or is switched off",
                    () => props.accessLogs === undefined || props.accessLogs.enabled === false,
                ),
                ...faultIf("desyncMitigationMode is monitor", () => props.desyncMitigationMode === "monitor"),
            ];
        }),
    ],
});
