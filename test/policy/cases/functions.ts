import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const url = fixture(types.functionUrl, { authorizationType: "AWS_IAM" });
const lambda = fixture(types.lambdaFunction, { runtime: "python3.13" });

export const cases: CaseTable = {
    "lambda-url-asks-for-identity": {
        is: ["mandatory", "high", "deny"],
        compliant: { "a URL for signed requests": [url()] },
        violating: { "a URL for everybody": [url({ authorizationType: "NONE" })] },
        omitted: { authorizationType: ["fail", url({ authorizationType: undefined })] },
        unknown: { authorizationType: ["undetermined", url({ authorizationType: UNKNOWN })] },
    },
    "lambda-runtime-is-supported": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a current runtime": [lambda()],
            "a runtime that is newer than the table": [lambda({ runtime: "python4.0" })],
        },
        violating: {
            "Python 3.8": [lambda({ runtime: "python3.8" })],
            "a runtime whose patches ended last month": [lambda({ runtime: "python3.10" })],
        },
        omitted: {
            "the runtime of an image": ["pass", lambda({ runtime: undefined, packageType: "Image" })],
        },
        unknown: { runtime: ["undetermined", lambda({ runtime: UNKNOWN })] },
    },
};
