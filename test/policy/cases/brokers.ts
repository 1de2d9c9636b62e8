import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

type Props = Readonly<Record<string, unknown>>;
const broker = fixture(types.messageBroker, {
    engineType: "RabbitMQ",
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    logs: { general: true },
    encryptionOptions: { useAwsOwnedKey: false, kmsKeyId: UNKNOWN },
});
const activeMq = (logs: Props) => broker({ engineType: "ActiveMQ", logs });

export const cases: CaseTable = {
    "message-broker-is-hardened": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            RabbitMQ: [broker()],
            ActiveMQ: [activeMq({ general: true, audit: "true" })],
        },
        violating: {
            "a broker on the internet": [broker({ publiclyAccessible: true })],
            "a broker that installs no patches": [broker({ autoMinorVersionUpgrade: false })],
            "a broker without a log": [broker({ logs: { general: false } })],
            "ActiveMQ without an audit log": [activeMq({ general: true, audit: "false" })],
        },
        omitted: {
            publiclyAccessible: ["pass", broker({ publiclyAccessible: undefined })],
            autoMinorVersionUpgrade: ["fail", broker({ autoMinorVersionUpgrade: undefined })],
            logs: ["fail", broker({ logs: undefined })],
        },
        unknown: { publiclyAccessible: ["undetermined", broker({ publiclyAccessible: UNKNOWN })] },
        advised: { "AWS's own key": [broker({ encryptionOptions: undefined })] },
    },
};
