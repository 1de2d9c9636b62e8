import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { limitsOf, type LimitSettings } from "../../config/limits";
import { policyDocument, trustService } from "../internal/iam";

/** The command that patches a host: the host's own script. */
export function patchDocument(
    name: string,
    settings: LimitSettings & Pick<Settings, "stack">,
    opts: pulumi.CustomResourceOptions,
): aws.ssm.Document {
    return new aws.ssm.Document(
        name,
        {
            name: `hrms-${settings.stack}-patch`,
            documentType: "Command",
            documentFormat: "JSON",
            targetType: "/AWS::EC2::Instance",
            content: pulumi.jsonStringify({
                schemaVersion: "2.2",
                description: "Installs Debian's security updates",
                mainSteps: [
                    {
                        action: "aws:runShellScript",
                        name: "patch",
                        precondition: { StringEquals: ["platformType", "Linux"] },
                        inputs: {
                            runCommand: ["exec /opt/hrms/bin/patch"],
                            timeoutSeconds: String(limitsOf(settings).patch),
                        },
                    },
                ],
            }),
        },
        opts,
    );
}

/** The window's permissions: run this one document on this stack's hosts. */
export function windowRole(
    name: string,
    { awsAccountId, region, stack }: Pick<Settings, "awsAccountId" | "region" | "stack">,
    document: aws.ssm.Document,
    opts: pulumi.CustomResourceOptions,
): aws.iam.Role {
    const role = new aws.iam.Role(
        name,
        {
            description: `Maintenance window of ${stack}`,
            assumeRolePolicy: trustService("ssm.amazonaws.com", { onlyForAccount: awsAccountId }),
        },
        opts,
    );
    new aws.iam.RolePolicy(
        name,
        {
            role: role.name,
            policy: policyDocument(
                { sid: "RunPatchDocument", actions: ["ssm:SendCommand"], resources: [document.arn] },
                {
                    sid: "OnOwnHosts",
                    actions: ["ssm:SendCommand"],
                    resources: [`arn:aws:ec2:${region}:${awsAccountId}:instance/*`],
                    conditions: {
                        StringEquals: {
                            "aws:ResourceTag/Application": "hrms",
                            "aws:ResourceTag/Stack": stack,
                        },
                    },
                },
                {
                    // Read-only calls that support no resource names.
                    sid: "FindHostsAndFollowCommands",
                    actions: [
                        "ec2:DescribeInstances",
                        "ssm:GetCommandInvocation",
                        "ssm:ListCommandInvocations",
                        "ssm:ListCommands",
                        "tag:GetResources",
                    ],
                    resources: ["*"],
                },
            ),
        },
        opts,
    );
    return role;
}
