import { isApplication } from "../aws/load-balancers";
import { on, resourcePolicy, stackPolicy } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import { choice, type Values } from "../settings";
import { faultIf, isSet } from "../verdict";

export const balancerLogsAccess = resourcePolicy({
    name: "load-balancer-logs-access",
    checklist: "monitoring.logging.application-logs",
    severity: "medium",
    onUnknown: "deny",
    requires: "Load balancers log every request.",
    otherwise:
        "After a leak of personnel files, nobody can tell who asked for which of them, and from where.",
    remedy: "Set accessLogs to { bucket, enabled: true }, with a bucket that the load balancer may write.",
    equivalents: ["checkov:CKV_AWS_91", "fsbp:ELB.5", "cis-aws-7.0:4.10", "cdk-nag:ELB2"],
    rules: [
        on(types.loadBalancer, ({ props }) =>
            faultIf(
                "accessLogs.enabled is not true",
                // A gateway load balancer passes on packets and has no such log.
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
    otherwise: "Errors and attacks that CloudFront answers itself leave no trace: the hosts never see them.",
    remedy:
        "Make a LogDeliverySource of the distribution with logType ACCESS_LOGS and a LogDelivery of that source, " +
        "or set loggingConfig.",
    equivalents: ["checkov:CKV_AWS_86", "fsbp:CloudFront.5"],
    rules: [
        on(types.distribution, (distribution, stack) =>
            faultIf(
                "Neither loggingConfig is set nor a delivery of its access log made",
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

/** Methods that change nothing. */
const READING = ["GET", "HEAD", "OPTIONS"];

/** Whether it hands out files of private buckets and does nothing else, so that there is little to attack. */
function handsOutFilesOnly({
    origins,
    defaultCacheBehavior,
    orderedCacheBehaviors = [],
}: Props<typeof types.distribution>): boolean {
    return (
        origins.every(
            (origin) =>
                isSet(origin, "originAccessControlId") &&
                !isSet(origin, "customOriginConfig") &&
                !isSet(origin, "vpcOriginConfig"),
        ) &&
        [defaultCacheBehavior, ...orderedCacheBehaviors].every(({ allowedMethods }) =>
            allowedMethods.every((method) => READING.includes(method)),
        )
    );
}

const firewall = {
    staticFiles: choice(
        "Whether a distribution that only hands out files of private buckets needs a firewall as well",
        "guarded",
        ["guarded", "open"],
    ),
};

export const endpointHasFirewall = stackPolicy({
    name: "public-endpoint-has-waf",
    checklist: "monitoring.security.intrusion-detection",
    severity: "medium",
    onUnknown: "deny",
    requires: "A web application firewall stands before every public endpoint, and logs what it blocks.",
    otherwise: "Bots try leaked passwords on the login page at any speed, and nobody notices.",
    remedy:
        "Make a WebAclAssociation for the load balancer, set webAclId of the distribution, and make a " +
        "WebAclLoggingConfiguration for the web ACL.",
    equivalents: [
        "checkov:CKV2_AWS_28",
        "checkov:CKV2_AWS_31",
        "checkov:CKV_AWS_68",
        "fsbp:ELB.16",
        "fsbp:CloudFront.6",
        "cdk-nag:ALBWAFEnabled",
    ],
    settings: firewall,
    rules: [
        on(types.loadBalancer, (balancer, stack) =>
            faultIf(
                "No WebAclAssociation belongs to it",
                () =>
                    stack.referring(types.webAclAssociation, "resourceArn", balancer).length === 0 &&
                    balancer.props.internal !== true &&
                    // WAF reads requests; the other types pass on connections.
                    isApplication(balancer.props),
            ),
        ),
        on(types.distribution, ({ props }, _, { staticFiles }: Values<typeof firewall>) =>
            faultIf(
                "webAclId is not set",
                () => !isSet(props, "webAclId") && !(staticFiles === "open" && handsOutFilesOnly(props)),
            ),
        ),
        on(types.webAcl, (acl, stack) => [
            ...faultIf(
                "No WebAclLoggingConfiguration belongs to it",
                () => stack.referring(types.webAclLogging, "resourceArn", acl).length === 0,
            ),
            ...faultIf(
                "The web ACL has no rules, and lets everything through",
                () =>
                    !isSet(acl.props, "rules") &&
                    !isSet(acl.props, "ruleJson") &&
                    !isSet(acl.props.defaultAction, "block"),
            ),
        ]),
    ],
});
