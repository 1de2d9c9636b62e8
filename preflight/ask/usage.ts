/** What an account has and what it may have, from the services that tell both. */
import { clientOf, exists, once, pages, type Connection } from "./connection";

export interface Usage {
    readonly used: number;
    readonly allowed: number;
}

export interface LambdaAsk {
    /** Executions at the same time that the account is allowed. */
    readonly concurrency: () => Promise<number>;
    readonly hasFunction: (name: string) => Promise<boolean>;
}

export interface RdsAsk {
    readonly instances: () => Promise<Usage | undefined>;
    /** The zones that offer each instance class with the newest MySQL. */
    readonly classes: (names: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
}

export interface ElastiCacheAsk {
    readonly nodes: () => Promise<number>;
    readonly hasNodeType: (type: string) => Promise<boolean>;
}

export interface LoadBalancingAsk {
    readonly applicationLoadBalancers: () => Promise<number>;
    readonly targetGroups: () => Promise<number>;
}

export interface AutoScalingAsk {
    readonly groups: () => Promise<Usage>;
    readonly taken: (names: readonly string[]) => Promise<string[]>;
}

export function askLambda(connection: Connection): LambdaAsk {
    const open = once(() => {
        const sdk = require("@aws-sdk/client-lambda") as typeof import("@aws-sdk/client-lambda");
        return { sdk, client: clientOf(sdk.LambdaClient, connection) };
    });
    return {
        concurrency: async () => {
            const { sdk, client } = open();
            const { AccountLimit } = await client.send(new sdk.GetAccountSettingsCommand({}));
            return AccountLimit?.ConcurrentExecutions ?? 0;
        },
        hasFunction: async (FunctionName) => {
            const { sdk, client } = open();
            const asked = client.send(new sdk.GetFunctionConfigurationCommand({ FunctionName }));
            return exists(["ResourceNotFoundException"], asked);
        },
    };
}

export function askRds(connection: Connection): RdsAsk {
    const open = once(() => {
        const sdk = require("@aws-sdk/client-rds") as typeof import("@aws-sdk/client-rds");
        return { sdk, client: clientOf(sdk.RDSClient, connection) };
    });
    return {
        instances: async () => {
            const { sdk, client } = open();
            const { AccountQuotas = [] } = await client.send(new sdk.DescribeAccountAttributesCommand({}));
            const quota = AccountQuotas.find(({ AccountQuotaName }) => AccountQuotaName === "DBInstances");
            return quota && { used: quota.Used ?? 0, allowed: quota.Max ?? 0 };
        },
        classes: async (names) => {
            const { sdk, client } = open();
            const asked = names.map(async (DBInstanceClass) => {
                const options = await pages(
                    sdk.paginateDescribeOrderableDBInstanceOptions(
                        { client },
                        { Engine: "mysql", DBInstanceClass, Vpc: true },
                    ),
                    ({ OrderableDBInstanceOptions }) => OrderableDBInstanceOptions,
                );
                const zones = options
                    .filter(({ StorageType = "gp3" }) => StorageType === "gp3")
                    .flatMap(({ AvailabilityZones = [] }) =>
                        AvailabilityZones.flatMap(({ Name }) => Name ?? []),
                    );
                return [DBInstanceClass, [...new Set(zones)]] as const;
            });
            return new Map(await Promise.all(asked));
        },
    };
}

export function askElastiCache(connection: Connection): ElastiCacheAsk {
    const open = once(() => {
        const sdk = require("@aws-sdk/client-elasticache") as typeof import("@aws-sdk/client-elasticache");
        return {
            sdk,
            client: clientOf(sdk.ElastiCacheClient, connection),
        };
    });
    return {
        nodes: async () => {
            const { sdk, client } = open();
            const found = sdk.paginateDescribeCacheClusters({ client }, {});
            const clusters = await pages(found, ({ CacheClusters }) => CacheClusters);
            return clusters.reduce((sum, { NumCacheNodes = 1 }) => sum + NumCacheNodes, 0);
        },
        // ElastiCache has no list of what it offers. What can be reserved can be had.
        hasNodeType: async (CacheNodeType) => {
            const { sdk, client } = open();
            const { ReservedCacheNodesOfferings = [] } = await client.send(
                new sdk.DescribeReservedCacheNodesOfferingsCommand({ CacheNodeType }),
            );
            return ReservedCacheNodesOfferings.length > 0;
        },
    };
}

export function askLoadBalancing(connection: Connection): LoadBalancingAsk {
    const open = once(() => {
        const sdk =
            require("@aws-sdk/client-elastic-load-balancing-v2") as typeof import("@aws-sdk/client-elastic-load-balancing-v2");
        return { sdk, client: clientOf(sdk.ElasticLoadBalancingV2Client, connection) };
    });
    return {
        applicationLoadBalancers: async () => {
            const { sdk, client } = open();
            const found = sdk.paginateDescribeLoadBalancers({ client }, {});
            const all = await pages(found, ({ LoadBalancers }) => LoadBalancers);
            return all.filter(({ Type }) => Type === "application").length;
        },
        targetGroups: async () => {
            const { sdk, client } = open();
            const found = sdk.paginateDescribeTargetGroups({ client }, {});
            return (await pages(found, ({ TargetGroups }) => TargetGroups)).length;
        },
    };
}

export function askAutoScaling(connection: Connection): AutoScalingAsk {
    const open = once(() => {
        const sdk = require("@aws-sdk/client-auto-scaling") as typeof import("@aws-sdk/client-auto-scaling");
        return {
            sdk,
            client: clientOf(sdk.AutoScalingClient, connection),
        };
    });
    return {
        groups: async () => {
            const { sdk, client } = open();
            const { MaxNumberOfAutoScalingGroups = 0, NumberOfAutoScalingGroups = 0 } = await client.send(
                new sdk.DescribeAccountLimitsCommand({}),
            );
            return { used: NumberOfAutoScalingGroups, allowed: MaxNumberOfAutoScalingGroups };
        },
        taken: async (names) => {
            const { sdk, client } = open();
            const { AutoScalingGroups = [] } = await client.send(
                new sdk.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [...names] }),
            );
            return AutoScalingGroups.flatMap(({ AutoScalingGroupName }) => AutoScalingGroupName ?? []);
        },
    };
}
