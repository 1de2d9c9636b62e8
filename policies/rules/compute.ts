import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { each, faultIf, type Findings } from "../verdict";

interface MetadataOptions {
    readonly httpEndpoint?: string;
    readonly httpTokens?: string;
    readonly httpPutResponseHopLimit?: number;
}

function judgeMetadata(
    { props }: { readonly props: { readonly metadataOptions?: MetadataOptions } },
    { hopLimit }: { readonly hopLimit: number },
): Findings {
    const isOn = () => props.metadataOptions?.httpEndpoint !== "disabled";
    return [
        ...faultIf(
            "metadataOptions.httpTokens does not require session tokens",
            () => isOn() && props.metadataOptions?.httpTokens !== "required",
        ),
        // Left out, it depends on the image and the account: images made for IMDSv2 get two hops.
        // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
        ...faultIf(
            "metadataOptions.httpPutResponseHopLimit is left out or too high",
            () => isOn() && (props.metadataOptions?.httpPutResponseHopLimit ?? Infinity) > hopLimit,
        ),
    ];
}

export const requiresImdsv2 = resourcePolicy({
    name: "instance-requires-imdsv2",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "Hosts answer metadata requests with a session token only, and only from the host itself.",
    otherwise: "A page that can be talked into fetching a URL would fetch the host's AWS credentials.",
    remedy: 'Set metadataOptions to { httpTokens: "required", httpPutResponseHopLimit: 1 }.',
    equivalents: [
        "checkov:CKV_AWS_79",
        "checkov:CKV_AWS_341",
        "fsbp:EC2.8",
        "fsbp:AutoScaling.3",
        "fsbp:AutoScaling.4",
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
    rules: [on(types.instance, judgeMetadata), on(types.launchTemplate, judgeMetadata)],
});

export const volumesEncrypted = resourcePolicy({
    name: "ebs-volumes-encrypted",
    checklist: "security.database.backup-encryption",
    severity: "high",
    onUnknown: "deny",
    requires: "Disks of hosts are encrypted, and the code says so.",
    otherwise: "Whoever gets at a disk or its snapshot reads uploads, logs and everything else on it.",
    remedy: "Set encrypted on every disk, the root disk included; the account's own default is not visible here.",
    equivalents: [
        "checkov:CKV_AWS_3",
        "checkov:CKV_AWS_8",
        "fsbp:EC2.3",
        "fsbp:EC2.7",
        "cis-aws-7.0:6.1.1",
        "cdk-nag:EC26",
        "trivy:AWS-0026",
    ],
    rules: [
        on(types.volume, ({ props }) => faultIf("encrypted is not true", () => props.encrypted !== true)),
        on(types.encryptionByDefault, ({ props }) =>
            faultIf("enabled is false, for all disks to come", () => props.enabled === false),
        ),
        on(types.instance, ({ props }) => [
            ...faultIf(
                "rootBlockDevice.encrypted is not true",
                () => props.rootBlockDevice?.encrypted !== true,
            ),
            ...each(
                () => props.ebsBlockDevices,
                (disk, index) =>
                    faultIf(`ebsBlockDevices[${index}].encrypted is not true`, () => disk.encrypted !== true),
            ),
        ]),
        on(types.launchTemplate, ({ props }) => [
            ...faultIf(
                "blockDeviceMappings has no disk, so that the root disk is what the image makes of it",
                () => (props.blockDeviceMappings ?? []).length === 0,
            ),
            ...each(
                () => props.blockDeviceMappings,
                (mapping, index) =>
                    faultIf(
                        `blockDeviceMappings[${index}].ebs.encrypted is not "true"`,
                        // A string in launch templates, unlike elsewhere.
                        () => mapping.ebs !== undefined && mapping.ebs.encrypted !== "true",
                    ),
            ),
        ]),
    ],
});
