import { isApplication, listenerProtocol, MODERN_TLS } from "../aws/load-balancers";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf } from "../verdict";

export const listenerModernTls = resourcePolicy({
    name: "listener-modern-tls",
    checklist: "security.tls.tested",
    severity: "high",
    onUnknown: "deny",
    requires: "Load balancers use only TLS 1.2 and 1.3 with forward secrecy.",
    otherwise: "AWS's default policy of 2016 still accepts TLS 1.0, which auditors and TLS tests reject.",
    remedy: "Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 or a stricter one.",
    equivalents: ["checkov:CKV_AWS_103", "trivy:AWS-0047"],
    rules: [
        on(types.listener, ({ props }) =>
            faultIf(
                "sslPolicy is left out or allows old TLS",
                () =>
                    ["HTTPS", "TLS"].includes(listenerProtocol(props) ?? "") &&
                    !MODERN_TLS.test(props.sslPolicy ?? ""),
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
        "Load balancers drop malformed headers, refuse request smuggling, and are protected against deletion.",
    otherwise: "The load balancer and Nginx read a malformed header differently, so requests get mixed up.",
    remedy:
        "Set dropInvalidHeaderFields and enableDeletionProtection to true. Leave desyncMitigationMode at " +
        "defensive, or set it to strictest.",
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

export const targetGroupIsEncrypted = resourcePolicy({
    name: "target-group-is-encrypted",
    checklist: "security.tls.tested",
    severity: "medium",
    level: "advisory",
    onUnknown: "deny",
    requires: "Load balancers connect to their targets over TLS.",
    otherwise: "Sessions and payslips cross the network between load balancer and host in plain text.",
    remedy: "Set protocol to HTTPS (TLS behind a network load balancer); the host's certificate may be self-signed.",
    equivalents: ["checkov:CKV_AWS_378"],
    rules: [
        on(types.targetGroup, ({ props }) =>
            faultIf("protocol is HTTP", () => props.protocol?.toUpperCase() === "HTTP"),
        ),
    ],
});
