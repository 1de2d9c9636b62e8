import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import type { Storage } from "../storage";

export interface RecorderArgs extends Pick<Settings, "awsAccountId"> {
    readonly storage: Storage;
}

/**
 * AWS Config's own role, which Security Hub's Config.1 demands. It exists once in an account, for every region and stack, so
 * no stack owns it: `components/account` asks whether it is there. It has no right to write into buckets, so the bucket's
 * policy lets AWS Config itself write.
 * https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
const roleArn = (account: string): string =>
    `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;

/** AWS Config: records how every resource looked at any time, and who changed it. */
export function configurationRecorder(
    name: string,
    { awsAccountId, storage }: RecorderArgs,
    opts: pulumi.CustomResourceOptions,
): aws.cfg.Recorder {
    const recorder = new aws.cfg.Recorder(
        name,
        {
            roleArn: roleArn(awsAccountId),
            recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
            recordingMode: { recordingFrequency: "CONTINUOUS" },
        },
        opts,
    );
    const channel = new aws.cfg.DeliveryChannel(
        `${name}-delivery`,
        { s3BucketName: storage.logs.name, s3KeyPrefix: "config" },
        { ...opts, dependsOn: [recorder, storage] },
    );
    // A new recorder is off, and it cannot be switched on without a delivery channel.
    new aws.cfg.RecorderStatus(
        `${name}-status`,
        { name: recorder.name, isEnabled: true },
        { ...opts, dependsOn: [channel] },
    );
    return recorder;
}
