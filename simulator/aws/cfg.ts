import { Account, ExistingResource, Properties, ResourceType } from "../resource-type";
import { fault, listAt, refusal, refuseOther, textAt, valueAt } from "../checks";
import { ROLE, SERVICE_LINKED_ROLE } from "./iam";
import { bucketNamed, bucketPolicy } from "./checks/buckets";
import { admits } from "./checks/policy-document";

const API = "https://docs.aws.amazon.com/config/latest/APIReference";
const RECORDER = "aws:cfg/recorder:Recorder";
const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
const STATUS = "aws:cfg/recorderStatus:RecorderStatus";

const inRegion = (account: Account, token: string, region: string): readonly ExistingResource[] =>
    account.all(token).filter((other) => other.region === region);

/** The ID of all three types is their name. */
const named = ({ inputs }: { inputs: Properties }): { id: string; outputs: Properties } => ({
    id: String(inputs.name),
    outputs: {},
});

const recorder: ResourceType = {
    token: RECORDER,
    required: ["roleArn"],
    replaceOn: ["name", "region"],
    autoName: { property: "name", maxLength: 256 },
    refusals: [
        refusal("config-role-missing", `${API}/API_PutConfigurationRecorder.html`, (inputs, account) => {
            const arn = textAt(inputs, "roleArn");
            return arn === undefined || account.find(arn, ROLE, SERVICE_LINKED_ROLE)
                ? undefined
                : fault("roleArn", `InvalidRoleException: The role does not exist in the account: ${arn}`);
        }),
        refusal(
            "config-one-recorder",
            `${API}/API_PutConfigurationRecorder.html`,
            (inputs, account, { region }) =>
                inRegion(account, RECORDER, region).length > 0
                    ? fault(
                          "name",
                          `MaxNumberOfConfigurationRecordersExceededException: Failed to put configuration recorder '${String(inputs.name)}' because the maximum number of customer managed configuration recorders: 1 is reached.`,
                      )
                    : undefined,
        ),
        refusal("config-recording-group", `${API}/API_RecordingGroup.html`, (inputs) => {
            const group = "recordingGroup";
            const all = valueAt(inputs, `${group}.allSupported`);
            const types = listAt(inputs, `${group}.resourceTypes`);
            const global = valueAt(inputs, `${group}.includeGlobalResourceTypes`) === true;
            return (all === true && types.length > 0) || (all === false && global)
                ? fault(
                      group,
                      "InvalidRecordingGroupException: The recording group provided is not valid: allSupported can't be combined with resourceTypes, and includeGlobalResourceTypes requires allSupported",
                  )
                : undefined;
        }),
        refuseOther(
            "config-recording-frequency",
            `${API}/API_RecordingMode.html`,
            "recordingMode.recordingFrequency",
            ["CONTINUOUS", "DAILY"],
        ),
    ],
    create: named,
};

const deliveryChannel: ResourceType = {
    token: CHANNEL,
    required: ["s3BucketName"],
    replaceOn: ["name", "region"],
    autoName: { property: "name", maxLength: 256 },
    refusals: [
        refusal("config-channel-recorder", `${API}/API_PutDeliveryChannel.html`, (_, account, { region }) =>
            inRegion(account, RECORDER, region).length === 0
                ? fault(
                      "name",
                      "NoAvailableConfigurationRecorderException: Configuration recorder is not available to put delivery channel.",
                  )
                : undefined,
        ),
        refusal("config-one-channel", `${API}/API_PutDeliveryChannel.html`, (inputs, account, { region }) =>
            inRegion(account, CHANNEL, region).length > 0
                ? fault(
                      "name",
                      `MaxNumberOfDeliveryChannelsExceededException: Failed to put delivery channel '${String(inputs.name)}' because the maximum number of delivery channels: 1 is reached.`,
                  )
                : undefined,
        ),
        refusal("config-channel-bucket", `${API}/API_PutDeliveryChannel.html`, (inputs, account) => {
            const name = textAt(inputs, "s3BucketName");
            return name === undefined || bucketNamed(account, name)
                ? undefined
                : fault(
                      "s3BucketName",
                      `NoSuchBucketException: Cannot find a S3 bucket with an empty bucket name or the specified bucket does not exist: ${name}`,
                  );
        }),
        refusal(
            "config-channel-bucket-policy",
            "https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html",
            (inputs, account) => {
                const name = textAt(inputs, "s3BucketName");
                if (name === undefined || bucketNamed(account, name) === undefined) {
                    return undefined;
                }
                const { text } = bucketPolicy(account, name) ?? { text: "{}" };
                return text === undefined || admits(text, "config.amazonaws.com", "s3:PutObject")
                    ? undefined
                    : fault(
                          "s3BucketName",
                          `InsufficientDeliveryPolicyException: Insufficient delivery policy to s3 bucket: ${name}, unable to write to bucket, provided s3 key prefix is '${textAt(inputs, "s3KeyPrefix") ?? "null"}', provided kms key is '${textAt(inputs, "s3KmsKeyArn") ?? "null"}'.`,
                      );
            },
        ),
        refuseOther(
            "config-delivery-frequency",
            `${API}/API_ConfigSnapshotDeliveryProperties.html`,
            "snapshotDeliveryProperties.deliveryFrequency",
            ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"],
        ),
    ],
    create: named,
    refuseDelete: {
        when: "a configuration recorder is running",
        source: `${API}/API_DeleteDeliveryChannel.html`,
        find: ({ id, region }, account) =>
            inRegion(account, STATUS, region).some(({ inputs }) => inputs.isEnabled === true)
                ? `LastDeliveryChannelDeleteFailedException: Failed to delete last specified delivery channel with name '${id}', because there is a running configuration recorder.`
                : undefined,
    },
};

const recorderStatus: ResourceType = {
    token: STATUS,
    required: ["isEnabled"],
    replaceOn: ["name", "region"],
    refusals: [
        refusal(
            "config-start-recorder",
            `${API}/API_StartConfigurationRecorder.html`,
            (inputs, account, { region }) => {
                const name = textAt(inputs, "name");
                const isThere = inRegion(account, RECORDER, region).some(
                    ({ inputs: other }) => other.name === name,
                );
                return name === undefined || isThere
                    ? undefined
                    : fault(
                          "name",
                          `NoSuchConfigurationRecorderException: Cannot find configuration recorder with the specified name '${name}'.`,
                      );
            },
        ),
        refusal(
            "config-start-channel",
            `${API}/API_StartConfigurationRecorder.html`,
            (inputs, account, { region }) =>
                valueAt(inputs, "isEnabled") === true &&
                inRegion(account, RECORDER, region).length > 0 &&
                inRegion(account, CHANNEL, region).length === 0
                    ? fault(
                          "isEnabled",
                          "NoAvailableDeliveryChannelException: Delivery channel is not available to start configuration recorder.",
                      )
                    : undefined,
        ),
    ],
    create: named,
};

export const types: readonly ResourceType[] = [recorder, deliveryChannel, recorderStatus];
