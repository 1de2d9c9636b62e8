import { Properties, Refusal } from "../../resource-type";
import {
    fault,
    isSet,
    listAt,
    numberAt,
    refusal,
    refuseMissing,
    refuseTaken,
    refuseText,
    textAt,
    valueAt,
} from "../../checks";
import { MYSQL_LOGS, MYSQL_MAJORS } from "./mysql";
import { dailyWindow, refuseOverlap, weeklyWindow } from "./windows";

const CREATE = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html";
const LIMITS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html";
const STORAGE = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html";
const INSIGHTS =
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.TurningOnAdvanced.html";

/** The major version of an engine version: `8.4` of `8.4.7`. */
export const majorOf = (version: string): string => version.split(".").slice(0, 2).join(".");

const isMySql = (inputs: Properties): boolean => textAt(inputs, "engine") === "mysql";

const isRestored = (inputs: Properties): boolean =>
    ["replicateSourceDb", "restoreToPointInTime", "s3Import", "snapshotIdentifier"].some((source) =>
        isSet(inputs, source),
    );

const engine: readonly Refusal[] = [
    refusal("rds-engine-version-unknown", CREATE, (inputs) => {
        const version = textAt(inputs, "engineVersion");
        if (!isMySql(inputs) || version === undefined) {
            return undefined;
        }
        const [low, high] = MYSQL_MAJORS[majorOf(version)]?.minors ?? [1, 0];
        const minor = Number(version.split(".")[2] ?? low);
        return minor >= low && minor <= high
            ? undefined
            : fault("engineVersion", `InvalidParameterCombination: Cannot find version ${version} for mysql`);
    }),
    refusal("rds-engine-past-standard-support", CREATE, (inputs) => {
        const version = textAt(inputs, "engineVersion");
        const major = isMySql(inputs) && version !== undefined ? MYSQL_MAJORS[majorOf(version)] : undefined;
        const disabled =
            textAt(inputs, "engineLifecycleSupport") === "open-source-rds-extended-support-disabled";
        return disabled && major?.inStandardSupport === false
            ? fault(
                  "engineVersion",
                  `InvalidParameterCombination: mysql ${version} is past the RDS end of standard support date and RDS Extended Support is disabled (EngineLifecycleSupport)`,
              )
            : undefined;
    }),
    refusal(
        "rds-instance-class-unsupported",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html",
        (inputs) => {
            const name = textAt(inputs, "instanceClass");
            const supported =
                /^db\.(t3|t4g|[mr](5|5d|6g|6gd|6i|6id|6idn|6in|7g|7i|8g|8gd|8i)|r5b|x2g|x2iedn|x2idn|x8g|c6gd|z1d)\.(micro|small|medium|large|metal|\d*xlarge)$/;
            return isMySql(inputs) && name !== undefined && !supported.test(name)
                ? fault(
                      "instanceClass",
                      `InvalidParameterCombination: RDS does not support creating a DB instance with the following combination: DBInstanceClass=${name}, Engine=mysql, EngineVersion=${String(inputs.engineVersion)}, LicenseModel=general-public-license. For supported combinations of instance class and database engine version, see the documentation.`,
                  )
                : undefined;
        },
    ),
    refusal("rds-log-export-unknown", CREATE, (inputs) => {
        const wrong = listAt(inputs, "enabledCloudwatchLogsExports").filter(
            (log) => !MYSQL_LOGS.includes(String(log)),
        );
        return isMySql(inputs) && wrong.length > 0
            ? fault(
                  "enabledCloudwatchLogsExports",
                  `InvalidParameterCombination: You cannot use the log types '${wrong.join(", ")}' with engine version mysql ${String(inputs.engineVersion)}. For supported log types, see the documentation.`,
              )
            : undefined;
    }),
    refusal(
        "rds-parameter-group-family",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/parameter-groups-overview.html",
        (inputs, account) => {
            const name = textAt(inputs, "parameterGroupName");
            const version = textAt(inputs, "engineVersion");
            const group =
                name === undefined ? undefined : account.find(name, "aws:rds/parameterGroup:ParameterGroup");
            const family = group === undefined ? undefined : textAt(group.inputs, "family");
            const wanted = version === undefined ? undefined : `${String(inputs.engine)}${majorOf(version)}`;
            return isMySql(inputs) && family !== undefined && wanted !== undefined && family !== wanted
                ? fault(
                      "parameterGroupName",
                      `InvalidParameterCombination: The parameter group ${String(name)} with DBParameterGroupFamily ${family} can't be used for this instance. Please use a parameter group with DBParameterGroupFamily ${wanted}`,
                  )
                : undefined;
        },
    ),
];

