import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { RefusalCase } from "./support/case";
import { closedBucket, deliveryBucket } from "./support/delivery-bucket";
import { casesOf, clash, once } from "./support/table";

const ROLE = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

const recorder = (region: string): aws.cfg.RecorderArgs => ({ region, roleArn: ROLE });

/** A recorder in a region that no other case uses. */
const recorderIn = (name: string, region: string): aws.cfg.Recorder =>
    new aws.cfg.Recorder(`${name}-recorder`, recorder(region));

const CONFIG_REGION = "ap-south-1";
const configRecorder = once(() => new aws.cfg.Recorder("shared", recorder(CONFIG_REGION)));
const channel = (name: string): aws.cfg.DeliveryChannelArgs => ({
    region: CONFIG_REGION,
    s3BucketName: pulumi
        .all([deliveryBucket(name, "config.amazonaws.com", CONFIG_REGION), configRecorder().id])
        .apply(([bucket]) => bucket),
});

const secondChannel: RefusalCase = {
    id: "config-one-channel",
    message: "because the maximum number of delivery channels: 1 is reached",
    program: (name) => {
        const region = "ap-southeast-1";
        const bucket = deliveryBucket(name, "config.amazonaws.com", region);
        const s3BucketName = pulumi.all([bucket, recorderIn(name, region).id]).apply(([id]) => id);
        const first = new aws.cfg.DeliveryChannel(`${name}-first`, { region, s3BucketName });
        return new aws.cfg.DeliveryChannel(name, { region, s3BucketName }, { dependsOn: first });
    },
};

const started: RefusalCase = {
    id: "config-start-channel",
    message:
        "NoAvailableDeliveryChannelException: Delivery channel is not available to start configuration recorder.",
    program: (name) =>
        new aws.cfg.RecorderStatus(name, {
            region: "ap-northeast-1",
            name: recorderIn(name, "ap-northeast-1").name,
            isEnabled: true,
        }),
};

export const cases = [
    clash(
        "config-one-recorder",
        aws.cfg.Recorder,
        () => recorder("eu-west-1"),
        "because the maximum number of customer managed configuration recorders: 1 is reached",
    ),
    ...casesOf(
        aws.cfg.Recorder,
        () => ({
            ...recorder("eu-west-2"),
            recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
        }),
        [
            [
                "config-role-missing",
                { region: "eu-west-3", roleArn: "arn:aws:iam::123456789012:role/config" },
                "InvalidRoleException: The role does not exist in the account",
            ],
            [
                "config-recording-group",
                {
                    region: "eu-west-3",
                    recordingGroup: { allSupported: true, resourceTypes: ["AWS::EC2::Instance"] },
                },
                "InvalidRecordingGroupException",
            ],
            [
                "config-recording-frequency",
                { region: "eu-west-3", recordingMode: { recordingFrequency: "HOURLY" } },
                "got HOURLY",
            ],
        ],
    ),
    ...casesOf(aws.cfg.DeliveryChannel, channel, [
        ["config-channel-recorder", { region: "sa-east-1" }, "NoAvailableConfigurationRecorderException"],
        ["config-channel-bucket", { s3BucketName: "no-such-bucket" }, "NoSuchBucketException"],
        [
            "config-channel-bucket-policy",
            () => ({ s3BucketName: closedBucket() }),
            "InsufficientDeliveryPolicyException: Insufficient delivery policy to s3 bucket",
        ],
        [
            "config-delivery-frequency",
            { snapshotDeliveryProperties: { deliveryFrequency: "Daily" } },
            "got Daily",
        ],
    ]),
    secondChannel,
    started,
    ...casesOf(
        aws.cfg.RecorderStatus,
        () => ({ region: CONFIG_REGION, name: configRecorder().name, isEnabled: false }),
        [
            [
                "config-start-recorder",
                { name: "no-such-recorder" },
                "Cannot find configuration recorder with the specified name 'no-such-recorder'.",
            ],
        ],
    ),
];
