/**
 * The instance types that the project supports, with what follows from them.
 * Sizes and memory: https://aws.amazon.com/ec2/instance-types/ (EC2 and RDS),
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html (ElastiCache).
 */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { kind, type Kind } from "./kinds";

export type Architecture = "arm64" | "x86_64";

export interface InstanceSize {
    readonly vcpus: number;
    readonly memoryMib: number;
}

interface Family {
    readonly architecture: Architecture;
    /** GiB of memory for each vCPU; undefined for burstable types, whose sizes stand in {@link BURSTABLE}. */
    readonly gibPerVcpu?: number;
}

const FAMILIES: Readonly<Record<string, Family>> = {
    t4g: { architecture: "arm64" },
    t3: { architecture: "x86_64" },
    t3a: { architecture: "x86_64" },
    ...family("arm64", 2, ["c6g", "c7g", "c8g"]),
    ...family("arm64", 4, ["m6g", "m7g", "m8g"]),
    ...family("arm64", 8, ["r6g", "r7g", "r8g"]),
    ...family("x86_64", 2, ["c6i", "c7i", "c7a"]),
    ...family("x86_64", 4, ["m6i", "m7i", "m7a"]),
    ...family("x86_64", 8, ["r6i", "r7i", "r7a"]),
};

const BURSTABLE: Readonly<Record<string, InstanceSize>> = {
    small: { vcpus: 2, memoryMib: 2048 },
    medium: { vcpus: 2, memoryMib: 4096 },
    large: { vcpus: 2, memoryMib: 8192 },
    xlarge: { vcpus: 4, memoryMib: 16_384 },
    "2xlarge": { vcpus: 8, memoryMib: 32_768 },
};

/** From large on: the smaller ones of the fixed-performance families have too little memory to serve Django. */
const FIXED_VCPUS: Readonly<Record<string, number>> = {
    large: 2,
    xlarge: 4,
    "2xlarge": 8,
    "4xlarge": 16,
    "8xlarge": 32,
};

const DATABASE_FAMILIES = ["t4g", "t3", "m6g", "m7g", "m8g", "m6i", "m7i", "r6g", "r7g", "r8g", "r6i", "r7i"];

/** ElastiCache's current families are Graviton, but for t3. */
const CACHE_NODES = [
    ...["micro", "small", "medium"].flatMap((size) => [`cache.t4g.${size}`, `cache.t3.${size}`]),
    ...["m6g", "m7g", "r6g", "r7g"].flatMap((name) =>
        Object.keys(FIXED_VCPUS).map((size) => `cache.${name}.${size}`),
    ),
];

function family(
    architecture: Architecture,
    gibPerVcpu: number,
    names: readonly string[],
): Record<string, Family> {
    return Object.fromEntries(names.map((name) => [name, { architecture, gibPerVcpu }]));
}

/** The size and processor of an EC2 instance type; undefined where the project does not support it. */
export function instanceType(type: string): (InstanceSize & { architecture: Architecture }) | undefined {
    const [name = "", size = "", ...rest] = type.split(".");
    const found = FAMILIES[name];
    if (!found || rest.length > 0) {
        return undefined;
    }
    const { architecture, gibPerVcpu } = found;
    const vcpus = FIXED_VCPUS[size];
    const fixed = gibPerVcpu && vcpus ? { vcpus, memoryMib: vcpus * gibPerVcpu * 1024 } : undefined;
    const sized = gibPerVcpu ? fixed : BURSTABLE[size];
    return sized && { ...sized, architecture };
}

/** The size of an RDS instance class, `db.` and an instance type; small ones lack Performance Insights for MySQL. */
export function databaseClass(instanceClass: string): InstanceSize | undefined {
    const [prefix, name = "", size = ""] = instanceClass.split(".");
    const isOffered = prefix === "db" && DATABASE_FAMILIES.includes(name) && size !== "small";
    return isOffered ? instanceType(`${name}.${size}`) : undefined;
}

