import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";

/**
 * How people open a shell on a host: `aws ssm start-session --document-name hrms-<stack>-shell --target i-…`. Sessions
 * with this document are logged, encrypted with the key of the logs. A session without it follows the account's own
 * preferences, so the operators' IAM policies must allow no other document
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-sessiondocumentaccesscheck.html).
 * The stack has its own document instead of Session Manager's preferences (SSM-SessionManagerRunShell): an account has
 * only one of those per region, it can exist already, and this stack must not change or delete it.
 */
export function sessionDocument(
    name: string,
    { stack, logGroup }: Pick<Settings, "stack"> & { logGroup: aws.cloudwatch.LogGroup },
    opts: pulumi.CustomResourceOptions,
): aws.ssm.Document {
    return new aws.ssm.Document(
        name,
        {
            name: `hrms-${stack}-shell`,
            documentType: "Session",
            documentFormat: "JSON",
            content: pulumi.jsonStringify({
                schemaVersion: "1.0",
                description: "A logged shell on a host of the HRMS",
                sessionType: "Standard_Stream",
                inputs: {
                    cloudWatchLogGroupName: logGroup.name,
                    cloudWatchEncryptionEnabled: true,
                    cloudWatchStreamingEnabled: true,
                    // Minutes.
                    idleSessionTimeout: "20",
                    maxSessionDuration: "240",
                    runAsEnabled: false,
                },
            }),
        },
        opts,
    );
}
