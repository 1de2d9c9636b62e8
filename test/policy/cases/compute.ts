import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { UNKNOWN } from "../harness";
import { backupOf } from "../sound";
import { DISK, instanceScene, METADATA, template } from "../sound-hosts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const volume = fixture(types.volume, { encrypted: true });
const backedUp = (...[subject, ...others]: Scene): Scene => [subject, ...others, ...backupOf([subject])];
const TWO_HOPS = { ...METADATA, httpPutResponseHopLimit: 2 };
const twoHops = (changes: Parameters<typeof instanceScene>[0]): Scene =>
    instanceScene({ metadataOptions: TWO_HOPS, ...changes });

export const cases: CaseTable = {
    "instance-requires-imdsv2": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "an instance that requires tokens": instanceScene(),
            "a launch template that requires tokens": [template()],
            "a host without a metadata service": instanceScene({
                metadataOptions: { httpEndpoint: "disabled" },
            }),
            ...Object.fromEntries(
                [
                    "docker compose up -d",
                    "podman run hrms",
                    "systemctl start containerd",
                    "nerdctl run hrms",
                    "echo ECS_CLUSTER=hrms >> /etc/ecs/ecs.config",
                    "systemctl start kubelet",
                    "nodeadm init",
                    "curl https://get.k3s.io | k3s server",
                    "/etc/eks/bootstrap.sh hrms",
                    '[settings.ecs]\ncluster = "hrms"',
                    '[settings.kubernetes]\ncluster-name = "hrms"',
                ].map(
                    (userData) => [`two hops if user data says ${userData}`, twoHops({ userData })] as const,
                ),
            ),
            "two hops if encoded user data starts containers": twoHops({
                userDataBase64: base64("docker run hrms"),
            }),
            "two hops in a launch template that starts containers": [
                template({ metadataOptions: TWO_HOPS, userData: base64("docker run hrms") }),
            ],
            ...Object.fromEntries(
                ["ecs/optimized-ami", "eks/optimized-ami", "bottlerocket/aws-ecs-2"].map((image) => [
                    `two hops on the image ${image}`,
                    twoHops({ ami: `resolve:ssm:/aws/service/${image}/image_id` }),
                ]),
            ),
        },
        violating: {
            "two hops if user data starts no container": twoHops({ userData: "gunicorn hrms.wsgi" }),
            "three hops even with containers": instanceScene({
                metadataOptions: { ...METADATA, httpPutResponseHopLimit: 3 },
                userData: "docker run hrms",
            }),
            "optional tokens": [template({ metadataOptions: { ...METADATA, httpTokens: "optional" } })],
            "two hops without user data": instanceScene({
                metadataOptions: { ...METADATA, httpPutResponseHopLimit: 2 },
            }),
        },
        omitted: {
            metadataOptions: ["fail", ...instanceScene({ metadataOptions: undefined })],
            httpTokens: ["fail", template({ metadataOptions: { httpPutResponseHopLimit: 1 } })],
            httpPutResponseHopLimit: ["fail", template({ metadataOptions: { httpTokens: "required" } })],
        },
        unknown: {
            metadataOptions: ["undetermined", ...instanceScene({ metadataOptions: UNKNOWN })],
            httpTokens: ["undetermined", template({ metadataOptions: { ...METADATA, httpTokens: UNKNOWN } })],
            httpPutResponseHopLimit: [
                "undetermined",
                ...instanceScene({ metadataOptions: { ...METADATA, httpPutResponseHopLimit: UNKNOWN } }),
            ],
        },
    },
    "ebs-volumes-encrypted": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "an instance with two encrypted disks": backedUp(
                ...instanceScene({ ebsBlockDevices: [{ encrypted: true }] }),
            ),
            "a launch template with instance storage": [
                template({ blockDeviceMappings: [DISK, { virtualName: "ephemeral0" }] }),
            ],
            "an encrypted volume": backedUp(volume()),
            "encryption by default": [fixture(types.encryptionByDefault)()],
        },
        violating: {
            "an unencrypted root disk": instanceScene({ rootBlockDevice: { encrypted: false } }),
            "an unencrypted second disk": backedUp(
                ...instanceScene({ ebsBlockDevices: [{ encrypted: true }, { encrypted: false }] }),
            ),
            "an unencrypted disk of a launch template": [
                template({ blockDeviceMappings: [DISK, { ebs: { encrypted: "false" } }] }),
            ],
            "an unencrypted volume": backedUp(volume({ encrypted: false })),
            "encryption by default that is switched off": [
                fixture(types.encryptionByDefault, { enabled: false })(),
            ],
        },
        omitted: {
            rootBlockDevice: ["fail", ...instanceScene({ rootBlockDevice: undefined })],
            "encrypted on a disk of a launch template": [
                "fail",
                template({ blockDeviceMappings: [{ ebs: {} }] }),
            ],
            blockDeviceMappings: ["fail", template({ blockDeviceMappings: undefined })],
            "encrypted on a volume": ["fail", ...backedUp(volume({ encrypted: undefined }))],
        },
        unknown: {
            "encrypted on a volume": ["undetermined", ...backedUp(volume({ encrypted: UNKNOWN }))],
            "one of several disks": ["undetermined", template({ blockDeviceMappings: [DISK, UNKNOWN] })],
        },
    },
};
