import { decodeBase64 } from "../aws/user-data";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { decide, each, faultIf, type Findings, known, surely, unseen } from "../verdict";

interface MetadataOptions {
    readonly httpEndpoint?: string;
    readonly httpTokens?: string;
    readonly httpPutResponseHopLimit?: number;
}

interface HopLimit {
    readonly hopLimit: number;
}

interface Host {
    readonly metadataOptions: () => MetadataOptions | undefined;
    /** User data as text. */
    readonly userData: () => string | undefined;
    readonly image: () => string | undefined;
}

/** Hops that an answer needs to reach a container on the host. */
const CONTAINER_HOPS = 2;
/** What starts containers, in user data and in the names of AWS's own images for them. */
const STARTS_CONTAINERS =
    /\b(docker|podman|containerd|nerdctl|ECS_CLUSTER|kubelet|nodeadm|k3s)\b|\/etc\/eks\/|\[settings\.(ecs|kubernetes)/;
const IMAGE_FOR_CONTAINERS = /^resolve:ssm:\/aws\/service\/(ecs|eks|bottlerocket)\//;

function judgeMetadata(host: Host, { hopLimit }: HopLimit): Findings {
    const isOn = () => host.metadataOptions()?.httpEndpoint !== "disabled";
    const hops = () => host.metadataOptions()?.httpPutResponseHopLimit ?? Infinity;
    return [
        ...faultIf(
            "metadataOptions.httpTokens does not require session tokens",
            () => isOn() && host.metadataOptions()?.httpTokens !== "required",
        ),
        // The default depends on the image and the account. Images made for IMDSv2 get two hops.
        // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
        ...decide(() => {
            if (!isOn() || hops() <= hopLimit) return [];
            const fault = "metadataOptions.httpPutResponseHopLimit is left out or too high";
            return hops() === CONTAINER_HOPS ? judgeContainers(host, fault) : [{ outcome: "failed", fault }];
        }),
    ];
}

/** Two hops are right on a host that runs containers, and a fault on any other host. */
function judgeContainers({ userData, image }: Host, fault: string): Findings {
    if (surely(() => IMAGE_FOR_CONTAINERS.test(image() ?? ""))) return [];
    const script = known(() => userData() ?? "");
    if (script === undefined) return unseen("Whether the host runs containers, which need a hop limit of 2,");
    return STARTS_CONTAINERS.test(script) ? [] : [{ outcome: "failed", fault }];
}

export const requiresImdsv2 = resourcePolicy({
    name: "instance-requires-imdsv2",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "Hosts answer metadata requests only with a session token, and only from the host itself.",
    otherwise: "An attacker who tricks a page into fetching a URL gets the host's AWS credentials.",
    remedy:
        'Set metadataOptions to { httpTokens: "required", httpPutResponseHopLimit: 1 }. If hosts run containers, which ' +
        "need 2 hops, set this policy's setting hopLimit to 2.",
    equivalents: [
        "checkov:CKV_AWS_79",
        "checkov:CKV_AWS_341",
        "fsbp:EC2.8",
        "cis-aws-7.0:6.7",
        "cdk-nag:EC2IMDSv2Enabled",
        "trivy:AWS-0028",
        "trivy:AWS-0130",
    ],
    settings: {
        hopLimit: integer(
            "Hops that an answer may travel: 1 ends on the host, 2 reaches containers on it",
            1,
            { minimum: 1, maximum: 2 },
        ),
    },
    rules: [
        on(types.instance, ({ props }, settings: HopLimit) =>
            judgeMetadata(
                {
                    metadataOptions: () => props.metadataOptions,
                    userData: () => props.userData ?? decodeBase64(props.userDataBase64),
                    image: () => props.ami,
                },
                settings,
            ),
        ),
        on(types.launchConfiguration, ({ props }, settings: HopLimit) =>
            judgeMetadata(
                {
                    metadataOptions: () => props.metadataOptions,
                    userData: () => props.userData ?? decodeBase64(props.userDataBase64),
                    image: () => props.imageId,
                },
                settings,
            ),
        ),
        on(types.launchTemplate, ({ props }, settings: HopLimit) =>
            judgeMetadata(
                {
                    metadataOptions: () => props.metadataOptions,
                    userData: () => decodeBase64(props.userData),
                    image: () => props.imageId,
                },
                settings,
            ),
        ),
    ],
});

export const volumesEncrypted = resourcePolicy({
    name: "ebs-volumes-encrypted",
    checklist: "security.database.backup-encryption",
    severity: "high",
    onUnknown: "deny",
    requires: "The code encrypts every disk of a host.",
    otherwise: "Anyone who gets a disk or its snapshot can read uploads, logs and everything else on it.",
    remedy: "Set encrypted on every disk, including the root disk. A policy can't see the account's default.",
    equivalents: ["checkov:CKV_AWS_3", "checkov:CKV_AWS_8", "fsbp:EC2.3", "cdk-nag:EC26", "trivy:AWS-0026"],
    rules: [
        on(types.volume, ({ props }) => faultIf("encrypted is not true", () => props.encrypted !== true)),
        on(types.encryptionByDefault, ({ props }) =>
            faultIf("enabled is false, so new disks are not encrypted", () => props.enabled === false),
        ),
        on(types.instance, judgeDisks),
        on(types.launchConfiguration, judgeDisks),
        on(types.launchTemplate, ({ props }) => [
            ...faultIf(
                "blockDeviceMappings has no disk, so the image decides whether the root disk is encrypted",
                () => (props.blockDeviceMappings ?? []).length === 0,
            ),
            ...each(
                () => props.blockDeviceMappings,
                (mapping, index) =>
                    faultIf(
                        `blockDeviceMappings[${index}].ebs.encrypted is not "true"`,
                        // A launch template takes a string here.
                        () => mapping.ebs !== undefined && mapping.ebs.encrypted !== "true",
                    ),
            ),
        ]),
    ],
});

interface Disk {
    readonly encrypted?: boolean;
}

function judgeDisks({
    props,
}: {
    readonly props: { readonly rootBlockDevice?: Disk; readonly ebsBlockDevices?: readonly Disk[] };
}): Findings {
    return [
        ...faultIf("rootBlockDevice.encrypted is not true", () => props.rootBlockDevice?.encrypted !== true),
        ...each(
            () => props.ebsBlockDevices,
            (disk, index) =>
                faultIf(`ebsBlockDevices[${index}].encrypted is not true`, () => disk.encrypted !== true),
        ),
    ];
}
