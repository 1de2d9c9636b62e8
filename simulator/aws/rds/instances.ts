import { PlannedResource, Properties, ResourceType } from "../../resource-type";
import { isSet, numberAt, textAt } from "../../checks";
import { inSmallLetters } from "../../canonical";
import { CREATED_AT, lowerToken, upperToken } from "../checks/ids";
import { majorOf, rdsInstanceRefusals, refusedChange } from "../checks/rds-instance";
import { zonesInUse } from "../checks/subnets";
import { rdsZone } from "../checks/region-names";

const API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";
const PROVIDER =
    "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/instance.go";
const DEFAULT_PORTS: Readonly<Record<string, number>> = { mysql: 3306, mariadb: 3306, postgres: 5432 };

const engineOf = ({ inputs }: PlannedResource): string => textAt(inputs, "engine") ?? "mysql";
const versionOf = ({ inputs }: PlannedResource): string => textAt(inputs, "engineVersion") ?? "8.4";

/** The outputs that depend on the inputs of an instance. */
function endpointOf(resource: PlannedResource, identifier: string): Properties {
    const port = numberAt(resource.inputs, "port") ?? DEFAULT_PORTS[engineOf(resource)] ?? 3306;
    const address = `${identifier}.${lowerToken(resource, 12, "endpoint")}.${resource.region}.rds.amazonaws.com`;
    const version = versionOf(resource);
    return {
        address,
        endpoint: `${address}:${port}`,
        port,
        arn: resource.arn("rds", `db:${identifier}`),
        engineVersionActual: version.split(".").length > 2 ? version : `${version}.7`,
    };
}

const WINDOW = inSmallLetters("maintenanceWindow", PROVIDER);

/** The zone that AWS has chosen. */
function zoneOf({ inputs, account, region }: PlannedResource): string {
    const name = textAt(inputs, "dbSubnetGroupName") ?? "";
    const group = account.find(name, "aws:rds/subnetGroup:SubnetGroup");
    return (group && zonesInUse(inputs, group.inputs, account).at(-1)) ?? `${region}a`;
}

const instance: ResourceType = {
    token: "aws:rds/instance:Instance",
    required: ["instanceClass"],
    // As in PROVIDER. Not listed: `identifier`, because ModifyDBInstance renames an instance in place.
    replaceOn: [
        "availabilityZone",
        "backupTarget",
        "characterSetName",
        "customIamInstanceProfile",
        "dbName",
        "engine",
        "kmsKeyId",
        "ncharCharacterSetName",
        "restoreToPointInTime",
        "s3Import.bucketName",
        "s3Import.bucketPrefix",
        "s3Import.ingestionRole",
        "s3Import.sourceEngine",
        "s3Import.sourceEngineVersion",
        "snapshotIdentifier",
        "storageEncrypted",
        "timezone",
        "username",
        "region",
    ],
    refusals: rdsInstanceRefusals,
    canonical: WINDOW.canonical,
    hidden: [
        ...WINDOW.hidden,
        // Storage that has grown by itself.
        {
            property: "allocatedStorage",
            source: PROVIDER,
            when: (before, after, { maxAllocatedStorage: max }) =>
                Number(before) > Number(after) && Number(max ?? 0) > Number(after),
        },
    ],
    // RDS lists them in https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PendingModifiedValues.html
    deferred: {
        source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html",
        properties: [
            "allocatedStorage",
            "caCertIdentifier",
            "engineVersion",
            "instanceClass",
            "iops",
            "multiAz",
            "storageThroughput",
            "storageType",
        ],
        window: "maintenanceWindow",
    },
    defaults: {
        caCertIdentifier: "rds-ca-rsa2048-g1",
        licenseModel: "general-public-license",
        networkType: "IPV4",
    },
    create: (resource) => {
        const { inputs } = resource;
        const prefix = textAt(inputs, "identifierPrefix") ?? "terraform-";
        const identifier = textAt(inputs, "identifier") ?? `${prefix}${resource.hex(26, "identifier")}`;
        const resourceId = `db-${upperToken(resource, 26, "resource id")}`;
        const major = majorOf(versionOf(resource));
        const secretArn = resource.arn(
            "secretsmanager",
            `secret:rds!${resourceId}-${lowerToken(resource, 6, "secret")}`,
        );
        return {
            id: resourceId,
            outputs: {
                ...endpointOf(resource, identifier),
                identifier,
                identifierPrefix: textAt(inputs, "identifierPrefix") ?? "",
                resourceId,
                hostedZoneId: rdsZone(resource.region),
                status: "available",
                latestRestorableTime: CREATED_AT,
                availabilityZone: zoneOf(resource),
                optionGroupName: `default:${engineOf(resource)}-${major.replace(".", "-")}`,
                masterUserSecrets:
                    inputs.manageMasterUserPassword === true
                        ? [{ kmsKeyId: "", secretArn, secretStatus: "active" }]
                        : [],
                listenerEndpoints: [],
                replicas: [],
            },
        };
    },
    update: (resource, old) =>
        endpointOf(resource, textAt(resource.inputs, "identifier") ?? String(old.outputs.identifier)),
    refuseUpdate: {
        when: "its storage shrinks, its engine is downgraded, or its major version changes without `allowMajorVersionUpgrade`",
        source: `${API}/API_ModifyDBInstance.html`,
        find: refusedChange,
    },
    refuseDelete: {
        when: "deletion protection is on, or neither `skipFinalSnapshot` nor `finalSnapshotIdentifier` is set",
        source: `${API}/API_DeleteDBInstance.html`,
        find: ({ inputs }) => {
            if (inputs.deletionProtection === true) {
                return "InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again.";
            }
            return inputs.skipFinalSnapshot === true || isSet(inputs, "finalSnapshotIdentifier")
                ? undefined
                : "final_snapshot_identifier is required when skip_final_snapshot is false";
        },
    },
};

export const types: readonly ResourceType[] = [instance];
