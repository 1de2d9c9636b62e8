/** Computes how many connections RDS admits for an engine and an instance class. */

/** GiB of memory for each vCPU, by the first letter of a family. https://aws.amazon.com/rds/instance-types/ */
const GIB_PER_VCPU: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };

/** Burstable classes. */
const BURSTABLE_GIB: Readonly<Record<string, number>> = {
    micro: 1,
    small: 2,
    medium: 4,
    large: 8,
    xlarge: 16,
    "2xlarge": 32,
};

/**
 * What RDS divides `DBInstanceClassMemory` by.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
const DIVISORS: Readonly<Record<string, { readonly divisor: number; readonly most?: number }>> = {
    mysql: { divisor: 12_582_880 },
    mariadb: { divisor: 12_582_880 },
    postgres: { divisor: 9_531_392, most: 5000 },
};

/** `DBInstanceClassMemory` is what is left for the engine: a tenth goes to the system and RDS's own processes. */
const ENGINE_SHARE = 0.9;

interface Database {
    readonly engine: string;
    readonly instanceClass: string;
    /** The parameter `max_connections`, a number or a formula; undefined: RDS's own formula. */
    readonly maxConnections?: string;
}

/** Connections that a database admits; undefined where its engine, class or formula is not known here. */
export function admittedConnections({ engine, instanceClass, maxConnections }: Database): number | undefined {
    if (/^\d+$/.test(maxConnections ?? "")) return Number(maxConnections);
    const given = /^\{DBInstanceClassMemory\/(\d+)\}$/.exec(maxConnections ?? "")?.[1];
    const usual = maxConnections === undefined ? DIVISORS[engine] : undefined;
    const { divisor, most = Infinity } = given === undefined ? (usual ?? {}) : { divisor: Number(given) };
    const gib = memoryGib(instanceClass);
    if (divisor === undefined || gib === undefined) return undefined;
    return Math.min(most, Math.floor((gib * ENGINE_SHARE * 1024 ** 3) / divisor));
}

function memoryGib(instanceClass: string): number | undefined {
    const [, family = "", size = ""] = /^db\.([a-z]+\d+[a-z]*)\.(\w+)$/.exec(instanceClass) ?? [];
    if (/^t\d/.test(family)) return BURSTABLE_GIB[size];
    const perVcpu = /^[a-z]\d/.test(family) ? GIB_PER_VCPU[family.charAt(0)] : undefined;
    const vcpus = vcpusOf(size);
    return perVcpu === undefined || vcpus === undefined ? undefined : perVcpu * vcpus;
}

/** Two for large, four for xlarge, and four times the number of any larger size. */
function vcpusOf(size: string): number | undefined {
    const times = /^(\d*)xlarge$/.exec(size)?.[1];
    if (times === undefined) return size === "large" ? 2 : undefined;
    return 4 * Number(times === "" ? 1 : times);
}
