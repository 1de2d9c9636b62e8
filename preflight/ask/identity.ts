import { clientOf, type Connection } from "./connection";

export interface Identity {
    readonly account: string;
    /** ARN of the user, or of the session of a role. */
    readonly arn: string;
    /** When the credentials end. Undefined for those that do not. */
    readonly expires: Date | undefined;
    /** AWS's clock less this machine's, in milliseconds. Undefined if AWS gave no date. */
    readonly clockOffset: number | undefined;
}

export interface StsAsk {
    readonly identity: () => Promise<Identity>;
}

export function askSts(connection: Connection): StsAsk {
    return {
        identity: async () => {
            const sdk = require("@aws-sdk/client-sts") as typeof import("@aws-sdk/client-sts");
            const client = clientOf(sdk.STSClient, connection);
            let date: string | undefined;
            client.middlewareStack.add(
                (next) => async (args) => {
                    const result = await next(args);
                    const { headers } = result.response as { headers?: Record<string, string> };
                    date = headers?.date;
                    return result;
                },
                { step: "deserialize", name: "hrmsDate", priority: "low" },
            );
            const { Account = "", Arn = "" } = await client.send(new sdk.GetCallerIdentityCommand({}));
            const { expiration } = await client.config.credentials();
            return {
                account: Account,
                arn: Arn,
                expires: expiration,
                clockOffset: date === undefined ? undefined : Date.parse(date) - Date.now(),
            };
        },
    };
}
