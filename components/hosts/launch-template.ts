import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { hostBundle, userData, type BundleSettings } from "../../host/bundle";
import type { HostRole } from "../../config/tuning";
import type { Keys } from "../keys";
import type { Network } from "../network";
import type { Storage } from "../storage";
import type { HostImage } from "./image";

export interface LaunchTemplateArgs
    extends BundleSettings, Pick<Settings, "availabilityZones" | "deletionProtection" | "rootVolumeGib"> {
    readonly image: HostImage;
    readonly keys: Keys;
    readonly network: Network;
    readonly storage: Storage;
    readonly instanceProfile: aws.iam.InstanceProfile;
    readonly keyPair?: aws.ec2.KeyPair;
    /** Tags of the hosts, their volumes and network interfaces: the provider's default tags do not reach these. */
    readonly tags: Readonly<Record<string, string>>;
    /** Changes with the environment, which hosts read only at start. */
    readonly environmentVersion: pulumi.Input<string>;
}

/** Root device of Debian's images and of images based on them. */
const ROOT_DEVICE = "/dev/xvda";

/**
 * The launch template of a role's hosts. Each change makes a new version; a rollout moves hosts to it, one at a time. Pulumi
 * deletes only after that, so what a changed environment no longer names, such as a proxy, is there until no host uses it.
 */
export function launchTemplate(
    name: string,
    role: HostRole,
    args: LaunchTemplateArgs,
    opts: pulumi.CustomResourceOptions,
): aws.ec2.LaunchTemplate {
    const { image, instanceProfile, keyPair, keys, network, rootVolumeGib, storage, tags } = args;
    const instanceType = args[`${role}InstanceType`];
    const bundle = hostBundle(args, role);
    const versions = {
        EnvironmentVersion: args.environmentVersion,
        // Hosts leave a zone by a rollout, before its subnets and their routes are deleted.
        AvailabilityZones: String(args.availabilityZones),
    };
    const uploaded = new aws.s3.BucketObjectv2(
        `${name}-bundle`,
        {
            bucket: storage.releases.name,
            key: bundle.key,
            contentBase64: Buffer.from(bundle.archive).toString("base64"),
            contentType: "application/zip",
        },
        // Until a refresh has moved the group, hosts of the previous version still start and need their bundle. It
        // goes only if deletion protection is off.
        { ...opts, retainOnDelete: args.deletionProtection },
    );
    return new aws.ec2.LaunchTemplate(
        name,
        {
            description: `${role} hosts of ${args.stack}`,
            updateDefaultVersion: true,
            imageId: image.id,
            instanceType,
            iamInstanceProfile: { arn: instanceProfile.arn },
            keyName: keyPair?.keyName,
            userData: pulumi
                .all([uploaded.bucket, uploaded.key])
                .apply(([bucket]) => Buffer.from(userData(args, bucket, bundle)).toString("base64")),
            metadataOptions: {
                httpEndpoint: "enabled",
                httpTokens: "required",
                // One hop: nothing behind the host, such as a container, can get the role's credentials.
                httpPutResponseHopLimit: 1,
                instanceMetadataTags: "enabled",
            },
            networkInterfaces: [
                {
                    deviceIndex: 0,
                    associatePublicIpAddress: "false",
                    deleteOnTermination: "true",
                    securityGroups: [network.securityGroups[role]],
                },
            ],
            blockDeviceMappings: [
                {
                    deviceName: ROOT_DEVICE,
                    ebs: {
                        volumeType: "gp3",
                        volumeSize: rootVolumeGib,
                        encrypted: "true",
                        kmsKeyId: keys.files.arn,
                        deleteOnTermination: "true",
                    },
                },
            ],
            ebsOptimized: "true",
            monitoring: { enabled: true },
            // A host without CPU credits fails its health checks under load. The budget watches the extra cost.
            creditSpecification: instanceType.startsWith("t") ? { cpuCredits: "unlimited" } : undefined,
            // Tells the policies where the image came from, because they cannot see the lookup. An `amiId` that you set
            // must be in the policies' list of images.
            tags: image.source === undefined ? undefined : { ImageParameter: image.source },
            tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
                resourceType,
                tags: resourceType === "instance" ? { ...tags, ...versions } : tags,
            })),
        },
        opts,
    );
}
