import { clientOf, once, unless, type Connection } from "./connection";

export interface QuotasAsk {
    /** What the account is allowed, or what AWS allows by default. Rejects if the region does not know the quota. */
    readonly quota: (service: string, code: string) => Promise<number>;
}

const UNKNOWN = ["NoSuchResourceException"];

export function askServiceQuotas(connection: Connection): QuotasAsk {
    const open = once(() => {
        const sdk =
            require("@aws-sdk/client-service-quotas") as typeof import("@aws-sdk/client-service-quotas");
        return { sdk, client: clientOf(sdk.ServiceQuotasClient, connection) };
    });
    return {
        quota: async (ServiceCode, QuotaCode) => {
            const { sdk, client } = open();
            const wanted = { ServiceCode, QuotaCode };
            // Without a value of its own, an account has the default: GetServiceQuota does not know the quota then.
            const own = await unless(UNKNOWN, client.send(new sdk.GetServiceQuotaCommand(wanted)));
            if (own?.Quota?.Value !== undefined) return own.Quota.Value;
            const usual = await unless(
                UNKNOWN,
                client.send(new sdk.GetAWSDefaultServiceQuotaCommand(wanted)),
            );
            const value = usual?.Quota?.Value;
            if (value === undefined) {
                throw new Error(
                    `Service Quotas does not know ${ServiceCode}/${QuotaCode} in ${connection.region}.`,
                );
            }
            return value;
        },
    };
}
