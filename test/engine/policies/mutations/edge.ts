import { type Mutations, on } from "./mutation";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer hrms-edge";
const HTTP = "hrms-edge-http";
const HTTPS = "hrms-edge-https";

const TLS = "listener-modern-tls";
const REDIRECT = "http-listener-redirects-to-https";
const NO_REDIRECT = "public-load-balancer-redirects-http at hrms-edge";

const balancer = on(BALANCER, {
    "load balancer: forwards malformed headers": {
        set: { dropInvalidHeaderFields: false },
        violates: ["load-balancer-hardened"],
    },
    "load balancer: only monitors smuggled requests": {
        set: { desyncMitigationMode: "monitor" },
        violates: ["load-balancer-hardened"],
    },
    "load balancer: admits unchecked requests": {
        set: { enableWafFailOpen: true },
        violates: ["public-endpoint-has-waf"],
    },
    "load balancer: no deletion protection": {
        set: { enableDeletionProtection: undefined },
        violates: ["load-balancer-hardened"],
    },
    "load balancer: logs no requests": {
        set: { "accessLogs.enabled": false },
        violates: ["load-balancer-logs-access"],
    },
    "load balancer: names no bucket for its log": {
        set: { accessLogs: undefined },
        violates: ["load-balancer-logs-access"],
    },
});

const https = on(HTTPS, {
    "HTTPS: the TLS policy of 2016": { set: { sslPolicy: "ELBSecurityPolicy-2016-08" }, violates: [TLS] },
    "HTTPS: TLS 1.1": { set: { sslPolicy: "ELBSecurityPolicy-TLS13-1-1-2021-06" }, violates: [TLS] },
    "HTTPS: older ciphers": {
        set: { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06" },
        violates: [TLS],
    },
    "HTTPS: AWS's default policy": { set: { sslPolicy: undefined }, violates: [TLS] },
    "HTTPS: HSTS for a day less than a year": {
        set: { routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31449600" },
        violates: ["https-sends-hsts"],
    },
    "HTTPS: no HSTS": {
        set: { routingHttpResponseStrictTransportSecurityHeaderValue: undefined },
        violates: ["https-sends-hsts"],
    },
    "HTTPS: no protocol, so the listener speaks HTTP": {
        set: { protocol: undefined },
        alone: true,
        violates: [REDIRECT],
    },
    "HTTPS: plain HTTP on its port": { set: { protocol: "HTTP" }, alone: true, violates: [REDIRECT] },
});

const http = on(HTTP, {
    "HTTP: forwards to the hosts": {
        set: {
            defaultActions: [
                {
                    type: "forward",
                    targetGroupArn:
                        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/hrms/0123456789abcdef",
                },
            ],
        },
        violates: [REDIRECT],
    },
    "HTTP: redirects temporarily": {
        set: { "defaultActions.0.redirect.statusCode": "HTTP_302" },
        violates: [REDIRECT],
    },
    "HTTP: redirects to plain HTTP": {
        set: { "defaultActions.0.redirect.protocol": "HTTP" },
        violates: [REDIRECT],
    },
    "HTTP: passes TCP through": {
        alone: true,
        set: { protocol: "TCP" },
        violates: ["network-load-balancer-takes-no-plain-http", NO_REDIRECT],
    },
    "HTTP: no listener": { removed: true, violates: [NO_REDIRECT] },
    "HTTP: listens for another load balancer": {
        set: {
            loadBalancerArn:
                "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/other/0123456789abcdef",
        },
        violates: [NO_REDIRECT],
    },
    "HTTP: listens on port 8080": { set: { port: 8080 }, violates: [NO_REDIRECT] },
});

const behind: readonly Mutations[] = [
    on("aws:lb/listenerRule:ListenerRule admin", {
        "HTTP: a rule that forwards": {
            added: {
                priority: 1,
                listenerArn: "arn:listener",
                actions: [{ type: "forward", targetGroupArn: "arn:targets" }],
                conditions: [{ pathPattern: { values: ["/admin/*"] } }],
            },
            refers: { listenerArn: [HTTP] },
            violates: ["listener-rule-redirects-http"],
        },
    }),
    on("aws:lb/targetGroup:TargetGroup hrms-edge", {
        "hosts: plain HTTP from the load balancer": {
            set: { protocol: "HTTP", port: 80 },
            violates: ["target-group-is-encrypted"],
        },
    }),
];

const firewall: readonly Mutations[] = [
    on("hrms-edge-firewall-association", {
        "WAF: protects another load balancer": {
            set: {
                resourceArn:
                    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/other/0123456789abcdef",
            },
            violates: ["public-endpoint-has-waf at hrms-edge"],
        },
        "WAF: protects nothing": { removed: true, violates: ["public-endpoint-has-waf at hrms-edge"] },
    }),
    on("hrms-edge-firewall-logging", {
        "WAF: logs nothing": { removed: true, violates: ["public-endpoint-has-waf at hrms-edge-firewall"] },
    }),
    on("aws:wafv2/webAcl:WebAcl hrms-edge-firewall", {
        "WAF: only counts": {
            set: {
                rules: [
                    { name: "common", priority: 0, overrideAction: { count: {} } },
                    { name: "own", priority: 1, action: { count: {} } },
                ],
            },
            violates: ["public-endpoint-has-waf"],
        },
        "WAF: has no rules": { set: { rules: [] }, violates: ["public-endpoint-has-waf"] },
    }),
];

const certificates: readonly Mutations[] = [
    on("aws:acm/certificate:Certificate hrms-tls", {
        "certificate: validated by email": {
            set: { validationMethod: "EMAIL" },
            violates: ["certificate-dns-validated"],
        },
    }),
    on("hrms-tls-cdn", {
        "certificate: imported for the CDN": {
            set: { validationMethod: undefined },
            violates: ["certificate-dns-validated"],
        },
    }),
    on("hrms-monitoring-certificate-expiry", {
        "certificate: no alarm on its expiry": {
            removed: true,
            violates: ["certificate-expiry-is-watched at hrms-tls"],
        },
        "certificate: an alarm on another certificate": {
            set: {
                dimensions: { CertificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/other" },
            },
            violates: ["certificate-expiry-is-watched at hrms-tls"],
        },
    }),
];

export const edge: readonly Mutations[] = [balancer, https, http, ...behind, ...firewall, ...certificates];
