/** Database, cache, files, keys, secrets, backups and e-mail. */
import { databaseClass } from "../../config/instance-types";
import { inLargeOnes } from "../catalog";
import {
    assumed,
    type Context,
    count,
    hourly,
    type Item,
    list,
    monthly,
    object,
    type PlannedResource,
    type PriceOf,
    text,
    WEEKS,
} from "./context";

const DATABASE = "aws:rds/instance:Instance";

/** A standby costs as much as the database. https://aws.amazon.com/rds/mysql/pricing/ */
const copiesOf = ({ inputs }: PlannedResource): number => (inputs.multiAz === true ? 2 : 1);

const database: PriceOf = (resource, _context) => {
    const { inputs } = resource;
    const instanceClass = text(resource, "instanceClass");
    const copies = copiesOf(resource);
    const isAdvanced = inputs.databaseInsightsMode === "advanced";
    return [
        machineOf(`${instanceClass}${copies > 1 ? " with a standby" : ""}`, instanceClass, copies),
        monthly("storage", "database/storage", copies * count(inputs.allocatedStorage)),
        hourly("Database Insights", "database/insights", isAdvanced ? copies * vcpusOf(resource) : 0),
    ];
};

function machineOf(what: string, instanceClass: string, copies: number): Item {
    const { id, larges } = inLargeOnes("database", instanceClass.replace("db.", ""));
    return hourly(what, id, copies * larges);
}

const vcpusOf = (resource: PlannedResource): number =>
    databaseClass(text(resource, "instanceClass"))?.vcpus ?? 0;

/** RDS charges a proxy by the processors of its database, two at least. https://aws.amazon.com/rds/proxy/pricing/ */
const proxy: PriceOf = (_, context) => [
    hourly("proxy", "database/proxy", Math.max(2, ...context.ofType(DATABASE).map(vcpusOf))),
];

/** A group keeps one backup for nothing. Each holds what is in memory: a quarter of it is assumed. */
const cacheGroup: PriceOf = (resource) => {
    const { inputs } = resource;
    const type = text(resource, "nodeType").replace("cache.", "");
    const { id, larges } = inLargeOnes(inputs.engine === "valkey" ? "valkey" : "redis", type);
    const nodes = count(inputs.numCacheClusters);
    const backups = Math.max(0, count(inputs.snapshotRetentionLimit) - 1);
    return [
        hourly(`${nodes} × cache.${type}`, id, nodes * larges),
        {
            ...monthly("backups beyond one", "cache/backup", backups * larges * CACHED_GB_OF_A_LARGE),
            assumed: true,
        },
    ];
};

const CACHED_GB_OF_A_LARGE = 1.6;

/** Which assumption is about which bucket of the stack. */
const BUCKETS: Readonly<Record<string, "uploadsGb" | "storedLogsGb" | "releasesGb">> = {
    media: "uploadsGb",
    logs: "storedLogsGb",
    releases: "releasesGb",
};

const bucket: PriceOf = (resource, { usage }) => {
    const kind = resource.urn.split("-").at(-1) ?? "";
    const assumption = BUCKETS[kind];
    return [
        assumed(`${kind}: storage`, "s3/storage", assumption === undefined ? 0 : usage[assumption]),
        assumed(`${kind}: writes`, "s3/writes", assumption === "storedLogsGb" ? usage.writes : 0),
    ];
};

/**
 * What the plan's rule keeps: a first copy, and what changed until it is deleted. RDS's snapshots are charged as its backup
 * storage, files of S3 as AWS Backup's. https://aws.amazon.com/backup/pricing/
 */
const backupPlan: PriceOf = (resource, context) => {
    const { usage } = context;
    return list(resource.inputs.rules).flatMap((given): Item[] => {
        const rule = object(given);
        const days = count(object(rule.lifecycle).deleteAfter);
        if (rule.enableContinuousBackup === true) {
            return [assumed("files", "backup/files", usage.uploadsGb + (usage.newUploadsGb * days) / 30)];
        }
        const kept = assumed(
            "snapshots of the database",
            "database/backup",
            usage.databaseGb + usage.databaseChangeGb * days,
        );
        return [
            kept,
            ...list(rule.copyActions).flatMap((action): Item[] => {
                const region = String(object(action).destinationVaultArn).split(":")[3] ?? "";
                return [
                    { ...kept, what: `their copies in ${region}`, region },
                    assumed("sent to the other region", "transfer/region", usage.databaseChangeGb * 30),
                ];
            }),
        ];
    });
};

/** A test keeps a copy of the database, without a standby, for its window each week. https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html */
const restoreTest: PriceOf = ({ inputs }, context) =>
    inputs.protectedResourceType === "RDS"
        ? context.ofType(DATABASE).map((resource): Item => {
              const { id, larges } = inLargeOnes(
                  "database",
                  text(resource, "instanceClass").replace("db.", ""),
              );
              return {
                  what: "a restored database each week",
                  price: id,
                  quantity: larges * count(inputs.validationWindowHours) * WEEKS,
              };
          })
        : [];

/** A key that rotates costs as much again after its first year and after its second; this is the first year. */
const key =
    (what: string): PriceOf =>
    () => [monthly(what, "key/month")];

/** All requests to KMS are counted once, at the key for the files. */
const FILES_KEY = "-keys-files";

export const DATA = {
    [DATABASE]: database,
    "aws:rds/proxy:Proxy": proxy,
    "aws:elasticache/replicationGroup:ReplicationGroup": cacheGroup,
    "aws:s3/bucket:Bucket": bucket,
    "aws:kms/key:Key": (resource, context) => [
        ...key("key")(resource, context),
        assumed(
            "requests to all keys",
            "key/requests",
            resource.urn.endsWith(FILES_KEY) ? context.usage.keyRequests : 0,
        ),
    ],
    "aws:kms/replicaKey:ReplicaKey": key("copy of a key"),
    "aws:secretsmanager/secret:Secret": () => [monthly("secret", "secret/month")],
    "aws:backup/plan:Plan": backupPlan,
    "aws:backup/restoreTestingSelection:RestoreTestingSelection": restoreTest,
    "aws:sesv2/emailIdentity:EmailIdentity": (_, { usage }: Context) => [
        assumed("e-mails", "email/sent", usage.messages),
    ],
} as const satisfies Record<string, PriceOf>;
