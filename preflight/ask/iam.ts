import { clientOptions, exists, once, watched, type Connection } from "./connection";
import type { Usage } from "./usage";

export interface IamAsk {
    readonly hasRole: (name: string) => Promise<boolean>;
    readonly hasPolicy: (arn: string) => Promise<boolean>;
    readonly roles: () => Promise<Usage>;
}

const MISSING = ["NoSuchEntity", "NoSuchEntityException"];

export function askIam(connection: Connection): IamAsk {
    const open = once(() => {
        const sdk = require("@aws-sdk/client-iam") as typeof import("@aws-sdk/client-iam");
        const client = watched(new sdk.IAMClient(clientOptions(connection.region)), connection);
        return Promise.resolve({ sdk, client });
    });
    return {
        hasRole: async (RoleName) => {
            const { sdk, client } = await open();
            return exists(MISSING, client.send(new sdk.GetRoleCommand({ RoleName })));
        },
        hasPolicy: async (PolicyArn) => {
            const { sdk, client } = await open();
            return exists(MISSING, client.send(new sdk.GetPolicyCommand({ PolicyArn })));
        },
        roles: async () => {
            const { sdk, client } = await open();
            const { SummaryMap } = await client.send(new sdk.GetAccountSummaryCommand({}));
            const { Roles = 0, RolesQuota = 0 } = SummaryMap as Partial<
                Record<"Roles" | "RolesQuota", number>
            >;
            return { used: Roles, allowed: RolesQuota };
        },
    };
}