const identity: readonly Refusal[] = [
    refuseText("rds-identifier-form", LIMITS, "identifier", {
        max: 63,
        // AWS stores small letters, and the provider takes no others.
        pattern: /^[a-z](-?[a-z0-9])*$/,
        message:
            "InvalidParameterValue: The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only lower-case ASCII letters, digits, and hyphens (at most 63); and must not end with a hyphen or contain two consecutive hyphens",
    }),
    refuseTaken("rds-identifier-taken", CREATE, "identifier", {
        code: "DBInstanceAlreadyExists",
        what: "DB instance",
    }),
    refusal("rds-database-name-form", CREATE, (inputs) => {
        const name = textAt(inputs, "dbName");
        return !isMySql(inputs) || name === undefined || /^[A-Za-z][A-Za-z0-9]{0,63}$/.test(name)
            ? undefined
            : fault(
                  "dbName",
                  `InvalidParameterValue: DBName must begin with a letter and contain only alphanumeric characters (at most 64): "${name}"`,
              );
    }),
    refusal("rds-master-username-form", CREATE, (inputs) => {
        const name = textAt(inputs, "username");
        return !isMySql(inputs) || name === undefined || /^[A-Za-z][A-Za-z0-9_]{0,15}$/.test(name)
            ? undefined
            : fault(
                  "username",
                  `InvalidParameterValue: The parameter MasterUsername is not a valid user name. It must begin with a letter and contain at most 16 letters, digits and underscores: "${name}"`,
              );
    }),
    refusal("rds-master-username-reserved", CREATE, (inputs) => {
        const name = textAt(inputs, "username");
        return isMySql(inputs) &&
            name !== undefined &&
            ["rdsadmin", "rdsrepladmin", "mysql", "user", "select", "table"].includes(name.toLowerCase())
            ? fault(
                  "username",
                  `InvalidParameterValue: MasterUsername ${name} cannot be used as it is a reserved word used by the engine`,
              )
            : undefined;
    }),
];

