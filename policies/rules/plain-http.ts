/** Which resources accept plain HTTP, and what they do with it. */
import { isApplication, isPublic, listenerProtocol, protocolIn } from "../aws/load-balancers";
import { on, resourcePolicy, stackPolicy } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import { each, faultIf } from "../verdict";

type Listener = Props<typeof types.listener>;
/** The members that the actions of listeners and rules have in common. */
type Action = Pick<Listener["defaultActions"][number], "type" | "redirect">;

/** Without a protocol, a redirect keeps the protocol of the request. */
function isRedirectToHttps({ type, redirect }: Action): boolean {
    return type === "redirect" && redirect?.protocol === "HTTPS" && redirect.statusCode === "HTTP_301";
}

export const httpRedirects = resourcePolicy({
    name: "http-listener-redirects-to-https",
    checklist: "security.tls.https-redirect",
    severity: "high",
    onUnknown: "deny",
    requires: "Listeners for plain HTTP only redirect to HTTPS, permanently.",
    otherwise: "People who type the bare domain name send their session and password in plain text.",
    remedy: 'Make the default action { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }.',
    equivalents: ["checkov:CKV2_AWS_20", "fsbp:ELB.1", "cdk-nag:ALBHttpToHttpsRedirection", "trivy:AWS-0054"],
    rules: [
        on(types.listener, ({ props }) =>
            each(
                () => (listenerProtocol(props) === "HTTP" ? props.defaultActions : []),
                (action, index) =>
                    faultIf(
                        `defaultActions[${index}] is not a permanent redirect to HTTPS`,
                        () => !isRedirectToHttps(action),
                    ),
            ),
        ),
    ],
});

export const ruleRedirectsHttp = stackPolicy({
    name: "listener-rule-redirects-http",
    checklist: "security.tls.https-redirect",
    severity: "high",
    onUnknown: "deny",
    requires: "The rules of a plain HTTP listener only redirect to HTTPS.",
    otherwise:
        "A rule runs before the listener's default action, so its paths accept passwords over plain HTTP.",
    remedy:
        'Make the action { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }, ' +
        "or move the rule to the HTTPS listener.",
    equivalents: ["fsbp:ELB.1"],
    rules: [
        on(types.listenerRule, (rule, stack) =>
            each(
                () => rule.props.actions,
                (action, index) =>
                    faultIf(
                        `actions[${index}] is not a permanent redirect to HTTPS, and the listener speaks plain HTTP`,
                        () =>
                            !isRedirectToHttps(action) &&
                            stack
                                .required(rule, "listenerArn", types.listener)
                                .some((listener) => protocolIn(listener, stack) === "HTTP"),
                    ),
            ),
        ),
    ],
});

export const networkBalancerTakesNoPlainHttp = stackPolicy({
    name: "network-load-balancer-takes-no-plain-http",
    checklist: "security.tls.https-redirect",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Public network load balancers don't pass on TCP port 80, except to a load balancer that redirects it.",
    otherwise:
        "A network load balancer can't redirect. If the web server behind it doesn't, passwords travel in plain text.",
    remedy:
        "Remove the listener, or give it a target group with the targetType alb whose load balancer redirects port 80. " +
        "If the web server itself redirects, sign a deviation.",
    rules: [
        on(types.listener, (listener, stack) =>
            faultIf(
                "The listener forwards plain HTTP from the internet",
                () =>
                    listener.props.port === 80 &&
                    (protocolIn(listener, stack) ?? "").startsWith("TCP") &&
                    stack
                        .required(listener, "loadBalancerArn", types.loadBalancer)
                        .some((balancer) => isPublic(balancer, stack)) &&
                    !stack
                        .referred(listener, "defaultActions", types.targetGroup)
                        .some(({ props }) => props.targetType === "alb"),
            ),
        ),
    ],
});

export const publicLoadBalancerRedirects = stackPolicy({
    name: "public-load-balancer-redirects-http",
    checklist: "security.tls.https-redirect",
    severity: "medium",
    onUnknown: "deny",
    requires: "Public load balancers also listen for plain HTTP, to redirect it.",
    otherwise: "People who type the bare domain name reach no site.",
    remedy: "Add a listener on port 80 that redirects to HTTPS.",
    equivalents: ["cdk-nag:ALBHttpToHttpsRedirection"],
    rules: [
        on(types.loadBalancer, (balancer, stack) =>
            faultIf(
                "The load balancer has no HTTP listener on port 80",
                () =>
                    isPublic(balancer, stack) &&
                    isApplication(balancer.props) &&
                    !stack
                        .referring(types.listener, "loadBalancerArn", balancer)
                        .some(
                            (listener) =>
                                listener.props.port === 80 && protocolIn(listener, stack) === "HTTP",
                        ),
            ),
        ),
    ],
});
