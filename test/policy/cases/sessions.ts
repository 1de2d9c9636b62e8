import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { UNKNOWN } from "../harness";

const session = fixture(types.ssmDocument, { documentType: "Session" });
const logging = (inputs: object): Scene => [session({ content: JSON.stringify({ inputs }) })];
const GROUP = { cloudWatchLogGroupName: "/hrms/sessions" };
const setting = fixture(types.ssmServiceSetting, {
    settingId: "/ssm/documents/console/public-sharing-permission",
});

export const cases: CaseTable = {
    "shell-session-is-logged": {
        is: ["mandatory", "medium", "defer"],
        compliant: {
            "a log in an encrypted log group": logging({ ...GROUP, cloudWatchEncryptionEnabled: true }),
            "a log in an encrypted bucket": logging({ s3BucketName: "logs", s3EncryptionEnabled: true }),
            "a Command document": [session({ documentType: "Command", content: "{}" })],
        },
        violating: {
            "sessions without a log": logging({ idleSessionTimeout: "20" }),
            "a log group without a name": logging({ cloudWatchLogGroupName: "" }),
            "a bucket without a name": logging({ s3BucketName: "", cloudWatchLogGroupName: "" }),
            "a log group in plain text": logging({ ...GROUP, cloudWatchEncryptionEnabled: false }),
            "a bucket in plain text": logging({ s3BucketName: "logs", s3EncryptionEnabled: false }),
            "a document that a policy can't read": [session({ content: "schemaVersion: '1.0'" })],
        },
        omitted: {
            inputs: ["fail", session({ content: "{}" })],
            cloudWatchEncryptionEnabled: ["pass", ...logging(GROUP)],
        },
        unknown: { content: ["undetermined", session({ content: UNKNOWN })] },
    },
    "ssm-documents-stay-private": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "sharing that is switched off": [setting({ settingValue: "Disable" })],
            "another setting": [
                setting({ settingId: "/ssm/parameter-store/high-throughput-enabled", settingValue: "true" }),
            ],
        },
        violating: {
            "sharing that is switched on": [setting({ settingValue: "Enable" })],
            "sharing that is switched on by the setting's ARN": [
                setting({
                    settingId:
                        "arn:aws:ssm:eu-central-1:123456789012:servicesetting/ssm/documents/console/public-sharing-permission",
                    settingValue: "Enable",
                }),
            ],
        },
        omitted: { settingValue: ["fail", setting()] },
        unknown: { settingValue: ["undetermined", setting({ settingValue: UNKNOWN })] },
    },
};
