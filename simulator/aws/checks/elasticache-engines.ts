/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
    redis: ["4.0.10", "5.0.6", "6.x", "6.0", "6.2", "7.0", "7.1"],
    valkey: ["7.2", "8.0", "8.1", "8.2"],
};

export const hasVersion = (engine: string, version: string): boolean =>
    VERSIONS[engine]?.includes(version) ?? true;

export const latestVersion = (engine: string): string => VERSIONS[engine]?.at(-1) ?? "";

/** The parameter group family of an engine version: `redis7` for redis 7.1, `redis6.x` for 6.2, `valkey8` for valkey 8.0. */
export function familyOf(engine: string, version: string): string {
    const major = version.split(".")[0] ?? "";
    if (engine === "redis" && Number(major) < 7) {
        return major === "6" ? "redis6.x" : `redis${version.split(".").slice(0, 2).join(".")}`;
    }
    return `${engine}${major}`;
}

export const FAMILIES = ["redis4.0", "redis5.0", "redis6.x", "redis7", "valkey7", "valkey8"];

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html */
export const NODE_TYPE =
    /^cache\.(t2\.(micro|small|medium)|t3\.(micro|small|medium)|t4g\.(micro|small|medium)|[mr](4|5|6g|7g)\.(large|\d*xlarge)|r6gd\.(large|\d*xlarge)|c7gn\.(large|\d*xlarge))$/;

const EVICTION = [
    "volatile-lru",
    "allkeys-lru",
    "volatile-lfu",
    "allkeys-lfu",
    "volatile-random",
    "allkeys-random",
    "volatile-ttl",
    "noeviction",
];
const YES_NO = ["yes", "no"];
const NUMBER = /^-?\d+$/;

/**
 * The parameters that can be changed in the families redis6.x and later, with their allowed values.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
const PARAMETERS: Readonly<Record<string, readonly string[] | RegExp>> = {
    "acl-pubsub-default": ["allchannels", "resetchannels"],
    activedefrag: YES_NO,
    "active-defrag-cycle-max": NUMBER,
    "active-defrag-cycle-min": NUMBER,
    "active-defrag-ignore-bytes": NUMBER,
    "active-defrag-max-scan-fields": NUMBER,
    "active-defrag-threshold-lower": NUMBER,
    "active-defrag-threshold-upper": NUMBER,
    activerehashing: YES_NO,
    appendonly: ["no"],
    "client-output-buffer-limit-normal-hard-limit": NUMBER,
    "client-output-buffer-limit-normal-soft-limit": NUMBER,
    "client-output-buffer-limit-normal-soft-seconds": NUMBER,
    "client-output-buffer-limit-pubsub-hard-limit": NUMBER,
    "client-output-buffer-limit-pubsub-soft-limit": NUMBER,
    "client-output-buffer-limit-pubsub-soft-seconds": NUMBER,
    "close-on-replica-write": YES_NO,
    "cluster-allow-pubsubshard-when-down": YES_NO,
    "cluster-allow-reads-when-down": YES_NO,
    "cluster-enabled": YES_NO,
    "cluster-require-full-coverage": YES_NO,
    databases: NUMBER,
    "hash-max-listpack-entries": NUMBER,
    "hash-max-listpack-value": NUMBER,
    "hll-sparse-max-bytes": NUMBER,
    "latency-tracking": YES_NO,
    "lazyfree-lazy-eviction": YES_NO,
    "lazyfree-lazy-expire": YES_NO,
    "lazyfree-lazy-server-del": YES_NO,
    "lazyfree-lazy-user-del": YES_NO,
    "lfu-decay-time": NUMBER,
    "lfu-log-factor": NUMBER,
    "list-compress-depth": NUMBER,
    "list-max-listpack-size": NUMBER,
    "maxmemory-clients": /^\d+%?$/,
    "maxmemory-policy": EVICTION,
    "maxmemory-samples": NUMBER,
    "min-replicas-max-lag": NUMBER,
    "min-replicas-to-write": NUMBER,
    "notify-keyspace-events": /^[KEg$lshzxetdmnA]*$/,
    "proto-max-bulk-len": NUMBER,
    "rename-commands": /./,
    "repl-backlog-size": NUMBER,
    "repl-backlog-ttl": NUMBER,
    "reserved-memory-percent": NUMBER,
    "set-max-intset-entries": NUMBER,
    "slowlog-log-slower-than": NUMBER,
    "slowlog-max-len": NUMBER,
    "stream-node-max-bytes": NUMBER,
    "stream-node-max-entries": NUMBER,
    "tcp-keepalive": NUMBER,
    timeout: NUMBER,
    "tracking-table-max-keys": NUMBER,
    "zset-max-listpack-entries": NUMBER,
    "zset-max-listpack-value": NUMBER,
};

/** Why AWS rejects the parameter, or undefined if it does not. */
export function parameterFault(name: string, value: string | undefined): string | undefined {
    const allowed = PARAMETERS[name];
    if (allowed === undefined) {
        return `InvalidParameterValue: The parameter ${name} does not exist or is not modifiable`;
    }
    const fits =
        value === undefined || (allowed instanceof RegExp ? allowed.test(value) : allowed.includes(value));
    return fits ? undefined : `InvalidParameterValue: Invalid value ${value} for parameter ${name}`;
}
