import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, isSet } from "../verdict";

export const queueIsEncrypted = resourcePolicy({
    name: "queue-is-encrypted",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "deny",
    requires: "SQS queues are encrypted.",
    otherwise: "Tasks of Celery hold names and salaries, and SQS keeps them in plain text.",
    remedy: "Set kmsMasterKeyId, or leave sqsManagedSseEnabled at true.",
    equivalents: ["fsbp:SQS.1", "cdk-nag:SQS2", "trivy:AWS-0096"],
    rules: [
        on(types.queue, ({ props }) =>
            faultIf(
                "sqsManagedSseEnabled is false and kmsMasterKeyId is not set",
                // By default, SQS encrypts with its own key.
                () => !isSet(props, "kmsMasterKeyId") && props.sqsManagedSseEnabled === false,
            ),
        ),
    ],
});