/**
 * How many connections RDS for MySQL admits: DBInstanceClassMemory / 12582880. The memory that the formula sees is
 * what is left for the engine; 10 % are taken off for the operating system and RDS's own processes.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function maxDatabaseConnections(instanceClass: string): number {
    const memoryMib = databaseClass(instanceClass)?.memoryMib ?? 0;
    return Math.floor((memoryMib * 0.9 * 1024 * 1024) / 12_582_880);
}

/** The types of the other processor that are as large as `type` and of the same series, such as m7i.large for m7g.large. */
export function counterparts(type: string, architecture: Architecture): string[] {
    const [, size = ""] = type.split(".");
    const candidates = Object.keys(FAMILIES).map((name) => `${name}.${size}`);
    const series = (name: string): string => name.replace(/[a-z]*\..*$/, "");
    return candidates
        .filter((candidate) => instanceType(candidate)?.architecture === architecture)
        .sort((a, b) => Number(series(b) === series(type)) - Number(series(a) === series(type)))
        .filter((candidate) => candidate.startsWith(type.charAt(0)));
}

/** Other types of the same series, size, processor and memory, such as m6g.large for m7g.large. */
export function equalHosts(type: string): string[] {
    const wanted = instanceType(type);
    return Object.keys(FAMILIES)
        .map((name) => `${name}.${type.split(".")[1] ?? ""}`)
        .filter((candidate) => {
            const found = instanceType(candidate);
            return (
                candidate !== type && isDeepStrictEqual(found, wanted) && candidate.startsWith(type.charAt(0))
            );
        });
}

/** Other instance classes of the same series, size and memory. RDS hides the processor, so that it can differ. */
export function equalDatabases(instanceClass: string): string[] {
    const [, name = "", size = ""] = instanceClass.split(".");
    return DATABASE_FAMILIES.filter((other) => other !== name && other.startsWith(name.charAt(0)))
        .map((other) => `db.${other}.${size}`)
        .filter((candidate) => isDeepStrictEqual(sizeOf(candidate), sizeOf(instanceClass)));
}

const sizeOf = (instanceClass: string): InstanceSize | undefined => {
    const found = databaseClass(instanceClass);
    return found && { vcpus: found.vcpus, memoryMib: found.memoryMib };
};

/** Larger classes of the same family, the smallest first. */
export function largerDatabases(instanceClass: string): string[] {
    const [prefix, name, size = ""] = instanceClass.split(".");
    const sizes = Object.keys(FAMILIES[name ?? ""]?.gibPerVcpu ? FIXED_VCPUS : BURSTABLE);
    return sizes.slice(sizes.indexOf(size) + 1).map((larger) => `${prefix}.${name}.${larger}`);
}

const supported = (allowed: string, isSupported: (value: string) => boolean, prefix = ""): Kind<string> =>
    kind(allowed, z.string().refine(isSupported), (given) => [
        `${prefix}${given}`,
        given.replace(prefix, ""),
    ]);

const families = (names: readonly string[]): string => names.join(", ");

export const hostInstanceType = (): Kind<string> =>
    supported(
        `an instance type with 2 GiB of memory or more, from small on for ${families(["t4g", "t3", "t3a"])} and from large on for ` +
            families(Object.keys(FAMILIES).filter((name) => FAMILIES[name]?.gibPerVcpu)),
        (type) => instanceType(type) !== undefined,
    );

export const databaseInstanceType = (): Kind<string> =>
    supported(
        `an instance class such as db.m7g.large, from medium on, of the families ${families(DATABASE_FAMILIES)}`,
        (type) => databaseClass(type) !== undefined,
        "db.",
    );

export const cacheNodeType = (): Kind<string> =>
    supported(
        "a node type such as cache.m7g.large, of the families t4g, t3, m6g, m7g, r6g, r7g",
        (type) => CACHE_NODES.includes(type),
        "cache.",
    );
