import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Stack } from "../stack";
import { faultIf, some } from "../verdict";

/** Whether the account scans images regardless of the registry's setting. */
function scansAll(stack: Stack): boolean {
    return (
        stack.all(types.registryScanning).length > 0 ||
        some(stack.all(types.vulnerabilityScan), ({ props }) => props.resourceTypes.includes("ECR"))
    );
}

export const registryIsScannedAndImmutable = stackPolicy({
    name: "container-registry-is-scanned-and-immutable",
    checklist: "security.server.patches",
    severity: "medium",
    onUnknown: "deny",
    requires: "Images are private, scanned when they are pushed, and never replaced under the same tag.",
    otherwise: "A restart can run an untested image, or one with known vulnerabilities.",
    remedy: "Use aws.ecr.Repository. Set imageTagMutability to IMMUTABLE and imageScanningConfiguration to { scanOnPush: true }.",
    equivalents: ["fsbp:ECR.1", "fsbp:ECR.2", "trivy:AWS-0030", "trivy:AWS-0031"],
    rules: [
        on(types.containerRegistry, ({ props }, stack) => [
            ...faultIf(
                "imageTagMutability is not IMMUTABLE",
                () => !/^IMMUTABLE(_WITH_EXCLUSION)?$/.test(props.imageTagMutability ?? "MUTABLE"),
            ),
            ...faultIf(
                "imageScanningConfiguration.scanOnPush is not true",
                () => props.imageScanningConfiguration?.scanOnPush !== true && !scansAll(stack),
            ),
        ]),
        on(types.publicContainerRegistry, () => faultIf("Everybody can pull its images", () => true)),
    ],
});
