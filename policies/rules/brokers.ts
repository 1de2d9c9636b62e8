import { hasOwnKey } from "../aws/own-key";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { adviceIf, faultIf } from "../verdict";

export const brokerIsHardened = resourcePolicy({
    name: "message-broker-is-hardened",
    checklist: "process.tools.queue-workers",
    severity: "high",
    onUnknown: "deny",
    requires: "Brokers of Amazon MQ are private, install patches automatically and keep their logs.",
    otherwise: "Anyone on the internet can try passwords on the queue, and nobody notices.",
    remedy:
        "Set publiclyAccessible to false, and autoMinorVersionUpgrade and logs.general to true. For ActiveMQ, also set " +
        "logs.audit to true. Set encryptionOptions to { useAwsOwnedKey: false, kmsKeyId: <a key of your own> }.",
    equivalents: ["trivy:AWS-0070", "trivy:AWS-0071", "trivy:AWS-0072"],
    rules: [
        on(types.messageBroker, ({ props }) => [
            ...faultIf("publiclyAccessible is true", () => props.publiclyAccessible === true),
            ...faultIf("autoMinorVersionUpgrade is not true", () => props.autoMinorVersionUpgrade !== true),
            ...faultIf("logs.general is not true", () => props.logs?.general !== true),
            ...faultIf(
                "logs.audit is not true",
                // RabbitMQ has no such log.
                () => props.engineType.toLowerCase() === "activemq" && String(props.logs?.audit) !== "true",
            ),
            ...adviceIf(
                "encryptionOptions.kmsKeyId is not set, or is AWS's own key",
                () => !hasOwnKey(props.encryptionOptions ?? {}, "kmsKeyId"),
            ),
        ]),
    ],
});
