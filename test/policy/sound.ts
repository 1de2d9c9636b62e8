/**
 * Resources that satisfy every policy, with everything that the pack requires around them. Scenes take from here what
 * they do not test, so that a new policy needs a change in one place only.
 */
import * as types from "../../policies/resource-types";
import { fixture, type Scene } from "./case";
import { type Resource, UNKNOWN } from "./harness";
import { alarmsOn } from "./sound-alarms";

type Props = Readonly<Record<string, unknown>>;
type References = Readonly<Record<string, readonly Resource[]>>;

/** Parts of a scene by name: other properties for a part, or `none` to leave it out. */
type Parts<Name extends string> = Readonly<Partial<Record<Name, Props | "none">>>;

type Make = (changes: Props) => Resource;

function assemble<Name extends string>(makers: Readonly<Record<Name, Make>>, parts: Parts<Name>): Resource[] {
    return Object.entries<Make>(makers).flatMap(([name, make]) => {
        const changes = parts[name as Name] ?? {};
        return changes === "none" ? [] : [make(changes)];
    });
}

export const files = fixture(types.fileSystem, { encrypted: true, kmsKeyId: UNKNOWN }, { protect: true });
export const key = fixture(
    types.key,
    { enableKeyRotation: true, deletionWindowInDays: 30 },
    { protect: true },
);

export const vault = fixture(types.backupVault, { kmsKeyArn: UNKNOWN }, { protect: true });
export const vaultLock = fixture(
    types.backupVaultLock,
    { minRetentionDays: 35 },
    { references: { backupVaultName: [vault()] } },
);

/** A backup plan that selects the resources and meets the pack's default objectives. */
export function backupOf(
    resources: readonly Resource[],
    parts: Parts<"rule" | "selection"> = {},
): readonly Resource[] {
    const rule = parts.rule === "none" ? {} : parts.rule;
    const lifecycle = { deleteAfter: 35 };
    // Without a lifecycle, AWS keeps copies forever.
    const copyActions = [{ destinationVaultArn: UNKNOWN }];
    const given = { schedule: "cron(0 0/6 * * ? *)", lifecycle, copyActions, ...rule };
    const plan = fixture(types.backupPlan)(
        { rules: [Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))] },
        { references: { rules: [vault()] } },
    );
    const select = (changes: Props) =>
        fixture(types.backupSelection, { resources: resources.map(() => UNKNOWN) })(changes, {
            references: { planId: [plan], resources },
        });
    return [
        plan,
        ...assemble({ selection: select }, { selection: parts.selection }),
        vault(),
        vaultLock(),
        // The alarms of a plan are on the vaults that it fills.
        ...alarmsOn(plan).map((alarm) => withReference(alarm, "dimensions", [vault()])),
    ];
}

function withReference(resource: Resource, property: string, targets: readonly Resource[]): Resource {
    const { references = {} } = resource;
    return property in references
        ? { ...resource, references: { ...references, [property]: targets } }
        : resource;
}

/** Keeps each resource once. */
function once([first, ...others]: Scene): Scene {
    const known = new Set([nameAndType(first)]);
    const more = others.filter((other) => {
        const isNew = !known.has(nameAndType(other));
        known.add(nameAndType(other));
        return isNew;
    });
    return [first, ...more];
}

const nameAndType = ({ name, type }: Resource): string => `${type}::${name}`;

type BucketPart = "block" | "policy" | "encryption" | "versioning" | "lifecycle" | "logging";

export const TLS_ONLY = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::hrms", "arn:aws:s3:::hrms/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export const bucketPolicy = (...statements: object[]): Props => ({
    policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});

const BUCKET_PARTS: Readonly<Record<BucketPart, ReturnType<typeof fixture>>> = {
    block: fixture(types.publicAccessBlock, {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    }),
    policy: fixture(types.bucketPolicy, bucketPolicy(TLS_ONLY)),
    encryption: fixture(types.bucketEncryption, {
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN } }],
    }),
    versioning: fixture(types.bucketVersioning, { versioningConfiguration: { status: "Enabled" } }),
    lifecycle: fixture(types.bucketLifecycle, {
        rules: [{ id: "former", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 90 } }],
    }),
    logging: fixture(types.bucketLogging, { targetBucket: "logs" }),
};

export const bucket = fixture(types.bucket, {}, { protect: true });

/** A bucket and its settings, each as a separate resource. */
export function bucketScene(parts: Parts<BucketPart> = {}, subject: Resource = bucket()): Scene {
    const makers = Object.fromEntries(
        Object.entries(BUCKET_PARTS).map(([name, make]) => [
            name,
            (changes: Props) => make(changes, { references: { bucket: [subject] } }),
        ]),
    ) as Record<BucketPart, Make>;
    return [subject, ...assemble(makers, parts)];
}

/** Parameters in the form of a parameter group, without those that are undefined. */
export function parameters(values: Readonly<Record<string, unknown>>): Props {
    return {
        parameters: Object.entries(values)
            .filter(([, value]) => value !== undefined)
            .map(([name, value]) => ({ name, value })),
    };
}

const MYSQL_PARAMETERS = {
    require_secure_transport: "1",
    slow_query_log: "1",
    long_query_time: "1",
    log_output: "FILE",
};

export const POSTGRES_PARAMETERS = { "rds.force_ssl": "1", log_min_duration_statement: "1000" };

const DATABASE = {
    storageEncrypted: true,
    kmsKeyId: UNKNOWN,
    // The key of the secret in which RDS keeps a managed password.
    masterUserSecretKmsKeyId: UNKNOWN,
    backupRetentionPeriod: 14,
    deleteAutomatedBackups: false,
    deletionProtection: true,
    skipFinalSnapshot: false,
    engineLifecycleSupport: "open-source-rds-extended-support-disabled",
    copyTagsToSnapshot: true,
};

