/** Whether names are taken. */
import { clientOf, exists, once, pages, unless, type Connection } from "./connection";

export interface LogsAsk {
    readonly hasGroup: (name: string) => Promise<boolean>;
}
export interface KmsAsk {
    /** All of the region, with `alias/`. */
    readonly aliases: () => Promise<string[]>;
}
export interface SecretsAsk {
    readonly state: (name: string) => Promise<"there" | "being deleted" | "free">;
}
export interface SsmAsk {
    /** Name → value, of those that exist. */
    readonly parameters: (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    readonly hasDocument: (name: string) => Promise<boolean>;
}
export interface BackupAsk {
    readonly hasVault: (name: string) => Promise<boolean>;
    /** Type of resource → whether AWS Backup is switched on for it. */
    readonly types: () => Promise<Readonly<Record<string, boolean>>>;
}
export interface SnsAsk {
    /** Addresses of those who have not confirmed. Of a webhook, only its host: the rest contains its key. */
    readonly unconfirmed: (topicArn: string) => Promise<string[]>;
}

export const askLogs = (connection: Connection): LogsAsk => ({
    hasGroup: async (name) => {
        const sdk =
            require("@aws-sdk/client-cloudwatch-logs") as typeof import("@aws-sdk/client-cloudwatch-logs");
        const client = clientOf(sdk.CloudWatchLogsClient, connection);
        const found = sdk.paginateDescribeLogGroups({ client }, { logGroupNamePrefix: name });
        return (await pages(found, ({ logGroups }) => logGroups)).some(
            ({ logGroupName }) => logGroupName === name,
        );
    },
});

export const askKms = (connection: Connection): KmsAsk => ({
    aliases: async () => {
        const sdk = require("@aws-sdk/client-kms") as typeof import("@aws-sdk/client-kms");
        const client = clientOf(sdk.KMSClient, connection);
        const found = await pages(sdk.paginateListAliases({ client }, {}), ({ Aliases }) => Aliases);
        return found.flatMap(({ AliasName }) => AliasName ?? []);
    },
});

export const askSecrets = (connection: Connection): SecretsAsk => ({
    state: async (SecretId) => {
        const sdk =
            require("@aws-sdk/client-secrets-manager") as typeof import("@aws-sdk/client-secrets-manager");
        const client = clientOf(sdk.SecretsManagerClient, connection);
        const asked = client.send(new sdk.DescribeSecretCommand({ SecretId }));
        const secret = await unless(["ResourceNotFoundException"], asked);
        if (secret === undefined) return "free";
        return secret.DeletedDate === undefined ? "there" : "being deleted";
    },
});

/** What one call of GetParameters takes. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
const PARAMETERS_AT_ONCE = 10;

export function askSsm(connection: Connection): SsmAsk {
    const open = once(() => {
        const sdk = require("@aws-sdk/client-ssm") as typeof import("@aws-sdk/client-ssm");
        return { sdk, client: clientOf(sdk.SSMClient, connection) };
    });
    return {
        parameters: async (names) => {
            const { sdk, client } = open();
            const values = new Map<string, string>();
            for (let at = 0; at < names.length; at += PARAMETERS_AT_ONCE) {
                const Names = names.slice(at, at + PARAMETERS_AT_ONCE);
                const { Parameters = [] } = await client.send(new sdk.GetParametersCommand({ Names }));
                for (const { Name = "", Value = "" } of Parameters) values.set(Name, Value);
            }
            return values;
        },
        hasDocument: async (Name) => {
            const { sdk, client } = open();
            const asked = client.send(new sdk.DescribeDocumentCommand({ Name }));
            return exists(["InvalidDocument"], asked);
        },
    };
}

export function askBackup(connection: Connection): BackupAsk {
    const open = once(() => {
        const sdk = require("@aws-sdk/client-backup") as typeof import("@aws-sdk/client-backup");
        return { sdk, client: clientOf(sdk.BackupClient, connection) };
    });
    return {
        hasVault: async (BackupVaultName) => {
            const { sdk, client } = open();
            const asked = client.send(new sdk.DescribeBackupVaultCommand({ BackupVaultName }));
            return exists(["ResourceNotFoundException"], asked);
        },
        types: async () => {
            const { sdk, client } = open();
            const { ResourceTypeOptInPreference = {} } = await client.send(
                new sdk.DescribeRegionSettingsCommand({}),
            );
            return ResourceTypeOptInPreference;
        },
    };
}

export const askSns = (connection: Connection): SnsAsk => ({
    unconfirmed: async (TopicArn) => {
        const sdk = require("@aws-sdk/client-sns") as typeof import("@aws-sdk/client-sns");
        const client = clientOf(sdk.SNSClient, connection);
        const found = sdk.paginateListSubscriptionsByTopic({ client }, { TopicArn });
        const all = await pages(found, ({ Subscriptions }) => Subscriptions);
        return all
            .filter(({ SubscriptionArn = "" }) => !SubscriptionArn.startsWith("arn:"))
            .map(({ Protocol = "", Endpoint = "" }) =>
                /^https?$/.test(Protocol)
                    ? `webhook at ${URL.canParse(Endpoint) ? new URL(Endpoint).host : "an unknown host"}`
                    : Endpoint,
            );
    },
});
