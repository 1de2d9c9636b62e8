import * as aws from "@pulumi/aws";
import { closedBucket } from "./support/delivery-bucket";
import { casesOf, clash, once } from "./support/table";

const ROLE = "arn:aws:iam::123456789012:role/trail";

const detector = once(() => new aws.guardduty.Detector("shared", {}).id);

export const cases = [
    clash(
        "guardduty-one-detector",
        aws.guardduty.Detector,
        () => ({ region: "eu-west-1" }),
        "a detector already exists for the current account",
    ),
    ...casesOf(
        aws.guardduty.Detector,
        () => ({ region: "eu-west-2", findingPublishingFrequency: "FIFTEEN_MINUTES" }),
        [
            [
                "guardduty-publishing-frequency",
                { region: "eu-west-3", findingPublishingFrequency: "DAILY" },
                "got DAILY",
            ],
        ],
    ),
    ...casesOf(
        aws.guardduty.DetectorFeature,
        () => ({ detectorId: detector(), name: "S3_DATA_EVENTS", status: "ENABLED" }),
        [
            ["guardduty-feature-name", { name: "S3" }, "got S3"],
            ["guardduty-feature-status", { status: "ON" }, "got ON"],
            [
                "guardduty-feature-detector",
                { detectorId: "0".repeat(32) },
                "The detector '00000000000000000000000000000000' does not exist",
            ],
        ],
    ),
    clash(
        "guardduty-feature-runtime-twice",
        aws.guardduty.DetectorFeature,
        () => ({ detectorId: detector(), name: "RUNTIME_MONITORING", status: "ENABLED" }),
        "EKS_RUNTIME_MONITORING and RUNTIME_MONITORING can't both be enabled",
        () => ({ name: "EKS_RUNTIME_MONITORING" }),
    ),
    ...casesOf(
        aws.guardduty.MalwareProtectionPlan,
        () => ({
            role: ROLE,
            protectedResource: { s3Bucket: { bucketName: closedBucket() } },
            actions: [{ taggings: [{ status: "ENABLED" }] }],
        }),
        [
            [
                "guardduty-malware-bucket",
                { protectedResource: { s3Bucket: { bucketName: "no-such-bucket" } } },
                "the bucket no-such-bucket does not exist in eu-central-1",
            ],
            ["guardduty-malware-tagging", { actions: [{ taggings: [{ status: "ON" }] }] }, "got ON"],
        ],
    ),
];
