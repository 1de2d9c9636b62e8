import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { HOST_COMMANDS, releaseCommand } from "../../config/deployment";

/** A migration of a large table takes hours, and SSM kills what takes longer: its own most is 48 hours. */
const MOST_SECONDS = 43_200;

/** The command that a deployment sends to hosts. It can run nothing but the host's own script, with checked arguments. */
export function releaseDocument(
    name: string,
    stack: string,
    opts: pulumi.CustomResourceOptions,
): aws.ssm.Document {
    return new aws.ssm.Document(
        name,
        {
            name: releaseCommand(stack),
            documentType: "Command",
            documentFormat: "JSON",
            targetType: "/AWS::EC2::Instance",
            content: pulumi.jsonStringify({
                schemaVersion: "2.2",
                description: "Installs releases of the application and switches between them",
                parameters: {
                    Command: {
                        type: "String",
                        description: "What to do",
                        allowedPattern: `^(${HOST_COMMANDS.join("|")})$`,
                    },
                    Release: {
                        type: "String",
                        description: "SHA-256 of the release's archive; empty if the command takes none",
                        default: "",
                        allowedPattern: "^([0-9a-f]{64})?$",
                    },
                },
                mainSteps: [
                    {
                        action: "aws:runShellScript",
                        name: "release",
                        precondition: { StringEquals: ["platformType", "Linux"] },
                        inputs: {
                            runCommand: ["exec /opt/hrms/bin/release {{ Command }} {{ Release }}"],
                            timeoutSeconds: String(MOST_SECONDS),
                        },
                    },
                ],
            }),
        },
        opts,
    );
}
