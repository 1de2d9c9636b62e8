import { isApplication } from "../aws/load-balancers";
import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { each, faultIf } from "../verdict";

/**
 * TLS 1.2 and 1.3 with forward secrecy: without the Ext policies, which bring older ciphers back.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const MODERN_TLS = /^ELBSecurityPolicy-TLS13-1-(2|2-Res|3)(-FIPS)?(-PQ)?-\d{4}-\d{2}$/;

export const listenerModernTls = resourcePolicy({
    name: "listener-modern-tls",
    checklist: "security.tls.tested",
    severity: "high",
    onUnknown: "deny",
    requires: "Load balancers speak TLS 1.2 and 1.3 with forward secrecy only.",
    otherwise: "Left out, AWS's default of 2016 still accepts TLS 1.0, which auditors and TLS tests reject.",
    remedy: "Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 or a stricter one.",
    equivalents: ["checkov:CKV_AWS_103", "fsbp:ELB.17", "trivy:AWS-0047"],
    rules: [
        on(types.listener, ({ props }) =>
            faultIf(
                "sslPolicy is left out or allows old TLS",
                () =>
                    ["HTTPS", "TLS"].includes(props.protocol ?? "") &&
                    !MODERN_TLS.test(props.sslPolicy ?? ""),
            ),
        ),
    ],
});

export const httpRedirects = resourcePolicy({
    name: "http-listener-redirects-to-https",
    checklist: "security.tls.https-redirect",
    severity: "high",
    onUnknown: "deny",
    requires: "Plain HTTP does nothing but redirect to HTTPS, for good.",
    otherwise: "People who type the bare name send their session and password readable by the network.",
    remedy: 'Make the default action { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }.',
    equivalents: [
        "checkov:CKV2_AWS_20",
        "checkov:CKV_AWS_378",
        "fsbp:ELB.1",
        "cdk-nag:ALBHttpToHttpsRedirection",
        "trivy:AWS-0054",
    ],
    rules: [
        on(types.listener, ({ props }) =>
            each(
                () => (props.protocol === "HTTP" ? props.defaultActions : []),
                ({ type, redirect }, index) =>
                    faultIf(
                        `defaultActions[${index}] is no permanent redirect to HTTPS`,
                        () =>
                            type !== "redirect" ||
                            redirect?.protocol !== "HTTPS" ||
                            redirect.statusCode !== "HTTP_301",
                    ),
            ),
        ),
    ],
});

export const publicLoadBalancerRedirects = stackPolicy({
    name: "public-load-balancer-redirects-http",
    checklist: "security.tls.https-redirect",
    severity: "medium",
    onUnknown: "deny",
    requires: "Public load balancers listen on plain HTTP too, to redirect it.",
    otherwise: "People who type the bare name find no site.",
    remedy: "Add a listener on port 80 that redirects to HTTPS.",
    equivalents: ["cdk-nag:ALBHttpToHttpsRedirection"],
    rules: [
        on(types.loadBalancer, (balancer, stack) =>
            faultIf(
                "No listener with protocol HTTP on port 80 belongs to it",
                () =>
                    balancer.props.internal !== true &&
                    isApplication(balancer.props) &&
                    !stack
                        .referring(types.listener, "loadBalancerArn", balancer)
                        .some(({ props }) => props.protocol === "HTTP" && props.port === 80),
            ),
        ),
    ],
});

export const loadBalancerHardened = resourcePolicy({
    name: "load-balancer-hardened",
    checklist: "security.django.headers",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "Load balancers drop malformed headers, refuse request smuggling and can't be deleted by mistake.",
    otherwise:
        "A malformed header means one thing to the load balancer and another to Nginx: requests get mixed up.",
    remedy:
        "Set dropInvalidHeaderFields and enableDeletionProtection to true, and leave desyncMitigationMode at " +
        "defensive or make it strictest.",
    equivalents: [
        "checkov:CKV_AWS_131",
        "checkov:CKV_AWS_328",
        "checkov:CKV_AWS_150",
        "fsbp:ELB.4",
        "fsbp:ELB.6",
        "fsbp:ELB.12",
        "trivy:AWS-0052",
    ],
    rules: [
        on(types.loadBalancer, ({ props }) => [
            ...faultIf(
                "dropInvalidHeaderFields is not true",
                () => isApplication(props) && props.dropInvalidHeaderFields !== true,
            ),
            ...faultIf(
                "desyncMitigationMode lets smuggled requests through",
                () =>
                    isApplication(props) &&
                    !["defensive", "strictest"].includes(props.desyncMitigationMode ?? "defensive"),
            ),
            ...faultIf("enableDeletionProtection is not true", () => props.enableDeletionProtection !== true),
        ]),
    ],
});
