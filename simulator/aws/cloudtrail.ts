import { ResourceType } from "../resource-type";
import { blocksAt, fault, isSet, refusal, refuseText, textAt, valueAt } from "../checks";
import { bucketNamed, bucketPolicy } from "./checks/buckets";
import { admits } from "./checks/policy-document";

const API = "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html";
const GUIDE = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide";
const SERVICE = "cloudtrail.amazonaws.com";

const trail: ResourceType = {
    token: "aws:cloudtrail/trail:Trail",
    required: ["s3BucketName"],
    replaceOn: ["name", "region"],
    autoName: { property: "name", maxLength: 128 },
    defaults: {
        enableLogging: true,
        includeGlobalServiceEvents: true,
        isMultiRegionTrail: false,
        isOrganizationTrail: false,
        enableLogFileValidation: false,
    },
    refusals: [
        refuseText("cloudtrail-name", API, "name", {
            min: 3,
            max: 128,
            pattern: /^[A-Za-z0-9](?!.*[._-]{2})[A-Za-z0-9._-]*[A-Za-z0-9]$/,
            message:
                "InvalidTrailNameException: Trail name must have 3 to 128 letters, digits, periods, underscores and dashes, begin and end with a letter or digit, and not have two symbols in a row",
        }),
        refusal("cloudtrail-bucket-missing", API, (inputs, account) => {
            const name = textAt(inputs, "s3BucketName");
            return name === undefined || bucketNamed(account, name)
                ? undefined
                : fault("s3BucketName", `S3BucketDoesNotExistException: S3 bucket ${name} does not exist!`);
        }),
        refusal(
            "cloudtrail-bucket-policy",
            `${GUIDE}/create-s3-bucket-policy-for-cloudtrail.html`,
            (inputs, account) => {
                const name = textAt(inputs, "s3BucketName");
                if (name === undefined || bucketNamed(account, name) === undefined) {
                    return undefined;
                }
                const policy = bucketPolicy(account, name) ?? { text: "{}" };
                const { text } = policy;
                return text === undefined ||
                    ["s3:GetBucketAcl", "s3:PutObject"].every((action) => admits(text, SERVICE, action))
                    ? undefined
                    : fault(
                          "s3BucketName",
                          `InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket: ${name}`,
                      );
            },
        ),
        refusal(
            "cloudtrail-key-policy",
            `${GUIDE}/create-kms-key-policy-for-cloudtrail.html`,
            (inputs, account) => {
                const arn = textAt(inputs, "kmsKeyId");
                const key = arn === undefined ? undefined : account.find(arn, "aws:kms/key:Key");
                const policy = key && (key.inputs.policy === undefined ? "{}" : textAt(key.inputs, "policy"));
                return policy === undefined || admits(policy, SERVICE, "kms:GenerateDataKey")
                    ? undefined
                    : fault(
                          "kmsKeyId",
                          `InsufficientEncryptionPolicyException: Insufficient permissions to access S3 bucket ${String(inputs.s3BucketName)} or KMS key ${String(arn)}.`,
                      );
            },
        ),
        refusal(
            "cloudtrail-log-group-arn",
            `${GUIDE}/send-cloudtrail-events-to-cloudwatch-logs.html`,
            (inputs) => {
                const arn = textAt(inputs, "cloudWatchLogsGroupArn");
                return arn === undefined || /^arn:aws:logs:[a-z0-9-]+:\d{12}:log-group:[^:]+:\*$/.test(arn)
                    ? undefined
                    : fault(
                          "cloudWatchLogsGroupArn",
                          `InvalidCloudWatchLogsLogGroupArnException: CloudTrail cannot validate the specified log group ARN: ${arn}. It must end with ":*"`,
                      );
            },
        ),
        refusal("cloudtrail-log-group-role", API, (inputs) => {
            const given = ["cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"].filter((property) =>
                isSet(inputs, property),
            );
            return given.length === 1
                ? fault(
                      given[0] ?? "",
                      "InvalidParameterCombinationException: You must specify both a CloudWatch Logs log group ARN and a role ARN, or neither",
                  )
                : undefined;
        }),
        refusal("cloudtrail-multi-region-global-events", API, (inputs) =>
            valueAt(inputs, "isMultiRegionTrail") === true &&
            valueAt(inputs, "includeGlobalServiceEvents") === false
                ? fault(
                      "includeGlobalServiceEvents",
                      "InvalidParameterCombinationException: Multi-Region trail must include global service events.",
                  )
                : undefined,
        ),
        refusal("cloudtrail-event-selectors", API, (inputs) =>
            blocksAt(inputs, "eventSelectors").length > 0 &&
            blocksAt(inputs, "advancedEventSelectors").length > 0
                ? fault("eventSelectors", '"event_selector": conflicts with advanced_event_selector')
                : undefined,
        ),
    ],
    create: ({ inputs, region, arn }) => {
        const trailArn = arn("cloudtrail", `trail/${String(inputs.name)}`);
        return { id: trailArn, outputs: { arn: trailArn, homeRegion: region, snsTopicArn: "" } };
    },
};

export const types: readonly ResourceType[] = [trail];
