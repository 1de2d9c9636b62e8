import * as aws from "@pulumi/aws";
import {
    closedSubnetA,
    closedSubnetB,
    forward,
    group,
    loadBalancer,
    subnetA,
    subnetB,
    targetGroup,
    vpc,
} from "./fixtures";
import { casesOf, clash, once } from "./table";

const NO_TARGET = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/gone/0123456789abcdef";
const NO_BALANCER =
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/gone/0123456789abcdef";
const NO_LISTENER =
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/gone/0123456789abcdef/0123456789abcdef";
const NO_CERTIFICATE = "arn:aws:acm:eu-central-1:123456789012:certificate/gone";

const balancer = (): aws.lb.LoadBalancerArgs => ({
    subnets: [subnetA().id, subnetB().id],
    securityGroups: [group().id],
});

const targets = (): aws.lb.TargetGroupArgs => ({
    vpcId: vpc().id,
    port: 443,
    protocol: "HTTPS",
    deregistrationDelay: 30,
    healthCheck: {
        path: "/healthz",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
        matcher: "200-299",
    },
});
const health = (change: object): { healthCheck: object } => ({
    healthCheck: { ...(targets().healthCheck as object), ...change },
});

/** Each listener on a port of its own. */
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
    "ValidationError: the action 'redirect' misses its target group, redirect or fixed response";
const FIXED = "a fixed response has a status of 2XX, 4XX or 5XX and a body of up to 1024 characters, got 301";

export const cases = [
    ...casesOf(aws.lb.LoadBalancer, balancer, [
        ["lb-name", { name: "internal-web" }, "and does not begin with internal-"],
        [
            "lb-name",
            { name: "web_app" },
            'no hyphen at either end, and does not begin with internal-: "web_app"',
        ],
        [
            "lb-subnet-missing",
            { subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] },
            "SubnetNotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist",
        ],
        [
            "lb-group-missing",
            { securityGroups: ["sg-0123456789abcdef0"] },
            "InvalidGroup.NotFound: The security group 'sg-0123456789abcdef0' does not exist",
        ],
        [
            "lb-two-zones",
            () => ({ subnets: [subnetA().id] }),
            "ValidationError: At least two subnets in two different Availability Zones must be specified",
        ],
        [
            "lb-two-zones",
            () => ({ subnets: [subnetA().id, closedSubnetA().id] }),
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
        ],
        [
            "lb-no-internet",
            () => ({ subnets: [closedSubnetA().id, closedSubnetB().id] }),
            "has no internet gateway",
        ],
        [
            "lb-idle-timeout",
            { idleTimeout: 5_000 },
            "expected idleTimeout to be in the range (1 - 4000), got 5000",
        ],
        [
            "lb-access-logs-bucket",
            { accessLogs: { bucket: "gone", enabled: true } },
            "InvalidConfigurationRequest: Access Denied for bucket: gone. Please check S3bucket permission",
        ],
    ]),
    clash(
        "lb-name-taken",
        aws.lb.LoadBalancer,
        () => ({ ...balancer(), name: "taken" }),
        "DuplicateLoadBalancerName: A load balancer with the name taken already exists",
    ),
    ...casesOf(aws.lb.TargetGroup, targets, [
        [
            "target-group-name",
            { name: "x".repeat(33) },
            "ValidationError: a name has up to 32 letters, digits and hyphens",
        ],
        [
            "target-group-vpc-missing",
            { vpcId: "vpc-0123456789abcdef0" },
            "InvalidVpcID.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist",
        ],
        ["target-group-incomplete", { protocol: undefined }, "ValidationError: A protocol must be specified"],
        ["target-group-port", { port: 0 }, "expected port to be in the range (1 - 65535), got 0"],
        ["target-group-protocol", { protocol: "HTTP2" }, "expected protocol to be one of [HTTP, HTTPS,"],
        [
            "target-group-deregistration-delay",
            { deregistrationDelay: 4_000 },
            "expected deregistrationDelay to be in the range (0 - 3600), got 4000",
        ],
        ["target-group-slow-start", { slowStart: 10 }, '"slow_start" is 0 or from 30 to 900 seconds, got 10'],
        [
            "target-group-health-interval",
            health({ interval: 301 }),
            "expected healthCheck.interval to be in the range (5 - 300), got 301",
        ],
        [
            "target-group-health-timeout",
            health({ timeout: 1 }),
            "expected healthCheck.timeout to be in the range (2 - 120), got 1",
        ],
        [
            "target-group-health-timeout-interval",
            health({ timeout: 10 }),
            "Health check timeout '10' must be smaller than the interval '10'",
        ],
        [
            "target-group-healthy-threshold",
            health({ healthyThreshold: 1 }),
            "expected healthCheck.healthyThreshold to be in the range (2 - 10), got 1",
        ],
        [
            "target-group-unhealthy-threshold",
            health({ unhealthyThreshold: 11 }),
            "expected healthCheck.unhealthyThreshold to be in the range (2 - 10), got 11",
        ],
        [
            "target-group-health-path",
            health({ path: "healthz" }),
            'ValidationError: a health check path begins with / and has up to 1024 characters: "healthz"',
        ],
        [
            "target-group-health-matcher",
            health({ matcher: "200-599" }),
            "Health check matcher HTTP code '200-599' must be within '200-499' inclusive",
        ],
    ]),
    clash(
        "target-group-name-taken",
        aws.lb.TargetGroup,
        () => ({ ...targets(), name: "taken" }),
        "DuplicateTargetGroupName: A target group with the name taken already exists",
    ),
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
            "InvalidConfigurationRequest: certificates and SSL policies are for HTTPS and TLS listeners",
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
            "TooManyConditionValues: a rule has from 1 to 5 condition values, got 6",
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
