/** The services that exist once in a region or an account. Each question tells whether, or what, there is. */
import { clientOf, exists, once, unless, type Connection } from "./connection";

export interface GuardDutyAsk {
    readonly isOn: () => Promise<boolean>;
}
export interface SecurityHubAsk {
    readonly isOn: () => Promise<boolean>;
}
export interface ConfigAsk {
    /** Names. */
    readonly recorders: () => Promise<string[]>;
    readonly channels: () => Promise<string[]>;
}
export interface AnalyzerAsk {
    /** Names of those for the account's external access. */
    readonly analyzers: () => Promise<string[]>;
}
export interface InspectorAsk {
    readonly isOn: (account: string) => Promise<boolean>;
}
export interface Trail {
    readonly name: string;
    readonly isMultiRegion: boolean;
    readonly homeRegion: string;
}
export interface TrailAsk {
    readonly trails: () => Promise<Trail[]>;
}
export interface PublicAccessAsk {
    /** Whether the account blocks all four kinds of public access. */
    readonly isBlocked: (account: string) => Promise<boolean>;
}

export const askGuardDuty = (connection: Connection): GuardDutyAsk => ({
    isOn: async () => {
        const sdk = require("@aws-sdk/client-guardduty") as typeof import("@aws-sdk/client-guardduty");
        const client = clientOf(sdk.GuardDutyClient, connection);
        const { DetectorIds = [] } = await client.send(new sdk.ListDetectorsCommand({}));
        return DetectorIds.length > 0;
    },
});

export const askSecurityHub = (connection: Connection): SecurityHubAsk => ({
    isOn: () => {
        const sdk = require("@aws-sdk/client-securityhub") as typeof import("@aws-sdk/client-securityhub");
        const client = clientOf(sdk.SecurityHubClient, connection);
        // The code of an account that has not subscribed:
        // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html
        return exists(
            ["InvalidAccessException", "ResourceNotFoundException"],
            client.send(new sdk.DescribeHubCommand({})),
        );
    },
});

export function askConfig(connection: Connection): ConfigAsk {
    const open = once(() => {
        const sdk =
            require("@aws-sdk/client-config-service") as typeof import("@aws-sdk/client-config-service");
        return { sdk, client: clientOf(sdk.ConfigServiceClient, connection) };
    });
    return {
        recorders: async () => {
            const { sdk, client } = open();
            const { ConfigurationRecorders = [] } = await client.send(
                new sdk.DescribeConfigurationRecordersCommand({}),
            );
            // Services such as Security Hub have recorders of their own, which do not stand in the way.
            return ConfigurationRecorders.filter(
                ({ servicePrincipal }) => servicePrincipal === undefined,
            ).flatMap(({ name }) => name ?? []);
        },
        channels: async () => {
            const { sdk, client } = open();
            const { DeliveryChannels = [] } = await client.send(new sdk.DescribeDeliveryChannelsCommand({}));
            return DeliveryChannels.flatMap(({ name }) => name ?? []);
        },
    };
}

export const askAnalyzer = (connection: Connection): AnalyzerAsk => ({
    analyzers: async () => {
        const sdk =
            require("@aws-sdk/client-accessanalyzer") as typeof import("@aws-sdk/client-accessanalyzer");
        const client = clientOf(sdk.AccessAnalyzerClient, connection);
        const { analyzers = [] } = await client.send(new sdk.ListAnalyzersCommand({ type: "ACCOUNT" }));
        return analyzers.flatMap(({ name }) => name ?? []);
    },
});

export const askInspector = (connection: Connection): InspectorAsk => ({
    isOn: async (account) => {
        const sdk = require("@aws-sdk/client-inspector2") as typeof import("@aws-sdk/client-inspector2");
        const client = clientOf(sdk.Inspector2Client, connection);
        const { accounts = [] } = await client.send(
            new sdk.BatchGetAccountStatusCommand({ accountIds: [account] }),
        );
        return accounts.some(({ resourceState }) => resourceState?.ec2?.status === "ENABLED");
    },
});

export const askTrails = (connection: Connection): TrailAsk => ({
    trails: async () => {
        const sdk = require("@aws-sdk/client-cloudtrail") as typeof import("@aws-sdk/client-cloudtrail");
        const client = clientOf(sdk.CloudTrailClient, connection);
        const { trailList = [] } = await client.send(new sdk.DescribeTrailsCommand({}));
        return trailList.map(({ Name = "", IsMultiRegionTrail = false, HomeRegion = "" }) => ({
            name: Name,
            isMultiRegion: IsMultiRegionTrail,
            homeRegion: HomeRegion,
        }));
    },
});

export const askPublicAccess = (connection: Connection): PublicAccessAsk => ({
    isBlocked: async (AccountId) => {
        const sdk = require("@aws-sdk/client-s3-control") as typeof import("@aws-sdk/client-s3-control");
        const client = clientOf(sdk.S3ControlClient, connection);
        const asked = client.send(new sdk.GetPublicAccessBlockCommand({ AccountId }));
        const found = await unless(["NoSuchPublicAccessBlockConfiguration"], asked);
        const { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets } =
            found?.PublicAccessBlockConfiguration ?? {};
        return [BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets].every(Boolean);
    },
});
