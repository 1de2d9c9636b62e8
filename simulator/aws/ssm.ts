import { Account, DataSource, Properties, ResourceType } from "../resource-type";
import { textAt } from "../rules";
import { secret } from "../wire";
import * as documents from "./ssm/documents";
import * as parameters from "./ssm/parameters";
import * as patching from "./ssm/patching";

export const types: readonly ResourceType[] = [parameters, patching, documents].flatMap(
    (part): readonly ResourceType[] => part.types,
);

export const dataSources: readonly DataSource[] = [
    {
        token: "aws:ssm/getParameter:getParameter",
        read: (args: Properties, account: Account): Properties => {
            const name = textAt(args, "name") ?? "";
            const found = account.find(name, parameters.PARAMETER);
            if (found === undefined) {
                throw new Error(
                    `reading SSM Parameter (${name}): couldn't find resource; public parameters of the simulated account are in simulator/account.json`,
                );
            }
            const { type, value } = found.inputs;
            const arn = found.outputs.arn ?? `arn:aws:ssm:${account.region}::parameter${name}`;
            const version = found.outputs.version ?? 1;
            const plain = type === "SecureString" ? undefined : value;
            return {
                id: name,
                name,
                region: account.region,
                arn,
                type,
                value: secret(value),
                insecureValue: plain,
                version,
                withDecryption: true,
            };
        },
    },
];
