import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const registry = fixture(types.containerRegistry, {
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
});
const NOT_SCANNED = { imageScanningConfiguration: { scanOnPush: false } };
const scan = fixture(types.vulnerabilityScan);

export const cases: CaseTable = {
    "container-registry-is-scanned-and-immutable": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "scanned and immutable images": [registry()],
            "immutable images with exceptions for some tags": [
                registry({ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" }),
            ],
            "images that the account scans": [registry(NOT_SCANNED), fixture(types.registryScanning)()],
            "images that Inspector scans": [registry(NOT_SCANNED), scan({ resourceTypes: ["ECR"] })],
        },
        violating: {
            "tags that can move": [registry({ imageTagMutability: "MUTABLE" })],
            "images that nobody scans": [registry(NOT_SCANNED)],
            "an Inspector that scans something else": [
                registry(NOT_SCANNED),
                scan({ resourceTypes: ["EC2"] }),
            ],
            "a public registry": [fixture(types.publicContainerRegistry)()],
        },
        omitted: {
            imageTagMutability: ["fail", registry({ imageTagMutability: undefined })],
            imageScanningConfiguration: ["fail", registry({ imageScanningConfiguration: undefined })],
        },
        unknown: { imageTagMutability: ["undetermined", registry({ imageTagMutability: UNKNOWN })] },
    },
};
