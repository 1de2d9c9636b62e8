import * as aws from "@pulumi/aws";
import { casesOf } from "../support/table";

const ID =
    "arn:aws:ssm:eu-central-1:123456789012:servicesetting/ssm/documents/console/public-sharing-permission";

export const cases = [
    ...casesOf(aws.ssm.ServiceSetting, () => ({ settingId: ID, settingValue: "Disable" }), [
        [
            "ssm-setting-unknown",
            { settingId: "/ssm/documents/public" },
            "ServiceSettingNotFound: the service setting /ssm/documents/public does not exist",
        ],
        ["ssm-setting-value", { settingValue: "Off" }, "is one of Enable, Disable, not Off"],
    ]),
];
