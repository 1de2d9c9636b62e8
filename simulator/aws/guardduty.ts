import { inAnyOrder } from "../canonical";
import { Account, DataSource, Properties, ResourceType } from "../resource-type";
import { refuseMissing, refuseOther, refusal, textAt } from "../checks";
import { bucketNamed } from "./checks/buckets";
import { CREATED_AT } from "./checks/ids";

const API = "https://docs.aws.amazon.com/guardduty/latest/APIReference";
const DETECTOR = "aws:guardduty/detector:Detector";

const detector: ResourceType = {
    token: DETECTOR,
    replaceOn: ["region"],
    defaults: { enable: true, findingPublishingFrequency: "SIX_HOURS" },
    refusals: [
        refusal(
            "guardduty-one-detector",
            `${API}/API_CreateDetector.html`,
            (_, account, { token, region }) =>
                account.all(token).some((other) => other.region === region)
                    ? {
                          property: "",
                          message:
                              "BadRequestException: The request is rejected because a detector already exists for the current account.",
                      }
                    : undefined,
        ),
        refuseOther(
            "guardduty-publishing-frequency",
            `${API}/API_CreateDetector.html`,
            "findingPublishingFrequency",
            ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"],
        ),
    ],
    create: ({ accountId, arn, hex }) => {
        const id = hex(32);
        return { id, outputs: { accountId, arn: arn("guardduty", `detector/${id}`) } };
    },
};

const detectorFeature: ResourceType = {
    token: "aws:guardduty/detectorFeature:DetectorFeature",
    hidden: [
        inAnyOrder(
            "additionalConfigurations",
            "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/guardduty/detector_feature.go",
        ),
    ],
    required: ["detectorId", "status"],
    replaceOn: ["detectorId", "name", "region"],
    refusals: [
        refuseOther("guardduty-feature-name", `${API}/API_DetectorFeatureConfiguration.html`, "name", [
            "S3_DATA_EVENTS",
            "EKS_AUDIT_LOGS",
            "EBS_MALWARE_PROTECTION",
            "RDS_LOGIN_EVENTS",
            "EKS_RUNTIME_MONITORING",
            "LAMBDA_NETWORK_LOGS",
            "RUNTIME_MONITORING",
        ]),
        refuseOther("guardduty-feature-status", `${API}/API_DetectorFeatureConfiguration.html`, "status", [
            "ENABLED",
            "DISABLED",
        ]),
        refuseMissing("guardduty-feature-detector", `${API}/API_UpdateDetector.html`, "detectorId", {
            tokens: [DETECTOR],
            code: "BadRequestException",
            what: "detector",
        }),
        refusal(
            "guardduty-feature-runtime-twice",
            "https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html",
            (inputs, account, { token }) => {
                const rivals = ["RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"];
                const name = textAt(inputs, "name") ?? "";
                const isOn = account
                    .all(token)
                    .some(
                        ({ inputs: other }) =>
                            rivals.includes(String(other.name)) &&
                            other.name !== name &&
                            other.status === "ENABLED" &&
                            other.detectorId === inputs.detectorId,
                    );
                return rivals.includes(name) &&
                    inputs.status === "ENABLED" &&
                    typeof inputs.detectorId === "string" &&
                    isOn
                    ? {
                          property: "name",
                          message:
                              "BadRequestException: The request was rejected because EKS_RUNTIME_MONITORING and RUNTIME_MONITORING can't both be enabled.",
                      }
                    : undefined;
            },
        ),
    ],
    create: ({ inputs }) => ({ id: `${String(inputs.detectorId)}/${String(inputs.name)}`, outputs: {} }),
};

const malwareProtectionPlan: ResourceType = {
    token: "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan",
    required: ["protectedResource", "role"],
    replaceOn: ["protectedResource.s3Bucket.bucketName", "region"],
    refusals: [
        refusal(
            "guardduty-malware-bucket",
            `${API}/API_CreateMalwareProtectionPlan.html`,
            (inputs, account, { region }) => {
                const name = textAt(inputs, "protectedResource.s3Bucket.bucketName");
                const bucket = bucketNamed(account, name);
                return name === undefined || bucket?.region === region
                    ? undefined
                    : {
                          property: "protectedResource.s3Bucket.bucketName",
                          message: `BadRequestException: The request was rejected because the bucket ${name} does not exist in ${region}`,
                      };
            },
        ),
        refuseOther(
            "guardduty-malware-tagging",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-guardduty-malwareprotectionplan-cfntagging.html",
            "actions.taggings.status",
            ["ENABLED", "DISABLED"],
        ),
    ],
    create: ({ arn, hex }) => {
        const id = hex(20);
        return {
            id,
            outputs: {
                arn: arn("guardduty", `malware-protection-plan/${id}`),
                createdAt: CREATED_AT,
                status: "ACTIVE",
            },
        };
    },
};

export const types: readonly ResourceType[] = [detector, detectorFeature, malwareProtectionPlan];

/** Without an ID, the one detector of the region. */
export const dataSources: readonly DataSource[] = [
    {
        token: "aws:guardduty/getDetector:getDetector",
        read: (_: Properties, account: Account): Properties => {
            const found = account.all(DETECTOR).find(({ region }) => region === account.region);
            if (found === undefined) throw new Error("no GuardDuty Detector found: couldn't find resource");
            return { ...found.outputs, id: found.id, region: account.region };
        },
    },
];
