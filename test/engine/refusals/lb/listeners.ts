import * as aws from "@pulumi/aws";
import { forward, loadBalancer, targetGroup } from "../support/fixtures";
import { casesOf, clash, once } from "../support/table";

const NO_TARGET = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/gone/0123456789abcdef";

const NO_BALANCER =
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/gone/0123456789abcdef";

const NO_LISTENER =
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/gone/0123456789abcdef/0123456789abcdef";

const NO_CERTIFICATE = "arn:aws:acm:eu-central-1:123456789012:certificate/gone";

/** Each listener has its own port. */
let port = 8000;

const listener = (): aws.lb.ListenerArgs => ({
    loadBalancerArn: loadBalancer().arn,
    port: port++,
    protocol: "HTTP",
    defaultActions: forward(),
});

const shared = once(() => new aws.lb.Listener("shared", listener()));

let priority = 100;

const rule = (): aws.lb.ListenerRuleArgs => ({
    listenerArn: shared().arn,
    priority: priority++,
    actions: [{ type: "forward", targetGroupArn: targetGroup().arn }],
    conditions: [{ pathPattern: { values: ["/admin/*"] } }],
});

const BAD_ACTIONS = {
    missing: [{ type: "forward", targetGroupArn: NO_TARGET }],
    incomplete: [{ type: "redirect" }],
    fixed: [{ type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "301" } }],
};

const MISSING = `TargetGroupNotFound: Target groups '${NO_TARGET}' not found`;

const INCOMPLETE =
    "ValidationError: the action 'redirect' needs a target group, a redirect or a fixed response";

const FIXED =
    "a fixed response must have a status of 2XX, 4XX or 5XX and a body of at most 1024 characters, got 301";

export const cases = [
    ...casesOf(aws.lb.Listener, listener, [
        [
            "listener-balancer-missing",
            { loadBalancerArn: NO_BALANCER },
            `LoadBalancerNotFound: The load balancer '${NO_BALANCER}' does not exist`,
        ],
        ["listener-port", { port: 70_000 }, "expected port to be in the range (1 - 65535), got 70000"],
        ["listener-protocol", { protocol: "HTTP/2" }, "expected protocol to be one of [HTTP, HTTPS,"],
        [
            "listener-certificate-required",
            { protocol: "HTTPS" },
            "ValidationError: A certificate must be specified for HTTPS listeners",
        ],
        [
            "listener-certificate-unwanted",
            { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
            "InvalidConfigurationRequest: only HTTPS and TLS listeners can have certificates and SSL policies",
        ],
        [
            "listener-certificate",
            { protocol: "HTTPS", certificateArn: NO_CERTIFICATE },
            `CertificateNotFound: Certificate '${NO_CERTIFICATE}' not found`,
        ],
        [
            "listener-certificate",
            { protocol: "HTTPS", certificateArn: NO_CERTIFICATE.replace("eu-central-1", "us-east-1") },
            "is not valid: it is not in eu-central-1",
        ],
        [
            "listener-ssl-policy",
            { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS14" },
            "SSLPolicyNotFound: SSL policy 'ELBSecurityPolicy-TLS14' not found",
        ],
        [
            "listener-redirect-loop",
            { port: 7_000, defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }] },
            "InvalidLoadBalancerAction: The redirect configuration is not valid because it creates a loop",
        ],
        ["listener-target-missing", { defaultActions: BAD_ACTIONS.missing }, MISSING],
        ["listener-action-incomplete", { defaultActions: BAD_ACTIONS.incomplete }, INCOMPLETE],
        ["listener-fixed-response", { defaultActions: BAD_ACTIONS.fixed }, FIXED],
    ]),
    clash(
        "listener-port-taken",
        aws.lb.Listener,
        () => ({ ...listener(), port: 443 }),
        "DuplicateListener: A listener already exists on this port (443) for this load balancer",
    ),
    ...casesOf(aws.lb.ListenerRule, rule, [
        [
            "listener-rule-listener-missing",
            { listenerArn: NO_LISTENER },
            `ListenerNotFound: The listener '${NO_LISTENER}' does not exist`,
        ],
        [
            "listener-rule-priority",
            { priority: 50_001 },
            "expected priority to be in the range (1 - 50000), got 50001",
        ],
        [
            "listener-rule-condition-values",
            { conditions: [{ pathPattern: { values: ["/a", "/b", "/c", "/d", "/e", "/f"] } }] },
            "TooManyConditionValues: a rule must have 1 to 5 condition values, got 6",
        ],
        ["listener-rule-target-missing", { actions: BAD_ACTIONS.missing }, MISSING],
        ["listener-rule-action-incomplete", { actions: BAD_ACTIONS.incomplete }, INCOMPLETE],
        ["listener-rule-fixed-response", { actions: BAD_ACTIONS.fixed }, FIXED],
    ]),
    clash(
        "listener-rule-priority-taken",
        aws.lb.ListenerRule,
        () => ({ ...rule(), priority: 7 }),
        "PriorityInUse: Priority '7' is currently in use",
    ),
];