const INSTANCE = {
    ...DATABASE,
    engine: "mysql",
    engineVersion: "8.4",
    instanceClass: "db.m7g.large",
    enabledCloudwatchLogsExports: ["error", "slowquery"],
    multiAz: true,
    publiclyAccessible: false,
    monitoringInterval: 60,
    username: "hrms_master",
    password: UNKNOWN,
};

const CLUSTER = {
    ...DATABASE,
    engine: "aurora-postgresql",
    enabledCloudwatchLogsExports: ["postgresql"],
    masterUsername: "hrms_master",
    masterPassword: UNKNOWN,
};

/** How an instance and a cluster differ. */
interface DatabaseKind {
    readonly make: ReturnType<typeof fixture>;
    readonly group: ReturnType<typeof fixture>;
    /** Good parameters for the group. */
    readonly parameters: Readonly<Record<string, string>>;
    readonly groupProperty: string;
    readonly passwordProperty: string;
}

const INSTANCES: DatabaseKind = {
    make: fixture(types.databaseInstance, INSTANCE),
    group: fixture(types.parameterGroup),
    parameters: MYSQL_PARAMETERS,
    groupProperty: "parameterGroupName",
    passwordProperty: "password",
};

const CLUSTERS: DatabaseKind = {
    make: fixture(types.databaseCluster, CLUSTER),
    group: fixture(types.clusterParameterGroup),
    parameters: POSTGRES_PARAMETERS,
    groupProperty: "dbClusterParameterGroupName",
    passwordProperty: "masterPassword",
};

interface DatabaseParts {
    /** Changes to the good parameters, or `none` for no parameter group in the stack. */
    readonly parameters?: Readonly<Record<string, unknown>> | "none";
    readonly backup?: "none";
    readonly references?: References;
    readonly protect?: boolean;
    /** More resources. */
    readonly others?: readonly Resource[];
}

export const password = fixture(types.randomPassword, { length: 24 });
const firewall = fixture(types.securityGroup, { description: "Database" }, { name: "database-firewall" });

function sceneOf(
    { make, group: makeGroup, parameters: good, groupProperty, passwordProperty }: DatabaseKind,
    changes: Props,
    { parameters: given = {}, references = {}, protect = true, backup, others = [] }: DatabaseParts,
): Scene {
    const group = makeGroup(parameters(given === "none" ? {} : { ...good, ...given }));
    const subject = make(changes, {
        protect,
        references: {
            [passwordProperty]: [password()],
            vpcSecurityGroupIds: [firewall()],
            ...(given !== "none" && { [groupProperty]: [group] }),
            ...references,
        },
    });
    return once([
        subject,
        group,
        password(),
        firewall(),
        ...(backup === "none" ? [] : backupOf([subject])),
        ...alarmsOn(subject),
        ...others,
    ]);
}

/** A database instance and everything that belongs to it. */
export function databaseScene(changes: Props = {}, parts: DatabaseParts = {}): Scene {
    return sceneOf(INSTANCES, changes, parts);
}

const replica = fixture(
    types.databaseInstance,
    {
        replicateSourceDb: UNKNOWN,
        instanceClass: "db.m7g.large",
        publiclyAccessible: false,
        monitoringInterval: 60,
        enabledCloudwatchLogsExports: ["error", "slowquery"],
    },
    { name: "replica", computed: { engine: UNKNOWN, username: UNKNOWN, engineVersion: UNKNOWN } },
);

/** A minimal read replica with its source. With parameters, it gets its own parameter group. */
export function replicaScene(ofGroup: Props = {}, changes: Props = {}): Scene {
    const [source, ...others] = databaseScene();
    const group = fixture(types.parameterGroup, parameters({ ...MYSQL_PARAMETERS, ...ofGroup }), {
        name: "replica",
    })();
    const own = Object.keys(ofGroup).length > 0;
    const subject = replica(
        { ...(own && { parameterGroupName: UNKNOWN }), ...changes },
        {
            references: {
                replicateSourceDb: [source],
                vpcSecurityGroupIds: [firewall()],
                ...(own && { parameterGroupName: [group] }),
            },
        },
    );
    return once([subject, source, ...others, ...alarmsOn(subject), ...(own ? [group] : [])]);
}

export const member = fixture(types.databaseClusterInstance, {
    engine: "aurora-postgresql",
    publiclyAccessible: false,
    monitoringInterval: 60,
});

/** A cluster with two instances and everything that belongs to it. */
export function clusterScene(
    changes: Props = {},
    { members = 2, ...parts }: DatabaseParts & { readonly members?: number } = {},
): Scene {
    const [cluster, ...others] = sceneOf(CLUSTERS, changes, parts);
    const instances = Array.from({ length: members }, (_, index) =>
        member({}, { name: `member-${index}`, references: { clusterIdentifier: [cluster] } }),
    );
    return [cluster, ...others, ...instances];
}

const redis = fixture(types.replicationGroup, {
    engine: "redis",
    engineVersion: "7.1",
    transitEncryptionEnabled: true,
    atRestEncryptionEnabled: true,
    kmsKeyId: UNKNOWN,
    authToken: UNKNOWN,
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    snapshotRetentionLimit: 1,
});

const cacheFirewall = fixture(types.securityGroup, { description: "Cache" }, { name: "cache-firewall" });

/** A replication group and everything that belongs to it. */
export function redisScene(changes: Props = {}, references: References = {}): Scene {
    const subject = redis(changes, { references: { securityGroupIds: [cacheFirewall()], ...references } });
    return [subject, cacheFirewall(), ...alarmsOn(subject)];
}
