import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";

type Props = Readonly<Record<string, unknown>>;
const balancer = fixture(types.classicLoadBalancer, {
    listeners: [{ lbPort: 443, lbProtocol: "https", instancePort: 80, instanceProtocol: "http" }],
    accessLogs: { bucket: "logs" },
});
const tls = (value: string, subject: Resource) =>
    fixture(types.classicPolicy, { policyAttributes: [{ name: "Reference-Security-Policy", value }] })(
        {},
        { references: { loadBalancerName: [subject] } },
    );
const balancerScene = (changes: Props = {}, policy = "ELBSecurityPolicy-TLS-1-2-2017-01") => {
    const subject = balancer(changes);
    return [subject, tls(policy, subject)] as const;
};

export const cases: CaseTable = {
    "classic-load-balancer-is-hardened": {
        is: ["mandatory", "high", "deny"],
        compliant: { "TLS and logs": balancerScene() },
        violating: {
            "plain HTTP": balancerScene({
                listeners: [{ lbPort: 80, lbProtocol: "http", instancePort: 80, instanceProtocol: "http" }],
            }),
            "plain TCP": balancerScene({
                listeners: [{ lbPort: 80, lbProtocol: "TCP", instancePort: 80, instanceProtocol: "tcp" }],
            }),
            "TLS 1.0": balancerScene({}, "ELBSecurityPolicy-2016-08"),
            "AWS's default TLS policy": [balancer()],
            "logs that are switched off": balancerScene({ accessLogs: { bucket: "logs", enabled: false } }),
            "desync mitigation that only monitors": balancerScene({ desyncMitigationMode: "monitor" }),
        },
        omitted: { accessLogs: ["fail", ...balancerScene({ accessLogs: undefined })] },
        unknown: {
            lbProtocol: ["undetermined", ...balancerScene({ listeners: [{ lbProtocol: UNKNOWN }] })],
        },
    },
};
