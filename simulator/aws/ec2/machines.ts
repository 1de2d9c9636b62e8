import { Account, Fault, Properties, Refusal, Source } from "../../resource-type";
import {
    blocksAt,
    isSet,
    numberAt,
    refusal,
    refuseMissing,
    refuseOther,
    refuseRange,
    shown,
    textAt,
} from "../../checks";
import { refuseMissingGroups } from "./security-groups";

const AMI = "aws:ec2/ami:Ami";
export const KEY_PAIR = "aws:ec2/keyPair:KeyPair";

const errors = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html";
const typeDocs = "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html";
const userDataDocs = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html";
const volumeDocs = "https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html";

const USER_DATA_BYTES = 16_384;
const TYPE = /^[a-z]+\d+[a-z-]*(\d+[a-z]*)?\.(nano|micro|small|medium|(\d+)?x?large|metal(-\d+xl)?)$/;
/** The limits of gp3 volumes since September 2025, in GiB, IOPS and MiB/s. */
const GP3 = {
    size: { min: 1, max: 65_536 },
    iops: { min: 3_000, max: 80_000 },
    throughput: { min: 125, max: 2_000 },
};

/** `arm64` for Graviton (a `g` right after the generation, or a1), otherwise `x86_64`. */
function architectureOf(instanceType: string): "arm64" | "x86_64" {
    return /^(a1\.|[a-z]+\d+g)/.test(instanceType) ? "arm64" : "x86_64";
}

/** Why an instance type does not fit an image, or undefined if both have the same architecture. */
export function architectureFault(
    instanceType: string | undefined,
    imageId: string | undefined,
    account: Account,
): string | undefined {
    const image = account.find(imageId ?? "", AMI)?.inputs.architecture;
    const own = instanceType === undefined ? undefined : architectureOf(instanceType);
    return own === undefined || image === undefined || own === image
        ? undefined
        : `The architecture '${own}' of the specified instance type does not match the architecture '${shown(image)}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again`;
}

interface MachineProperties {
    readonly image: string;
    readonly groups: string;
    /** Property with the volumes, e.g. `rootBlockDevice` or `blockDeviceMappings`. */
    readonly volumes: string;
    /** Path of the settings in each volume, if they are nested. */
    readonly volumeSettings?: string;
    readonly profile: readonly string[];
    /** The decoded user data. `malformed` if it is not base64. */
    readonly userData: (inputs: Properties) => Buffer | "malformed" | undefined;
}

/** What AWS rejects in an instance and in a launch template. */
export function machineRefusals(prefix: string, properties: MachineProperties): Refusal[] {
    const { image, groups, volumes, volumeSettings, profile, userData } = properties;
    const settings = (inputs: Properties): Properties[] =>
        blocksAt(inputs, volumes).flatMap((block) =>
            volumeSettings === undefined ? [block] : blocksAt(block, volumeSettings),
        );
    const refuseVolume = (
        id: string,
        source: Source,
        find: (volume: Properties) => string | undefined,
    ): Refusal =>
        refusal(id, source, (inputs): Fault | undefined => {
            const message = settings(inputs)
                .map(find)
                .find((text) => text !== undefined);
            return message === undefined ? undefined : { property: volumes, message };
        });
    return [
        refuseMissing(`${prefix}-image-missing`, errors, image, {
            tokens: [AMI],
            code: "InvalidAMIID.NotFound",
            what: "image id",
        }),
        refuseMissing(`${prefix}-key-missing`, errors, "keyName", {
            tokens: [KEY_PAIR],
            code: "InvalidKeyPair.NotFound",
            what: "key pair",
        }),
        refuseMissing(`${prefix}-profile-missing`, errors, profile, {
            tokens: ["aws:iam/instanceProfile:InstanceProfile"],
            code: "InvalidParameterValue: Invalid IAM Instance Profile",
            what: "instance profile",
        }),
        refuseMissingGroups(`${prefix}-group-missing`, groups),
        refusal(`${prefix}-type`, typeDocs, (inputs) => {
            const type = textAt(inputs, "instanceType");
            return type === undefined || TYPE.test(type)
                ? undefined
                : {
                      property: "instanceType",
                      message: `InvalidInstanceType: Invalid instance type: ${type}`,
                  };
        }),
        refusal(
            `${prefix}-architecture`,
            "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-launch-template.html",
            (inputs, account) => {
                const message = architectureFault(
                    textAt(inputs, "instanceType"),
                    textAt(inputs, image),
                    account,
                );
                return message === undefined
                    ? undefined
                    : { property: "instanceType", message: `InvalidParameterValue: ${message}` };
            },
        ),
        refusal(`${prefix}-user-data-size`, userDataDocs, (inputs) => {
            const text = userData(inputs);
            return text instanceof Buffer && text.length > USER_DATA_BYTES
                ? {
                      property: "userData",
                      message: `InvalidParameterValue: User data is limited to ${USER_DATA_BYTES} bytes, got ${text.length}`,
                  }
                : undefined;
        }),
        refusal(`${prefix}-user-data-encoding`, userDataDocs, (inputs) =>
            userData(inputs) === "malformed"
                ? {
                      property: "userData",
                      message: "InvalidUserData.Malformed: Invalid BASE64 encoding of user data",
                  }
                : undefined,
        ),
        refuseOther(
            `${prefix}-metadata-tokens`,
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsRequest.html",
            "metadataOptions.httpTokens",
            ["optional", "required"],
        ),
        refuseRange(
            `${prefix}-metadata-hops`,
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsRequest.html",
            "metadataOptions.httpPutResponseHopLimit",
            { min: 1, max: 64 },
        ),
        refusal(
            `${prefix}-volume-smaller-than-image`,
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html",
            (inputs, account) => {
                const found = account.find(textAt(inputs, image) ?? "", AMI);
                const needed = numberAt(found?.outputs ?? {}, "rootSnapshotSizeGib") ?? 0;
                const size = numberAt(settings(inputs)[0] ?? {}, "volumeSize");
                return size !== undefined && size < needed
                    ? {
                          property: volumes,
                          message: `InvalidBlockDeviceMapping: Volume of size ${size}GB is smaller than the snapshot of ${found?.id ?? ""}, expect size >= ${needed}GB`,
                      }
                    : undefined;
            },
        ),
        refuseVolume(`${prefix}-volume-gp3`, volumeDocs, (volume) => {
            const checked = [
                ["volumeSize", GP3.size],
                ["iops", GP3.iops],
                ["throughput", GP3.throughput],
            ] as const;
            const bad = checked.find(([name, { min, max }]) => {
                const value = numberAt(volume, name);
                return value !== undefined && (value < min || value > max);
            });
            return volume.volumeType === "gp3" && bad
                ? `InvalidParameterValue: the ${bad[0]} of a gp3 volume must be from ${bad[1].min} to ${bad[1].max}, got ${shown(volume[bad[0]])}`
                : undefined;
        }),
        refuseVolume(
            `${prefix}-volume-key`,
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html",
            (volume) =>
                isSet(volume, "kmsKeyId") && [false, "false", undefined].includes(volume.encrypted as string)
                    ? "InvalidParameterDependency: The parameter KmsKeyId requires the parameter Encrypted to be set"
                    : undefined,
        ),
    ];
}
