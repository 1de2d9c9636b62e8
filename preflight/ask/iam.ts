import { clientOf, exists, once, type Connection } from "./connection";
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
        return { sdk, client: clientOf(sdk.IAMClient, connection) };
    });
    return {
        hasRole: async (RoleName) => {
            const { sdk, client } = open();
            return exists(MISSING, client.send(new sdk.GetRoleCommand({ RoleName })));
        },
        hasPolicy: async (PolicyArn) => {
            const { sdk, client } = open();
            return exists(MISSING, client.send(new sdk.GetPolicyCommand({ PolicyArn })));
        },
        roles: async () => {
            const { sdk, client } = open();
            const { SummaryMap } = await client.send(new sdk.GetAccountSummaryCommand({}));
            const { Roles = 0, RolesQuota = 0 } = SummaryMap as Partial<
                Record<"Roles" | "RolesQuota", number>
            >;
            return { used: Roles, allowed: RolesQuota };
        },
    };
}
