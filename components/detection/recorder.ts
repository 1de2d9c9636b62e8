import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { policyDocument, trustService } from "../internal/iam";
import type { Storage } from "../storage";

export interface RecorderArgs extends Pick<Settings, "awsAccountId"> {
    readonly storage: Storage;
}

const PREFIX = "config";

/** AWS Config: records how every resource looked at any time, and who changed it. */
export function configurationRecorder(
    name: string,
    { awsAccountId, storage }: RecorderArgs,
    opts: pulumi.CustomResourceOptions,
): aws.cfg.Recorder {
    const role = new aws.iam.Role(
        `${name}-role`,
        {
            description: "AWS Config reads resources and writes the logs bucket",
            assumeRolePolicy: trustService("config.amazonaws.com", { onlyForAccount: awsAccountId }),
            managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"],
        },
        opts,
    );
    const permission = new aws.iam.RolePolicy(
        `${name}-role-policy`,
        {
            role: role.name,
            policy: policyDocument(
                {
                    sid: "Deliver",
                    actions: ["s3:PutObject"],
                    resources: [
                        pulumi.interpolate`${storage.logs.arn}/${PREFIX}/AWSLogs/${awsAccountId}/Config/*`,
                    ],
                },
                {
                    sid: "FindBucket",
                    actions: ["s3:GetBucketAcl", "s3:ListBucket"],
                    resources: [storage.logs.arn],
                },
            ),
        },
        opts,
    );
    const recorder = new aws.cfg.Recorder(
        name,
        {
            roleArn: role.arn,
            recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
            recordingMode: { recordingFrequency: "CONTINUOUS" },
        },
        opts,
    );
    const channel = new aws.cfg.DeliveryChannel(
        `${name}-delivery`,
        { s3BucketName: storage.logs.name, s3KeyPrefix: PREFIX },
        { ...opts, dependsOn: [recorder, permission, storage] },
    );
    // A new recorder is off, and it cannot be switched on without a delivery channel.
    new aws.cfg.RecorderStatus(
        `${name}-status`,
        { name: recorder.name, isEnabled: true },
        { ...opts, dependsOn: [channel] },
    );
    return recorder;
}