/** No message repeats a password. */
const password: readonly Refusal[] = [
    refusal("rds-master-password-missing", CREATE, (inputs) =>
        isRestored(inputs) ||
        ["password", "passwordWo"].some((given) => isSet(inputs, given)) ||
        valueAt(inputs, "manageMasterUserPassword") !== undefined
            ? undefined
            : fault(
                  "password",
                  "InvalidParameterValue: The parameter MasterUserPassword must be provided and must not be blank.",
              ),
    ),
    refusal("rds-master-password-characters", CREATE, (inputs) => {
        const value = textAt(inputs, "password");
        return value === undefined || /^[!#-.0-?A-~]*$/.test(value)
            ? undefined
            : fault(
                  "password",
                  "InvalidParameterValue: The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
              );
    }),
    refusal("rds-master-password-length", CREATE, (inputs) => {
        const length = textAt(inputs, "password")?.length;
        const wrong =
            length === undefined || !isMySql(inputs)
                ? undefined
                : length < 8
                  ? "shorter than 8"
                  : length > 41
                    ? "longer than 41"
                    : undefined;
        return wrong === undefined
            ? undefined
            : fault(
                  "password",
                  `InvalidParameterValue: The parameter MasterUserPassword is not a valid password because it is ${wrong} characters.`,
              );
    }),
    refusal("rds-master-password-twice", CREATE, (inputs) =>
        valueAt(inputs, "manageMasterUserPassword") === true &&
        ["password", "passwordWo"].some((given) => isSet(inputs, given))
            ? fault(
                  "password",
                  "InvalidParameterCombination: MasterUserPassword can't be specified when ManageMasterUserPassword is true: Secrets Manager generates the password",
              )
            : undefined,
    ),
];

const windows: readonly Refusal[] = [
    refusal("rds-backup-window-form", CREATE, (inputs) => {
        const text = textAt(inputs, "backupWindow");
        return text === undefined || dailyWindow(text)
            ? undefined
            : fault(
                  "backupWindow",
                  `"backup_window" must satisfy the format of "hh24:mi-hh24:mi", got "${text}"`,
              );
    }),
    refusal("rds-maintenance-window-form", CREATE, (inputs) => {
        const text = textAt(inputs, "maintenanceWindow");
        return text === undefined || weeklyWindow(text)
            ? undefined
            : fault(
                  "maintenanceWindow",
                  `"maintenance_window" must satisfy the format of "ddd:hh24:mi-ddd:hh24:mi", got "${text}"`,
              );
    }),
    refusal("rds-window-length", CREATE, (inputs) => {
        const short = [
            { property: "backupWindow", length: dailyWindow(textAt(inputs, "backupWindow") ?? "")?.length },
            {
                property: "maintenanceWindow",
                length: weeklyWindow(textAt(inputs, "maintenanceWindow") ?? "")?.length,
            },
        ].find(({ length }) => length !== undefined && length < 30);
        return (
            short &&
            fault(
                short.property,
                `InvalidParameterValue: The ${short.property === "backupWindow" ? "backup" : "maintenance"} window must be at least 30 minutes.`,
            )
        );
    }),
    refuseOverlap(
        "rds-windows-overlap",
        CREATE,
        "backupWindow",
        "InvalidParameterValue: The backup window and maintenance window must not overlap.",
    ),
    refusal("rds-backup-retention-range", CREATE, (inputs) => {
        const days = numberAt(inputs, "backupRetentionPeriod");
        return days === undefined || (days >= 0 && days <= 35)
            ? undefined
            : fault(
                  "backupRetentionPeriod",
                  `expected backup_retention_period to be in the range (0 - 35), got ${days}`,
              );
    }),
];

const storage: readonly Refusal[] = [
    refusal("rds-storage-size", STORAGE, (inputs) => {
        const size = numberAt(inputs, "allocatedStorage");
        const type = textAt(inputs, "storageType") ?? "gp2";
        const minimum = type === "standard" ? 5 : type.startsWith("io") ? 100 : 20;
        return !isMySql(inputs) || size === undefined || (size >= minimum && size <= 65536)
            ? undefined
            : fault(
                  "allocatedStorage",
                  `InvalidParameterValue: Invalid storage size for engine name mysql and storage type ${type}: ${size}`,
              );
    }),
    refusal("rds-storage-missing", CREATE, (inputs) =>
        isSet(inputs, "allocatedStorage") || isRestored(inputs)
            ? undefined
            : fault(
                  "allocatedStorage",
                  "InvalidParameterValue: Invalid storage size for engine name mysql and storage type gp2: null",
              ),
    ),
    refusal(
        "rds-max-storage",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html",
        (inputs) => {
            const size = numberAt(inputs, "allocatedStorage");
            const max = numberAt(inputs, "maxAllocatedStorage");
            if (size === undefined || max === undefined || max === 0 || max >= size * 1.1) {
                return undefined;
            }
            return fault(
                "maxAllocatedStorage",
                max <= size
                    ? `InvalidParameterCombination: Max storage size must be greater than storage size: ${max} <= ${size}`
                    : `InvalidParameterCombination: Max storage size must be at least 10 percent greater than storage size, got ${max} for ${size}`,
            );
        },
    ),
    refusal("rds-gp3-performance-below-400", STORAGE, (inputs) => {
        const size = numberAt(inputs, "allocatedStorage");
        return isMySql(inputs) &&
            textAt(inputs, "storageType") === "gp3" &&
            size !== undefined &&
            size < 400 &&
            ["iops", "storageThroughput"].some((given) => isSet(inputs, given))
            ? fault(
                  "iops",
                  "InvalidParameterCombination: You can't specify IOPS or storage throughput for engine mysql and a storage size less than 400.",
              )
            : undefined;
    }),
    refusal("rds-key-without-encryption", CREATE, (inputs) =>
        isSet(inputs, "kmsKeyId") && valueAt(inputs, "storageEncrypted") !== true && !isRestored(inputs)
            ? fault(
                  "kmsKeyId",
                  "InvalidParameterCombination: KmsKeyId can be specified only if StorageEncrypted is true",
              )
            : undefined,
    ),
];

const monitoring: readonly Refusal[] = [
    refusal(
        "rds-insights-class",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html",
        (inputs) => {
            const small = /^db\.(t2\.\w+|t3\.(micro|small)|t4g\.(micro|small))$/;
            return isMySql(inputs) &&
                valueAt(inputs, "performanceInsightsEnabled") === true &&
                small.test(textAt(inputs, "instanceClass") ?? "")
                ? fault(
                      "performanceInsightsEnabled",
                      "InvalidParameterCombination: Performance Insights not supported for this configuration.",
                  )
                : undefined;
        },
    ),
    refusal("rds-insights-retention", CREATE, (inputs) => {
        const days = numberAt(inputs, "performanceInsightsRetentionPeriod");
        return days === undefined ||
            days === 7 ||
            days === 731 ||
            (days % 31 === 0 && days >= 31 && days <= 713)
            ? undefined
            : fault(
                  "performanceInsightsRetentionPeriod",
                  `InvalidParameterValue: Invalid Performance Insights retention period: ${days}. Valid values are 7, multiples of 31 from 31 to 713, and 731`,
              );
    }),
    refusal("rds-insights-advanced", INSIGHTS, (inputs) => {
        const days = numberAt(inputs, "performanceInsightsRetentionPeriod") ?? 7;
        return textAt(inputs, "databaseInsightsMode") === "advanced" &&
            (valueAt(inputs, "performanceInsightsEnabled") !== true || days < 465)
            ? fault(
                  "databaseInsightsMode",
                  "InvalidParameterCombination: To enable the Advanced mode of Database Insights, enable Performance Insights and set its retention period to at least 465 days",
              )
            : undefined;
    }),
    refusal("rds-monitoring-interval", CREATE, (inputs) => {
        const seconds = numberAt(inputs, "monitoringInterval");
        return seconds === undefined || [0, 1, 5, 10, 15, 30, 60].includes(seconds)
            ? undefined
            : fault(
                  "monitoringInterval",
                  `expected monitoring_interval to be one of [0 1 5 10 15 30 60], got ${seconds}`,
              );
    }),
    refusal("rds-monitoring-role", CREATE, (inputs) =>
        (numberAt(inputs, "monitoringInterval") ?? 0) > 0 && !isSet(inputs, "monitoringRoleArn")
            ? fault(
                  "monitoringRoleArn",
                  "InvalidParameterCombination: A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
              )
            : undefined,
    ),
];

const placement: readonly Refusal[] = [
    refusal("rds-port-range", CREATE, (inputs) => {
        const port = numberAt(inputs, "port");
        return port === undefined || (port >= 1150 && port <= 65535)
            ? undefined
            : fault(
                  "port",
                  `InvalidParameterValue: Invalid database port: ${port}. Valid values are 1150-65535`,
              );
    }),
    refusal("rds-zone-of-multi-az", CREATE, (inputs) =>
        valueAt(inputs, "multiAz") === true && isSet(inputs, "availabilityZone")
            ? fault(
                  "availabilityZone",
                  "InvalidParameterCombination: Requesting a specific availability zone is not valid for Multi-AZ instances.",
              )
            : undefined,
    ),
    refuseMissing("rds-subnet-group-missing", CREATE, "dbSubnetGroupName", {
        tokens: ["aws:rds/subnetGroup:SubnetGroup"],
        code: "DBSubnetGroupNotFoundFault",
        what: "DB subnet group",
    }),
    refusal(
        "rds-final-snapshot-form",
        "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html",
        (inputs) => {
            const name = textAt(inputs, "finalSnapshotIdentifier");
            return name === undefined || /^[A-Za-z](-?[A-Za-z0-9])*$/.test(name)
                ? undefined
                : fault(
                      "finalSnapshotIdentifier",
                      `"final_snapshot_identifier" must begin with a letter, contain only letters, digits and hyphens, and not end with a hyphen or contain two consecutive hyphens: "${name}"`,
                  );
        },
    ),
];

export const rdsInstanceRefusals: readonly Refusal[] = [
    ...engine,
    ...identity,
    ...password,
    ...windows,
    ...storage,
    ...monitoring,
    ...placement,
];

const isGp3 = (inputs: Properties): boolean => textAt(inputs, "storageType") === "gp3";
const below400 = (gib: number | undefined): boolean => (gib ?? 0) < 400;

/**
 * Why ModifyDBInstance rejects a change, or undefined if it accepts it. From 400 GiB on, gp3 has at least 12,000 IOPS, and the
 * provider sends the former 3,000 if the program gives none.
 * https://github.com/hashicorp/terraform-provider-aws/issues/28382
 */
export function refusedChange(before: Properties, after: Properties): string | undefined {
    const [oldSize, newSize] = [numberAt(before, "allocatedStorage"), numberAt(after, "allocatedStorage")];
    // With a storage maximum, the provider ignores a smaller size, because the storage can have grown automatically.
    const isLeftToAutoscaling = (numberAt(after, "maxAllocatedStorage") ?? 0) > (newSize ?? 0);
    if (oldSize !== undefined && newSize !== undefined && newSize < oldSize && !isLeftToAutoscaling) {
        return `InvalidParameterCombination: Invalid storage size: the allocated storage of a DB instance can't be reduced from ${oldSize} to ${newSize} GiB`;
    }
    if (isGp3(after) && below400(oldSize) && !below400(newSize) && !isSet(after, "iops")) {
        return "InvalidParameterCombination: Invalid iops value for engine name mysql and storage type gp3: 3000";
    }
    const [oldVersion, newVersion] = [textAt(before, "engineVersion"), textAt(after, "engineVersion")];
    if (oldVersion === undefined || newVersion === undefined || majorOf(oldVersion) === majorOf(newVersion)) {
        return undefined;
    }
    if (Number(majorOf(newVersion)) < Number(majorOf(oldVersion))) {
        return `InvalidParameterCombination: Cannot upgrade ${String(after.engine)} from ${oldVersion} to ${newVersion}`;
    }
    return after.allowMajorVersionUpgrade === true
        ? undefined
        : "InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.";
}
