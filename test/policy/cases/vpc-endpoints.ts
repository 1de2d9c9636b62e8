import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const endpoint = fixture(types.vpcEndpoint, { policy: '{"Version":"2012-10-17","Statement":[]}' });

export const cases: CaseTable = {
    "vpc-endpoint-has-policy": {
        is: ["advisory", "low", "deny"],
        compliant: { "a policy": [endpoint()] },
        violating: { "an empty policy": [endpoint({ policy: "" })] },
        omitted: { policy: ["fail", endpoint({ policy: undefined })] },
        unknown: { policy: ["pass", endpoint({ policy: UNKNOWN })] },
    },
};
