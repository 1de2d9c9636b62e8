import { hasOwnKey } from "../aws/own-key";
import { isReplica } from "../aws/replicas";
import { on, resourcePolicy } from "../policy";
import type { ResourceType } from "../resource-types";
import * as types from "../resource-types";
import { faultIf, isSet } from "../verdict";

type Properties = Readonly<Record<string, unknown>>;

interface KeyProperty {
    readonly type: ResourceType<object>;
    readonly property: string;
    /** Whether the resource takes its own key, and not the key of its source. @defaultValue - always */
    readonly applies?: (props: Properties) => boolean;
}

/** A copy or a restored database keeps the key of its source. */
const ORIGINS = ["replicationSourceIdentifier", "restoreToPointInTime", "snapshotIdentifier"];
const isOriginal = (props: Properties): boolean =>
    !isReplica(props) && !ORIGINS.some((property) => isSet(props, property));
const hasInsights = ({ performanceInsightsEnabled }: Properties): boolean =>
    performanceInsightsEnabled === true;
const hasManagedPassword = ({ manageMasterUserPassword }: Properties): boolean =>
    manageMasterUserPassword === true;

/** The properties that name a key for data. Without one, AWS uses its own key. */
const KEY_PROPERTIES: readonly KeyProperty[] = [
    { type: types.databaseInstance, property: "kmsKeyId", applies: isOriginal },
    { type: types.databaseCluster, property: "kmsKeyId", applies: isOriginal },
    { type: types.databaseInstance, property: "performanceInsightsKmsKeyId", applies: hasInsights },
    { type: types.databaseCluster, property: "performanceInsightsKmsKeyId", applies: hasInsights },
    { type: types.databaseClusterInstance, property: "performanceInsightsKmsKeyId", applies: hasInsights },
    { type: types.databaseInstance, property: "masterUserSecretKmsKeyId", applies: hasManagedPassword },
    { type: types.databaseCluster, property: "masterUserSecretKmsKeyId", applies: hasManagedPassword },
    { type: types.databaseSnapshotCopy, property: "kmsKeyId" },
    { type: types.databaseBackupReplication, property: "kmsKeyId" },
    // A secondary of a global datastore has the key of the primary.
    {
        type: types.replicationGroup,
        property: "kmsKeyId",
        applies: (props) => !isSet(props, "globalReplicationGroupId"),
    },
    { type: types.fileSystem, property: "kmsKeyId" },
];

export const dataHasOwnKey = resourcePolicy({
    name: "data-encrypted-with-own-key",
    checklist: "security.database.backup-encryption",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "Databases, caches, file systems and copies of snapshots are encrypted with a KMS key of your own.",
    otherwise:
        "You can't control who uses AWS's key, or share a snapshot under it with a rescue account. " +
        "You can't change the key of a database later.",
    remedy: "Set kmsKeyId (performanceInsightsKmsKeyId and masterUserSecretKmsKeyId where you use these) to an aws.kms.Key.",
    rules: KEY_PROPERTIES.map(({ type, property, applies = () => true }) =>
        on(type, ({ props }) =>
            faultIf(
                `${property} is not set, or is AWS's own key`,
                // In this order, so that the policy reads the source only if there is no key.
                () => !hasOwnKey(props as Properties, property) && applies(props as Properties),
            ),
        ),
    ),
});
