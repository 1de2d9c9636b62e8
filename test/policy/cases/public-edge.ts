import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { balancerScene, distributionScene } from "../sound-edge";

const source = (changes: Readonly<Record<string, unknown>>, of: Resource) =>
    fixture(types.logDeliverySource, { logType: "ACCESS_LOGS" })(changes, {
        references: { resourceArn: [of] },
    });
const delivery = (of: Resource) =>
    fixture(types.logDelivery)({}, { references: { deliverySourceName: [of] } });
const unlogged = distributionScene([{ loggingConfig: undefined }]);
const logged = source({}, unlogged[0]);
/** A load balancer that does not read requests has no redirect and no firewall. */
const BARE = { http: "none", firewall: "none" } as const;

export const cases: CaseTable = {
    "load-balancer-logs-access": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "an application load balancer that logs": balancerScene(),
            "a network load balancer that logs": balancerScene([{ loadBalancerType: "network" }], BARE),
            "a gateway load balancer, which has no log": balancerScene(
                [{ loadBalancerType: "gateway", accessLogs: undefined }],
                BARE,
            ),
        },
        violating: {
            "a log that is switched off": balancerScene([{ accessLogs: { bucket: "logs", enabled: false } }]),
            "a network load balancer whose log is switched off": balancerScene(
                [{ loadBalancerType: "network", accessLogs: { bucket: "logs", enabled: false } }],
                BARE,
            ),
            ...aliases(types.loadBalancer, balancerScene([{ accessLogs: { enabled: false } }])),
        },
        omitted: {
            accessLogs: ["fail", ...balancerScene([{ accessLogs: undefined }])],
            enabled: ["fail", ...balancerScene([{ accessLogs: { bucket: "logs" } }])],
        },
        unknown: {
            "the bucket": ["pass", ...balancerScene([{ accessLogs: { bucket: UNKNOWN, enabled: true } }])],
            enabled: ["undetermined", ...balancerScene([{ accessLogs: { enabled: UNKNOWN } }])],
        },
    },
    "cloudfront-logs-access": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a log in a bucket": distributionScene(),
            "a delivered log": [...unlogged, logged, delivery(logged)],
        },
        violating: {
            "a source without a delivery": [...unlogged, logged],
            "a delivery of another source": [...unlogged, logged, delivery({ ...logged, name: "other" })],
            "a delivery of another log": [
                ...unlogged,
                source({ logType: "CONNECTION_LOGS" }, unlogged[0]),
                delivery(logged),
            ],
        },
        omitted: { loggingConfig: ["fail", ...unlogged] },
        unknown: {
            "the bucket": ["pass", ...distributionScene([{ loggingConfig: { bucket: UNKNOWN } }])],
            "the type of the delivered log": [
                "undetermined",
                ...unlogged,
                source({ logType: UNKNOWN }, unlogged[0]),
                delivery(logged),
            ],
        },
    },
};
