import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { balancerScene, httpListener, httpsListener, listenerRule, targetGroup } from "../sound-edge";

const REDIRECT = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const FORWARD = { defaultActions: [{ type: "forward" }] };
const FORWARD_RULE = { actions: [{ type: "forward" }] };
const http = httpListener;
const https = httpsListener;
/** A rule and its listener. */
const ruleOf = (listener: Resource, changes = {}): Scene => [
    listenerRule(changes, { references: { listenerArn: [listener] } }),
    listener,
];
/** A listener of a public network load balancer, with the load balancer and the targets. */
function tcp(changes = {}, balancer = {}, targets = targetGroup()): Scene {
    const [network, ...others] = balancerScene(
        [{ loadBalancerType: "network", internal: false, ...balancer }],
        { http: "none", firewall: "none" },
    );
    const references = { loadBalancerArn: [network], defaultActions: [targets] };
    return [http({ protocol: "TCP", ...FORWARD, ...changes }, { references }), network, targets, ...others];
}
const withoutHttp = balancerScene([], { http: "none" });

export const cases: CaseTable = {
    "http-listener-redirects-to-https": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a permanent redirect to HTTPS": [http()],
            "a listener for HTTPS": [https(FORWARD)],
            "a listener without a protocol and a port": [
                http({ ...FORWARD, protocol: undefined, port: undefined }),
            ],
        },
        violating: {
            "a listener that forwards HTTP": [http(FORWARD)],
            "a listener without a protocol, which speaks HTTP": [http({ ...FORWARD, protocol: undefined })],
            "a listener without a protocol on port 443, which speaks HTTP": [
                http({ ...FORWARD, protocol: undefined, port: 443 }),
            ],
            "http in lower case": [http({ ...FORWARD, protocol: "http" })],
            ...aliases(types.listener, [http(FORWARD)]),
            "a temporary redirect": [
                http({
                    defaultActions: [
                        { type: "redirect", redirect: { ...REDIRECT.redirect, statusCode: "HTTP_302" } },
                    ],
                }),
            ],
            "a redirect to HTTP": [
                http({
                    defaultActions: [
                        { type: "redirect", redirect: { ...REDIRECT.redirect, protocol: "HTTP" } },
                    ],
                }),
            ],
        },
        omitted: {
            protocol: ["pass", http({ protocol: undefined })],
            redirect: ["fail", http({ defaultActions: [{ type: "redirect" }] })],
            "the protocol of the redirect": [
                "fail",
                http({ defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }] }),
            ],
        },
        unknown: { defaultActions: ["undetermined", http({ defaultActions: UNKNOWN })] },
    },
    "public-load-balancer-redirects-http": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a load balancer with a listener for HTTP": balancerScene(),
            "an internal load balancer": balancerScene([{ internal: true }], { http: "none" }),
            "a network load balancer": balancerScene([{ loadBalancerType: "network" }], { http: "none" }),
        },
        violating: {
            "a load balancer with a listener for HTTPS only": [
                ...withoutHttp,
                https({}, { references: { loadBalancerArn: [withoutHttp[0]] } }),
            ],
            "a listener for HTTP on another port": [
                ...withoutHttp,
                httpListener({ port: 8080 }, { references: { loadBalancerArn: [withoutHttp[0]] } }),
            ],
            "the listener of another load balancer": [
                ...withoutHttp,
                ...balancerScene([{}, { name: "other" }]),
            ],
            ...aliases(types.loadBalancer, withoutHttp),
        },
        omitted: {
            "a listener": ["fail", ...withoutHttp],
            internal: ["fail", ...balancerScene([{ internal: undefined }], { http: "none" })],
        },
        unknown: { internal: ["undetermined", ...balancerScene([{ internal: UNKNOWN }], { http: "none" })] },
    },
    "listener-rule-redirects-http": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a rule that redirects": ruleOf(http()),
            "a rule that forwards HTTPS": ruleOf(https(), FORWARD_RULE),
            "a rule of another stack's listener": [
                listenerRule({ listenerArn: "arn:listener" }, { references: {} }),
            ],
        },
        violating: {
            "a rule that forwards HTTP": ruleOf(http(), FORWARD_RULE),
            "a temporary redirect": ruleOf(http(), {
                actions: [{ ...REDIRECT, redirect: { ...REDIRECT.redirect, statusCode: "HTTP_302" } }],
            }),
            "one forwarding action of two": ruleOf(http(), { actions: [REDIRECT, { type: "forward" }] }),
            "a rule of a listener without a protocol": ruleOf(http({ protocol: undefined }), FORWARD_RULE),
            ...aliases(types.listenerRule, ruleOf(http(), FORWARD_RULE)),
        },
        omitted: {
            "the listener's protocol, which AWS fills in": [
                "fail",
                ...ruleOf(http({ protocol: undefined }, { computed: { protocol: "HTTP" } }), FORWARD_RULE),
            ],
            redirect: ["fail", ...ruleOf(http(), { actions: [{ type: "redirect" }] })],
        },
        unknown: { actions: ["undetermined", ...ruleOf(http(), { actions: UNKNOWN })] },
    },
    "network-load-balancer-takes-no-plain-http": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "TCP 443": tcp({ port: 443 }),
            "TCP 80 on an internal load balancer": tcp({}, { internal: true }),
            "TCP 80 to a load balancer that redirects": tcp({}, {}, targetGroup({ targetType: "alb" })),
            UDP: tcp({ protocol: "UDP" }),
        },
        violating: {
            "TCP 80": tcp(),
            "TCP and UDP on port 80": tcp({ protocol: "TCP_UDP" }),
            "TCP 80 to hosts": tcp({}, {}, targetGroup({ targetType: "instance" })),
            ...aliases(types.listener, tcp()),
        },
        omitted: { internal: ["fail", ...tcp({}, { internal: undefined })] },
        unknown: { "the target group's ARN": ["fail", ...tcp({ defaultActions: UNKNOWN })] },
    },
};
