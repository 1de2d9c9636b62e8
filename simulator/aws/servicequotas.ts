import { quotaOf } from "../account-quotas";
import { Account, DataSource, Properties } from "../resource-type";
import { textAt } from "../checks";

export const dataSources: readonly DataSource[] = [
    {
        token: "aws:servicequotas/getServiceQuota:getServiceQuota",
        read: (args: Properties, account: Account): Properties => {
            const [serviceCode, quotaCode] = [
                textAt(args, "serviceCode") ?? "",
                textAt(args, "quotaCode") ?? "",
            ];
            const arn = `arn:aws:servicequotas:${account.region}:${account.id}:${serviceCode}/${quotaCode}`;
            const value = quotaOf(account, `${serviceCode}/${quotaCode}`);
            return { id: arn, arn, serviceCode, quotaCode, region: account.region, adjustable: true, value };
        },
    },
];
