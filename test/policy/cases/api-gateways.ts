import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const api = fixture(types.httpApi, { disableExecuteApiEndpoint: true });
const restApi = fixture(types.restApi, { disableExecuteApiEndpoint: true });
const domain = fixture(types.httpApiDomain, { domainNameConfiguration: { securityPolicy: "TLS_1_2" } });
const restDomain = fixture(types.restApiDomain, { securityPolicy: "TLS_1_2" });
const domainWith = (securityPolicy: unknown) => domain({ domainNameConfiguration: { securityPolicy } });
const LOGS = { destinationArn: UNKNOWN, format: "$context.requestId" };
const stage = fixture(types.httpApiStage, { accessLogSettings: LOGS });
const restStage = fixture(types.restApiStage, { accessLogSettings: LOGS });

export const cases: CaseTable = {
    "api-domain-modern-tls": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "the domain of an HTTP API with TLS 1.2": [domain()],
            "the domain of a REST API with TLS 1.2": [restDomain()],
            "a newer TLS policy": [restDomain({ securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" })],
            "an HTTP API without AWS's default endpoint": [api()],
            "a REST API without AWS's default endpoint": [restApi()],
        },
        violating: {
            "the domain of an HTTP API with TLS 1.0": [domainWith("TLS_1_0")],
            "the domain of a REST API with TLS 1.0": [restDomain({ securityPolicy: "TLS_1_0" })],
        },
        omitted: {
            securityPolicy: ["fail", restDomain({ securityPolicy: undefined })],
        },
        unknown: { securityPolicy: ["undetermined", domainWith(UNKNOWN)] },
        advised: {
            "an HTTP API that keeps AWS's default endpoint": [api({ disableExecuteApiEndpoint: false })],
            "a REST API that keeps AWS's default endpoint": [
                restApi({ disableExecuteApiEndpoint: undefined }),
            ],
        },
    },
    "api-stage-logs-access": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a stage of an HTTP API with a log": [stage()],
            "a stage of a REST API with a log": [restStage()],
        },
        violating: {
            "a stage of an HTTP API without a log": [stage({ accessLogSettings: undefined })],
            "a stage of a REST API without a log": [restStage({ accessLogSettings: undefined })],
        },
        omitted: { accessLogSettings: ["fail", stage({ accessLogSettings: undefined })] },
        unknown: { accessLogSettings: ["pass", stage({ accessLogSettings: UNKNOWN })] },
    },
};
