import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import { balancerScene, httpsListener, targetGroup } from "../sound-edge";

const https = httpsListener;
const oldTls = https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-1-2021-06" });

export const cases: CaseTable = {
    "listener-modern-tls": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "TLS 1.2 and 1.3": [https()],
            "TLS 1.3 only": [https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" })],
            "post-quantum key exchange": [https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" })],
            "a FIPS policy": [
                https({ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04" }),
            ],
            "a TCP listener": [https({ protocol: "TCP", sslPolicy: undefined })],
        },
        violating: {
            "TLS 1.1": [oldTls],
            "TLS 1.0": [https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" })],
            "old ciphers": [https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06" })],
            "the policy of 2016": [https({ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-2016-08" })],
            ...aliases(types.listener, [oldTls]),
        },
        omitted: { sslPolicy: ["fail", https({ sslPolicy: undefined })] },
        unknown: {
            sslPolicy: ["undetermined", https({ sslPolicy: UNKNOWN })],
        },
    },
    "target-group-is-encrypted": {
        is: ["advisory", "medium", "deny"],
        compliant: {
            "targets over HTTPS": [targetGroup()],
            "a function": [targetGroup({ protocol: undefined, port: undefined, targetType: "lambda" })],
        },
        violating: {
            "targets over HTTP": [targetGroup({ protocol: "HTTP" })],
            "http in lower case": [targetGroup({ protocol: "http" })],
            ...aliases(types.targetGroup, [targetGroup({ protocol: "HTTP" })]),
        },
        omitted: { protocol: ["pass", targetGroup({ protocol: undefined })] },
        unknown: { protocol: ["undetermined", targetGroup({ protocol: UNKNOWN })] },
    },
    "load-balancer-hardened": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "the strictest desync mitigation": balancerScene([{ desyncMitigationMode: "strictest" }]),
            "a network load balancer": balancerScene(
                [{ loadBalancerType: "network", dropInvalidHeaderFields: undefined }],
                { http: "none" },
            ),
        },
        violating: {
            "a load balancer that forwards malformed headers": balancerScene([
                { dropInvalidHeaderFields: false },
            ]),
            "desync mitigation that only monitors": balancerScene([{ desyncMitigationMode: "monitor" }]),
            "a load balancer without deletion protection": balancerScene([
                { enableDeletionProtection: false },
            ]),
        },
        omitted: {
            dropInvalidHeaderFields: ["fail", ...balancerScene([{ dropInvalidHeaderFields: undefined }])],
            enableDeletionProtection: ["fail", ...balancerScene([{ enableDeletionProtection: undefined }])],
            desyncMitigationMode: ["pass", ...balancerScene([{ desyncMitigationMode: undefined }])],
        },
        unknown: {
            dropInvalidHeaderFields: [
                "undetermined",
                ...balancerScene([{ dropInvalidHeaderFields: UNKNOWN }]),
            ],
        },
    },
};
