import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const ENDPOINT = { originProtocolPolicy: "https-only", originSslProtocols: { items: ["TLSv1.2"] } };
const origin = fixture(types.vpcOrigin, { vpcOriginEndpointConfig: ENDPOINT });
const originWith = (changes: object) => origin({ vpcOriginEndpointConfig: { ...ENDPOINT, ...changes } });

export const cases: CaseTable = {
    "vpc-origin-uses-tls": {
        is: ["mandatory", "high", "deny"],
        compliant: { "TLS 1.2": [origin()] },
        violating: {
            "plain HTTP": [originWith({ originProtocolPolicy: "http-only" })],
            "the viewer's protocol": [originWith({ originProtocolPolicy: "match-viewer" })],
            "TLS 1.1 beside TLS 1.2": [originWith({ originSslProtocols: { items: ["TLSv1.1", "TLSv1.2"] } })],
        },
        omitted: { vpcOriginEndpointConfig: ["fail", origin({ vpcOriginEndpointConfig: undefined })] },
        unknown: { originProtocolPolicy: ["undetermined", originWith({ originProtocolPolicy: UNKNOWN })] },
    },
};
