/** Policies on Session Manager's shells, and on who can read Systems Manager's documents. */
import { isRecord } from "../record";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { decide, faultIf, type Findings } from "../verdict";

export const sessionIsLogged = resourcePolicy({
    name: "shell-session-is-logged",
    checklist: "monitoring.security.events",
    severity: "medium",
    // The document can contain the name that AWS gives a bucket or a log group.
    onUnknown: "defer",
    requires: "Shell sessions on hosts are logged, and the logs are encrypted.",
    otherwise: "Otherwise nobody can tell what a person on a host read or changed.",
    remedy:
        "Set cloudWatchLogGroupName with cloudWatchEncryptionEnabled true, or s3BucketName with s3EncryptionEnabled " +
        "true, in the inputs of the Session document.",
    rules: [
        on(types.ssmDocument, ({ props }) =>
            decide(() => (props.documentType === "Session" ? judgeLog(inputsOf(props.content)) : [])),
        ),
    ],
});

/** A place for the log, and the setting that encrypts it. */
const LOGS = [
    ["cloudWatchLogGroupName", "cloudWatchEncryptionEnabled"],
    ["s3BucketName", "s3EncryptionEnabled"],
] as const;

/** Encryption is on by default. https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html */
function judgeLog(inputs: Readonly<Record<string, unknown>>): Findings {
    const kept = LOGS.filter(([place]) => inputs[place] !== undefined && inputs[place] !== "");
    return [
        ...faultIf("The document names neither a log group nor a bucket", () => kept.length === 0),
        ...kept.flatMap(([, encryption]) =>
            faultIf(`${encryption} is false`, () => inputs[encryption] === false),
        ),
    ];
}

/** Documents are JSON. A document in YAML counts as one that names nothing. */
function inputsOf(content: string): Readonly<Record<string, unknown>> {
    try {
        const document: unknown = JSON.parse(content);
        return isRecord(document) && isRecord(document.inputs) ? document.inputs : {};
    } catch {
        return {};
    }
}

export const documentsStayPrivate = resourcePolicy({
    name: "ssm-documents-stay-private",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "The account does not allow sharing Systems Manager documents with everyone.",
    otherwise: "One wrong click publishes a document with addresses, commands and paths of the HRMS.",
    remedy: "Set the service setting /ssm/documents/console/public-sharing-permission to Disable.",
    rules: [
        on(types.ssmServiceSetting, ({ props }) =>
            faultIf(
                "settingValue allows sharing documents with everyone",
                () =>
                    props.settingId.endsWith("/ssm/documents/console/public-sharing-permission") &&
                    props.settingValue !== "Disable",
            ),
        ),
    ],
});
