import * as aws from "@pulumi/aws";
import { IMAGE, NO_GROUP, subnetA } from "../support/fixtures";
import { casesOf, clash } from "../support/table";

const KEY =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZpeHR1cmVmaXh0dXJlZml4dHVyZWZpeHR1cmVmaXh0 ops@example.com";
const NO_IMAGE = "ami-0123456789abcdef0";
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const volume = (ebs: object): { blockDeviceMappings: object[] } => ({
    blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", volumeSize: 20, encrypted: "true", ...ebs } },
    ],
});
const root = (more: object): { rootBlockDevice: object } => ({
    rootBlockDevice: { volumeType: "gp3", volumeSize: 20, encrypted: true, ...more },
});

const template = (): aws.ec2.LaunchTemplateArgs => ({
    imageId: IMAGE.arm64,
    instanceType: "t4g.small",
    userData: base64("#!/bin/sh\n"),
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    ...volume({}),
});

const instance = (): aws.ec2.InstanceArgs => ({
    ami: IMAGE.amd64,
    instanceType: "t3a.nano",
    subnetId: subnetA().id,
    userData: "#!/bin/sh\n",
    metadataOptions: { httpTokens: "required" },
    ...root({}),
});

export const cases = [
    ...casesOf(aws.ec2.LaunchTemplate, template, [
        [
            "launch-template-name",
            { name: "web app" },
            'InvalidLaunchTemplateName.MalformedException: a launch template name must have 3 to 128 characters of a-z, A-Z, 0-9 and ()./_-: "web app"',
        ],
        [
            "launch-template-image-missing",
            { imageId: NO_IMAGE },
            `InvalidAMIID.NotFound: The image id '${NO_IMAGE}' does not exist in eu-central-1`,
        ],
        [
            "launch-template-key-missing",
            { keyName: "gone" },
            "InvalidKeyPair.NotFound: The key pair 'gone' does not exist",
        ],
        [
            "launch-template-profile-missing",
            { iamInstanceProfile: { name: "gone" } },
            "Invalid IAM Instance Profile: The instance profile 'gone' does not exist",
        ],
        [
            "launch-template-profile-missing",
            { iamInstanceProfile: { arn: "arn:aws:iam::123456789012:instance-profile/gone" } },
            "The instance profile 'arn:aws:iam::123456789012:instance-profile/gone' does not exist",
        ],
        [
            "launch-template-group-missing",
            { vpcSecurityGroupIds: [NO_GROUP] },
            `InvalidGroup.NotFound: The security group '${NO_GROUP}' does not exist`,
        ],
        [
            "launch-template-type",
            { instanceType: "t4g.huge" },
            "InvalidInstanceType: Invalid instance type: t4g.huge",
        ],
        [
            "launch-template-architecture",
            { instanceType: "t3.small" },
            "The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64' of the specified AMI",
        ],
        [
            "launch-template-user-data-size",
            { userData: base64("#".repeat(16_385)) },
            "User data is limited to 16384 bytes, got 16385",
        ],
        [
            "launch-template-user-data-encoding",
            { userData: "#!/bin/sh" },
            "InvalidUserData.Malformed: Invalid BASE64 encoding of user data",
        ],
        [
            "launch-template-metadata-tokens",
            { metadataOptions: { httpTokens: "yes" } },
            "expected metadataOptions.httpTokens to be one of [optional, required], got yes",
        ],
        [
            "launch-template-metadata-hops",
            { metadataOptions: { httpPutResponseHopLimit: 0 } },
            "expected metadataOptions.httpPutResponseHopLimit to be in the range (1 - 64), got 0",
        ],
        [
            "launch-template-volume-smaller-than-image",
            volume({ volumeSize: 4 }),
            "InvalidBlockDeviceMapping: Volume of size 4GB is smaller than the snapshot of ami-0d0000000000000a1, expect size >= 8GB",
        ],
        [
            "launch-template-volume-gp3",
            volume({ iops: 100 }),
            "the iops of a gp3 volume must be from 3000 to 80000, got 100",
        ],
        [
            "launch-template-volume-key",
            volume({ encrypted: undefined, kmsKeyId: "alias/web" }),
            "InvalidParameterDependency: The parameter KmsKeyId requires the parameter Encrypted to be set",
        ],
    ]),
    clash(
        "launch-template-name-taken",
        aws.ec2.LaunchTemplate,
        () => ({ ...template(), name: "taken" }),
        "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use: a launch template with the name taken already exists",
    ),
    ...casesOf(aws.ec2.KeyPair, () => ({ publicKey: KEY }), [
        [
            "key-pair-format",
            { publicKey: "-----BEGIN RSA PUBLIC KEY-----" },
            "InvalidKey.Format: Key is not in valid OpenSSH public key format",
        ],
    ]),
    clash(
        "key-pair-name-taken",
        aws.ec2.KeyPair,
        () => ({ publicKey: KEY, keyName: "ops" }),
        "InvalidKeyPair.Duplicate: The keypair ops already exists",
    ),
    ...casesOf(aws.ec2.Instance, instance, [
        [
            "instance-subnet-missing",
            { subnetId: "subnet-0123456789abcdef0" },
            "InvalidSubnetID.NotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist",
        ],
        [
            "instance-image-and-type",
            { ami: undefined },
            "MissingParameter: The request must contain the parameter ImageId",
        ],
        [
            "instance-image-missing",
            { ami: NO_IMAGE },
            `InvalidAMIID.NotFound: The image id '${NO_IMAGE}' does not exist`,
        ],
        [
            "instance-key-missing",
            { keyName: "gone" },
            "InvalidKeyPair.NotFound: The key pair 'gone' does not exist",
        ],
        [
            "instance-profile-missing",
            { iamInstanceProfile: "gone" },
            "Invalid IAM Instance Profile: The instance profile 'gone' does not exist",
        ],
        [
            "instance-group-missing",
            { vpcSecurityGroupIds: [NO_GROUP] },
            `InvalidGroup.NotFound: The security group '${NO_GROUP}' does not exist`,
        ],
        ["instance-type", { instanceType: "nano" }, "InvalidInstanceType: Invalid instance type: nano"],
        [
            "instance-architecture",
            { instanceType: "t4g.nano" },
            "The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI",
        ],
        [
            "instance-user-data-size",
            { userData: "#".repeat(16_385) },
            "User data is limited to 16384 bytes, got 16385",
        ],
        [
            "instance-user-data-encoding",
            { userData: undefined, userDataBase64: "#!/bin/sh" },
            "InvalidUserData.Malformed: Invalid BASE64 encoding of user data",
        ],
        [
            "instance-metadata-tokens",
            { metadataOptions: { httpTokens: "v2" } },
            "expected metadataOptions.httpTokens to be one of [optional, required], got v2",
        ],
        [
            "instance-metadata-hops",
            { metadataOptions: { httpPutResponseHopLimit: 65 } },
            "expected metadataOptions.httpPutResponseHopLimit to be in the range (1 - 64), got 65",
        ],
        [
            "instance-volume-smaller-than-image",
            root({ volumeSize: 2 }),
            "InvalidBlockDeviceMapping: Volume of size 2GB is smaller than the snapshot of ami-0d0000000000000a2, expect size >= 8GB",
        ],
        [
            "instance-volume-gp3",
            root({ throughput: 100 }),
            "the throughput of a gp3 volume must be from 125 to 2000, got 100",
        ],
        [
            "instance-volume-key",
            root({ encrypted: false, kmsKeyId: "alias/web" }),
            "InvalidParameterDependency: The parameter KmsKeyId requires the parameter Encrypted to be set",
        ],
    ]),
];
