import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { alarmOn, subscription, topic } from "../sound-alarms";
import { balancerScene, checkedFromOutside, distributionScene, healthCheck } from "../sound-edge";

const outside = (...checks: readonly Resource[]) => ({ outside: [...checks, topic(), subscription()] });
const checked = (changes: Readonly<Record<string, unknown>>): Scene =>
    balancerScene([], { outside: checkedFromOutside(healthCheck(changes)) });
const canary = fixture(types.canary, { startCanary: true });

export const cases: CaseTable = {
    "public-endpoint-has-uptime-check": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a load balancer with a check": balancerScene(),
            ...Object.fromEntries(
                ["/health", "/health/", "/healthz", "/healthz/", "/livez", "/up", "/ping", "/ht/"].map(
                    (path) => [`a check of ${path}`, checked({ resourcePath: path })],
                ),
            ),
            "a check that looks for a word in the answer": checked({ type: "HTTPS_STR_MATCH" }),
            "a distribution with a check": distributionScene(),
            "an internal load balancer": balancerScene([{ internal: true }], outside()),
            "a running canary": balancerScene([], outside(canary(), alarmOn(canary(), "SuccessPercent"))),
        },
        violating: {
            "a load balancer without a check": balancerScene([], outside()),
            "a check over plain HTTP": checked({ type: "HTTP" }),
            "a check of the connection only": checked({ type: "TCP" }),
            "a check of another path": checked({ resourcePath: "/static/logo.svg" }),
            "a check that is switched off": checked({ disabled: true }),
            "a check without an alarm": balancerScene([], outside(healthCheck())),
            "an alarm on the response time only": balancerScene(
                [],
                outside(healthCheck(), alarmOn(healthCheck(), "TimeToFirstByte")),
            ),
            "a canary that does not run": balancerScene(
                [],
                outside(canary({ startCanary: false }), alarmOn(canary(), "SuccessPercent")),
            ),
            "a distribution without a check": [distributionScene()[0]],
            ...aliases(types.loadBalancer, balancerScene([], outside())),
        },
        omitted: {
            resourcePath: ["fail", ...checked({ resourcePath: undefined })],
            startCanary: [
                "fail",
                ...balancerScene(
                    [],
                    outside(canary({ startCanary: undefined }), alarmOn(canary(), "SuccessPercent")),
                ),
            ],
            disabled: ["pass", ...checked({ disabled: undefined })],
        },
        unknown: {
            resourcePath: ["undetermined", ...checked({ resourcePath: UNKNOWN })],
            "the path of one of two checks": [
                "pass",
                ...balancerScene([], {
                    outside: [
                        ...checkedFromOutside(healthCheck({ resourcePath: UNKNOWN }, { name: "other" })),
                        ...checkedFromOutside(),
                    ],
                }),
            ],
        },
    },
};
