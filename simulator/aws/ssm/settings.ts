import { Properties, ResourceType } from "../../resource-type";
import { fault, refusal, textAt } from "../../checks";

const docs = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateServiceSetting.html";

/** The settings that there are, with their values; undefined for a text. */
const SETTINGS: Readonly<Record<string, readonly string[] | undefined>> = {
    "/ssm/appmanager/appmanager-enabled": ["True", "False"],
    "/ssm/automation/customer-script-log-destination": ["CloudWatch"],
    "/ssm/automation/customer-script-log-group-name": undefined,
    "/ssm/automation/enable-adaptive-concurrency": ["True", "False"],
    "/ssm/documents/console/public-sharing-permission": ["Enable", "Disable"],
    "/ssm/managed-instance/activation-tier": ["standard", "advanced"],
    "/ssm/managed-instance/default-ec2-instance-management-role": undefined,
    "/ssm/opsinsights/opscenter": ["Enabled", "Disabled"],
    "/ssm/parameter-store/default-parameter-tier": ["Standard", "Advanced", "Intelligent-Tiering"],
    "/ssm/parameter-store/high-throughput-enabled": ["true", "false"],
};

const idIn = (inputs: Properties): string | undefined =>
    textAt(inputs, "settingId")?.replace(/^arn:aws:ssm:[\w-]*:\d*:servicesetting/, "");

/** A setting of the region. It is always there: to create it is to change it, and to delete it is to reset it. */
const serviceSetting: ResourceType = {
    token: "aws:ssm/serviceSetting:ServiceSetting",
    required: ["settingId", "settingValue"],
    replaceOn: ["settingId", "region"],
    refusals: [
        refusal("ssm-setting-unknown", docs, (inputs) => {
            const id = idIn(inputs);
            return id === undefined || id in SETTINGS
                ? undefined
                : fault("settingId", `ServiceSettingNotFound: the service setting ${id} does not exist`);
        }),
        refusal("ssm-setting-value", docs, (inputs) => {
            const [id = "", value] = [idIn(inputs), textAt(inputs, "settingValue")];
            const values = SETTINGS[id];
            return value === undefined || values === undefined || values.includes(value)
                ? undefined
                : fault(
                      "settingValue",
                      `ValidationException: ${id} is one of ${values.join(", ")}, not ${value}`,
                  );
        }),
    ],
    // Of an ID, the provider reads the ARN back.
    canonical: [
        {
            property: "settingId",
            source: "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ssm/service_setting.go",
            stored: (value) =>
                typeof value === "string" && value.startsWith("/")
                    ? `arn:aws:ssm:::servicesetting${value}`
                    : value,
        },
    ],
    create: ({ inputs }) => ({
        id: String(inputs.settingId),
        outputs: { arn: String(inputs.settingId), status: "Customized" },
    }),
};

export const types = [serviceSetting];
