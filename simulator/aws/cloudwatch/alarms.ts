import { Account, ExistingResource, ResourceType } from "../../resource-type";
import { fault, refusal, refuseText, textAt } from "../../checks";
import { alarmsOf } from "../checks/alarm-rule";
import { actionRefusals, metricAlarmRefusals } from "../checks/alarms";
import { dashboardFault } from "../checks/dashboard";

const METRICS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference";

const metricAlarm: ResourceType = {
    token: "aws:cloudwatch/metricAlarm:MetricAlarm",
    replaceOn: ["name", "region"],
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    refusals: metricAlarmRefusals,
    create: ({ inputs, arn }) => ({
        id: String(inputs.name),
        outputs: { arn: arn("cloudwatch", `alarm:${String(inputs.name)}`) },
    }),
};

/** The alarm in the region with the name or ARN. */
function alarmNamed(account: Account, name: string, region: string): ExistingResource | undefined {
    return ["aws:cloudwatch/metricAlarm:MetricAlarm", COMPOSITE]
        .flatMap(account.all)
        .find(
            (alarm) =>
                alarm.region === region &&
                [alarm.inputs.name, alarm.inputs.alarmName, alarm.outputs.arn].includes(name),
        );
}

const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const compositeAlarm: ResourceType = {
    token: COMPOSITE,
    required: ["alarmName", "alarmRule"],
    replaceOn: ["alarmName", "actionsEnabled", "region"],
    defaults: { actionsEnabled: true },
    refusals: [
        refusal("cloudwatch-alarm-rule", `${METRICS}/API_PutCompositeAlarm.html`, (inputs) => {
            const rule = textAt(inputs, "alarmRule");
            return rule === undefined || (alarmsOf(rule) && rule.length <= 10240)
                ? undefined
                : fault(
                      "alarmRule",
                      `ValidationError: AlarmRule must not contain invalid syntax: ${rule.slice(0, 200)}`,
                  );
        }),
        refusal(
            "cloudwatch-alarm-rule-missing",
            `${METRICS}/API_PutCompositeAlarm.html`,
            (inputs, account, { region }) => {
                const names = alarmsOf(textAt(inputs, "alarmRule") ?? "") ?? [];
                const missing = names.find((name) => alarmNamed(account, name, region) === undefined);
                return missing === undefined
                    ? undefined
                    : fault(
                          "alarmRule",
                          `ValidationError: Could not save the composite alarm as alarms [${missing}] in the alarm rule do not exist`,
                      );
            },
        ),
        ...actionRefusals("composite"),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.alarmName),
        outputs: { arn: arn("cloudwatch", `alarm:${String(inputs.alarmName)}`) },
    }),
};

const dashboard: ResourceType = {
    token: "aws:cloudwatch/dashboard:Dashboard",
    required: ["dashboardBody", "dashboardName"],
    replaceOn: ["dashboardName", "region"],
    refusals: [
        refuseText("cloudwatch-dashboard-name", `${METRICS}/API_PutDashboard.html`, "dashboardName", {
            max: 255,
            pattern: /^[A-Za-z0-9_-]+$/,
            message:
                "InvalidParameterInput: The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_)",
        }),
        refusal(
            "cloudwatch-dashboard-body",
            `${METRICS}/CloudWatch-Dashboard-Body-Structure.html`,
            (inputs) => {
                const body = textAt(inputs, "dashboardBody");
                const problem = body === undefined ? undefined : dashboardFault(body);
                return problem === undefined ? undefined : fault("dashboardBody", problem);
            },
        ),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.dashboardName),
        outputs: {
            dashboardArn: arn("cloudwatch", `dashboard/${String(inputs.dashboardName)}`, { global: true }),
        },
    }),
};

export const types: readonly ResourceType[] = [metricAlarm, compositeAlarm, dashboard];
