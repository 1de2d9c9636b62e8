import { clientOf, exists, once, type Connection } from "./connection";

export interface Sending {
    readonly isInSandbox: boolean;
    readonly isEnabled: boolean;
    /** HEALTHY, PROBATION or SHUTDOWN. */
    readonly status: string;
    /** Messages in 24 hours. */
    readonly allowed: number;
    readonly sent: number;
}

export interface SesAsk {
    readonly sending: () => Promise<Sending>;
    readonly hasIdentity: (name: string) => Promise<boolean>;
    readonly hasConfigurationSet: (name: string) => Promise<boolean>;
}

const MISSING = ["NotFoundException"];

export function askSes(connection: Connection): SesAsk {
    const open = once(() => {
        const sdk = require("@aws-sdk/client-sesv2") as typeof import("@aws-sdk/client-sesv2");
        return { sdk, client: clientOf(sdk.SESv2Client, connection) };
    });
    return {
        sending: async () => {
            const { sdk, client } = open();
            const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } =
                await client.send(new sdk.GetAccountCommand({}));
            return {
                isInSandbox: ProductionAccessEnabled !== true,
                isEnabled: SendingEnabled !== false,
                status: EnforcementStatus ?? "HEALTHY",
                allowed: SendQuota?.Max24HourSend ?? 0,
                sent: SendQuota?.SentLast24Hours ?? 0,
            };
        },
        hasIdentity: async (EmailIdentity) => {
            const { sdk, client } = open();
            return exists(MISSING, client.send(new sdk.GetEmailIdentityCommand({ EmailIdentity })));
        },
        hasConfigurationSet: async (ConfigurationSetName) => {
            const { sdk, client } = open();
            return exists(MISSING, client.send(new sdk.GetConfigurationSetCommand({ ConfigurationSetName })));
        },
    };
}
