import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";

/**
 * Settings of Systems Manager for the whole region of the account (Security Hub SSM.6 and SSM.7). They take nothing from
 * anybody else, so they stay when the stack goes.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html#block-public-access
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-logging.html
 */
const SETTINGS: Readonly<Record<string, readonly [id: string, value: string]>> = {
    "not-public": ["ssm/documents/console/public-sharing-permission", "Disable"],
    logged: ["ssm/automation/customer-script-log-destination", "CloudWatch"],
};

/** Nobody can make a document of Systems Manager public, and what automations run is logged. */
export function closedDocuments(
    name: string,
    { awsAccountId, region }: Pick<Settings, "awsAccountId" | "region">,
    opts: pulumi.CustomResourceOptions,
): void {
    for (const [what, [id, settingValue]] of Object.entries(SETTINGS)) {
        new aws.ssm.ServiceSetting(
            `${name}-${what}`,
            // By its ARN, because the provider reads the ARN back.
            { settingId: `arn:aws:ssm:${region}:${awsAccountId}:servicesetting/${id}`, settingValue },
            { ...opts, retainOnDelete: true },
        );
    }
}
