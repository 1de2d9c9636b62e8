import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { backupOf } from "../sound";

const fileSystem = fixture(types.fileSystem, { encrypted: true, kmsKeyId: UNKNOWN }, { protect: true });
/** A file system and its backups. */
const scene = (changes: Parameters<typeof fileSystem>[0] = {}): Scene => {
    const subject = fileSystem(changes);
    return [subject, ...backupOf([subject])];
};
const task = (efsVolumeConfiguration?: object): Resource =>
    fixture(types.taskDefinition, {
        family: "web",
        containerDefinitions: "[]",
        volumes: [{ name: "files", ...(efsVolumeConfiguration && { efsVolumeConfiguration }) }],
    })();
const accessPoint = fixture(types.accessPoint, {
    rootDirectory: { path: "/media" },
    posixUser: { uid: 1000, gid: 1000 },
});

export const cases: CaseTable = {
    "file-system-is-encrypted": {
        is: ["mandatory", "high", "deny"],
        compliant: { "an encrypted file system": scene() },
        violating: { "an unencrypted file system": scene({ encrypted: false }) },
        omitted: { encrypted: ["fail", ...scene({ encrypted: undefined })] },
        unknown: { encrypted: ["undetermined", ...scene({ encrypted: UNKNOWN })] },
    },
    "file-system-requires-tls": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a volume with TLS": [task({ fileSystemId: UNKNOWN, transitEncryption: "ENABLED" })],
            "a volume without EFS": [task()],
        },
        violating: {
            "a volume without TLS": [task({ fileSystemId: UNKNOWN, transitEncryption: "DISABLED" })],
        },
        omitted: { transitEncryption: ["fail", task({ fileSystemId: UNKNOWN })] },
        unknown: {
            transitEncryption: ["undetermined", task({ fileSystemId: UNKNOWN, transitEncryption: UNKNOWN })],
        },
    },
    "file-system-access-point-is-narrow": {
        is: ["mandatory", "medium", "deny"],
        compliant: { "an access point to a folder as a user": [accessPoint()] },
        violating: {
            "an access point to the whole file system": [accessPoint({ rootDirectory: { path: "/" } })],
            "an access point as root": [accessPoint({ posixUser: { uid: 0, gid: 0 } })],
        },
        omitted: {
            rootDirectory: ["fail", accessPoint({ rootDirectory: undefined })],
            posixUser: ["fail", accessPoint({ posixUser: undefined })],
        },
        unknown: { path: ["undetermined", accessPoint({ rootDirectory: { path: UNKNOWN } })] },
    },
};
