import { Properties, ResourceType } from "../../resource-type";
import { refusal, refuseTaken, refuseText, textAt } from "../../checks";
import { addressIn, parseCidr } from "../checks/cidr";
import { KEY_PAIR, machineRefusals } from "./machines";
import { refuseMissingSubnets, SUBNET } from "./network";

export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const templateDocs = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html";
const keyDocs = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportKeyPair.html";

function decoded(text: string | undefined): Buffer | "malformed" | undefined {
    if (text === undefined) {
        return undefined;
    }
    return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text) ? Buffer.from(text, "base64") : "malformed";
}

const launchTemplate: ResourceType = {
    token: LAUNCH_TEMPLATE,
    replaceOn: ["name", "namePrefix"],
    refusals: [
        refuseText("launch-template-name", templateDocs, "name", {
            min: 3,
            max: 128,
            pattern: /^[a-zA-Z0-9().\-/_]+$/,
            message:
                "InvalidLaunchTemplateName.MalformedException: a launch template name must have 3 to 128 characters of a-z, A-Z, 0-9 and ()./_-",
        }),
        refuseTaken("launch-template-name-taken", templateDocs, "name", {
            code: "InvalidLaunchTemplateName.AlreadyExistsException",
            what: "Launch template name already in use: a launch template with the name",
        }),
        ...machineRefusals("launch-template", {
            image: "imageId",
            groups: "vpcSecurityGroupIds",
            volumes: "blockDeviceMappings",
            volumeSettings: "ebs",
            profile: ["iamInstanceProfile.name", "iamInstanceProfile.arn"],
            userData: (inputs) => decoded(textAt(inputs, "userData")),
        }),
    ],
    create: ({ hex, arn }) => {
        const id = `lt-${hex(17)}`;
        return {
            id,
            outputs: { arn: arn("ec2", `launch-template/${id}`), latestVersion: 1, defaultVersion: 1 },
        };
    },
    update: ({ inputs }, { outputs }) => {
        const version = Number(outputs.latestVersion) + 1;
        return {
            latestVersion: version,
            ...(inputs.updateDefaultVersion === true && { defaultVersion: version }),
        };
    },
};

const keyPair: ResourceType = {
    token: KEY_PAIR,
    required: ["publicKey"],
    autoName: { property: "keyName", maxLength: 255 },
    replaceOn: ["keyName", "keyNamePrefix", "publicKey"],
    refusals: [
        refuseText("key-pair-format", keyDocs, "publicKey", {
            pattern: /^(ssh-rsa|ssh-ed25519) AAAA[A-Za-z0-9+/]+={0,3}( .*)?\s*$/,
            message: "InvalidKey.Format: Key is not in valid OpenSSH public key format",
        }),
        refuseTaken("key-pair-name-taken", keyDocs, "keyName", {
            code: "InvalidKeyPair.Duplicate",
            what: "The keypair",
        }),
    ],
    create: ({ inputs, hex, arn }) => {
        const name = textAt(inputs, "keyName") ?? "";
        const type = (textAt(inputs, "publicKey") ?? "").startsWith("ssh-ed25519") ? "ed25519" : "rsa";
        return {
            id: name,
            outputs: {
                arn: arn("ec2", `key-pair/${name}`),
                keyPairId: `key-${hex(17)}`,
                keyType: type,
                fingerprint: hex(32),
            },
        };
    },
};

/** The user data: plain text in `userData`, or base64 in `userDataBase64`. */
function userDataOf(inputs: Properties): Buffer | "malformed" | undefined {
    const plain = textAt(inputs, "userData");
    return plain === undefined ? decoded(textAt(inputs, "userDataBase64")) : Buffer.from(plain);
}

const instance: ResourceType = {
    token: "aws:ec2/instance:Instance",
    replaceOn: [
        "ami",
        "associatePublicIpAddress",
        "availabilityZone",
        "ebsBlockDevices.encrypted",
        "ebsBlockDevices.kmsKeyId",
        "ephemeralBlockDevices",
        "keyName",
        "networkInterfaces",
        "placementGroup",
        "privateIp",
        "rootBlockDevice.encrypted",
        "rootBlockDevice.kmsKeyId",
        "subnetId",
        "tenancy",
    ],
    refusals: [
        refuseMissingSubnets("instance-subnet-missing", "subnetId"),
        refusal(
            "instance-image-and-type",
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html",
            (inputs) => {
                const missing = ["ami", "instanceType"].find(
                    (property) => inputs[property] === undefined && inputs.launchTemplate === undefined,
                );
                return missing === undefined
                    ? undefined
                    : {
                          property: missing,
                          message: `MissingParameter: The request must contain the parameter ${missing === "ami" ? "ImageId" : "InstanceType"}`,
                      };
            },
        ),
        ...machineRefusals("instance", {
            image: "ami",
            groups: "vpcSecurityGroupIds",
            volumes: "rootBlockDevice",
            profile: ["iamInstanceProfile"],
            userData: userDataOf,
        }),
    ],
    create: ({ inputs, region, hex, arn, account }) => {
        const id = `i-${hex(17)}`;
        const subnet = account.find(textAt(inputs, "subnetId") ?? "", SUBNET);
        const block = parseCidr(textAt(subnet?.inputs ?? {}, "cidrBlock") ?? "172.31.0.0/20");
        const privateIp =
            textAt(inputs, "privateIp") ??
            (block === undefined ? "" : addressIn(block, 4 + (parseInt(hex(6, "ip"), 16) % 10)));
        return {
            id,
            outputs: {
                arn: arn("ec2", `instance/${id}`),
                availabilityZone: subnet?.outputs.availabilityZone ?? `${region}a`,
                instanceState: "running",
                primaryNetworkInterfaceId: `eni-${hex(17)}`,
                privateIp,
                privateDns: `ip-${privateIp.replaceAll(".", "-")}.${region}.compute.internal`,
            },
        };
    },
    refuseDelete: {
        when: "`disableApiTermination` is on",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html",
        find: ({ id, inputs }) =>
            inputs.disableApiTermination === true && inputs.forceDestroy !== true
                ? `OperationNotPermitted: The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again`
                : undefined,
    },
};

export const types = [launchTemplate, keyPair, instance];
