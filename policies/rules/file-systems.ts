import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { each, faultIf, isSet } from "../verdict";

export const fileSystemIsEncrypted = resourcePolicy({
    name: "file-system-is-encrypted",
    checklist: "backup.database.encryption",
    severity: "high",
    onUnknown: "deny",
    requires: "EFS file systems are encrypted at rest.",
    otherwise: "Anyone who gets the storage or a backup of it can read contracts and payslips.",
    remedy: "Set encrypted to true. This replaces the file system, so copy the files to a new one first.",
    equivalents: ["fsbp:EFS.1", "cdk-nag:EFS1", "cdk-nag:EFSEncrypted", "trivy:AWS-0037"],
    rules: [
        on(types.fileSystem, ({ props }) => faultIf("encrypted is not true", () => props.encrypted !== true)),
    ],
});

export const fileSystemRequiresTls = resourcePolicy({
    name: "file-system-requires-tls",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "deny",
    requires: "Containers mount EFS file systems over TLS.",
    otherwise: "Anyone on the network path can read uploads when people open them.",
    remedy: "Set efsVolumeConfiguration.transitEncryption to ENABLED for each EFS volume of a task.",
    equivalents: ["trivy:AWS-0035"],
    rules: [
        on(types.taskDefinition, ({ props }) =>
            each(
                () => props.volumes,
                ({ efsVolumeConfiguration }, index) =>
                    faultIf(
                        `volumes[${index}].efsVolumeConfiguration.transitEncryption is not ENABLED`,
                        () =>
                            efsVolumeConfiguration !== undefined &&
                            efsVolumeConfiguration.transitEncryption !== "ENABLED",
                    ),
            ),
        ),
    ],
});

export const accessPointIsNarrow = resourcePolicy({
    name: "file-system-access-point-is-narrow",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "deny",
    requires: "Each EFS access point has its own folder and its own user.",
    otherwise: "An attacker in one container can read and overwrite the files of all others.",
    remedy: "Set rootDirectory.path to a folder and posixUser to a user other than root.",
    equivalents: ["fsbp:EFS.3", "fsbp:EFS.4"],
    rules: [
        on(types.accessPoint, ({ props }) => [
            ...faultIf(
                "rootDirectory.path is left out or /",
                () => (props.rootDirectory?.path ?? "/") === "/",
            ),
            ...faultIf("posixUser is left out", () => !isSet(props, "posixUser")),
            ...faultIf("posixUser.uid is 0", () => props.posixUser?.uid === 0),
        ]),
    ],
});
