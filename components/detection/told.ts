import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { policyDocument, trustService, type Statement } from "../internal/iam";

/** Where a Security Hub event has what names its finding. Each event has one. */
const FINDING = { id: "$.detail.findings[0].Id", product: "$.detail.findings[0].ProductArn" };

/**
 * Marks the findings that these rules have sent to people as NOTIFIED. Security Hub imports a failed control again every day,
 * as new until somebody says otherwise, and the rules would write every day. Once a control has passed, it makes the next
 * failure new by itself.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/findings-workflow-status.html
 */
export function tellOnce(
    name: string,
    { awsAccountId, region, stack }: Pick<Settings, "awsAccountId" | "region" | "stack">,
    rules: readonly aws.cloudwatch.EventRule[],
    opts: pulumi.CustomResourceOptions,
): void {
    const role = (
        purpose: string,
        service: string,
        description: string,
        ...can: Statement[]
    ): aws.iam.Role => {
        const created = new aws.iam.Role(
            `${name}-${purpose}`,
            { description, assumeRolePolicy: trustService(service, { onlyForAccount: awsAccountId }) },
            opts,
        );
        new aws.iam.RolePolicy(
            `${name}-${purpose}`,
            { role: created.name, policy: policyDocument(...can) },
            opts,
        );
        return created;
    };
    const marks = role("marks", "ssm.amazonaws.com", "Marks findings that people know of", {
        sid: "MarkFindings",
        actions: ["securityhub:BatchUpdateFindings"],
        resources: [`arn:aws:securityhub:${region}:${awsAccountId}:hub/default`],
    });
    const document = new aws.ssm.Document(
        name,
        {
            name: `hrms-${stack}-finding-told`,
            documentType: "Automation",
            documentFormat: "JSON",
            content: pulumi.jsonStringify({
                schemaVersion: "0.3",
                description: "People know of this finding: Security Hub is not to report it as new again",
                assumeRole: marks.arn,
                parameters: {
                    FindingId: { type: "String" },
                    ProductArn: { type: "String" },
                },
                mainSteps: [
                    {
                        name: "mark",
                        action: "aws:executeAwsApi",
                        inputs: {
                            Service: "securityhub",
                            Api: "BatchUpdateFindings",
                            FindingIdentifiers: [{ Id: "{{ FindingId }}", ProductArn: "{{ ProductArn }}" }],
                            Workflow: { Status: "NOTIFIED" },
                        },
                    },
                ],
            }),
        },
        opts,
    );
    const automation = pulumi.interpolate`arn:aws:ssm:${region}:${awsAccountId}:automation-definition/${document.name}`;
    const starts = role(
        "starts",
        "events.amazonaws.com",
        "Starts the automation that marks findings",
        {
            sid: "StartAutomation",
            actions: ["ssm:StartAutomationExecution"],
            resources: [pulumi.interpolate`${automation}:*`],
        },
        {
            sid: "PassItsRole",
            actions: ["iam:PassRole"],
            resources: [marks.arn],
            conditions: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
        },
    );
    rules.forEach((rule, at) => {
        new aws.cloudwatch.EventTarget(
            `${name}-${at}`,
            {
                rule: rule.name,
                arn: pulumi.interpolate`${automation}:$DEFAULT`,
                roleArn: starts.arn,
                inputTransformer: {
                    inputPaths: FINDING,
                    // EventBridge puts strings in quotes here.
                    inputTemplate: '{"FindingId":[<id>],"ProductArn":[<product>]}',
                },
            },
            opts,
        );
    });
}
