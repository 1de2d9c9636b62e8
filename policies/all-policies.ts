/** Every policy of the pack. This is a separate module, because importing `index.ts` starts a server. */
import type { Policies } from "@pulumi/policy";
import * as apiGateways from "./rules/api-gateways";
import * as backups from "./rules/backups";
import * as accountWatch from "./rules/account-watch";
import * as autoScaling from "./rules/auto-scaling";
import * as backupObjectives from "./rules/backup-objectives";
import * as backupVaults from "./rules/backup-vaults";
import * as beanstalk from "./rules/beanstalk";
import * as brokers from "./rules/brokers";
import * as bucketAcls from "./rules/bucket-acls";
import * as cache from "./rules/cache";
import * as cacheAvailability from "./rules/cache-availability";
import * as cdn from "./rules/cdn";
import * as certificates from "./rules/certificates";
import * as classicLoadBalancers from "./rules/classic-load-balancers";
import * as compute from "./rules/compute";
import * as configurationSecrets from "./rules/configuration-secrets";
import * as connections from "./rules/connections";
import * as containerRegistries from "./rules/container-registries";
import * as containerServices from "./rules/container-services";
import * as containers from "./rules/containers";
import * as dataAccess from "./rules/data-access";
import * as dataKeys from "./rules/data-keys";
import * as database from "./rules/database";
import * as databaseAvailability from "./rules/database-availability";
import * as databaseCredentials from "./rules/database-credentials";
import * as databaseLogs from "./rules/database-logs";
import * as databaseProxies from "./rules/database-proxies";
import * as databaseTls from "./rules/database-tls";
import * as databaseOperations from "./rules/database-operations";
import * as detection from "./rules/detection";
import * as engines from "./rules/engines";
import * as fileSystems from "./rules/file-systems";
import * as functions from "./rules/functions";
import * as hostImages from "./rules/host-images";
import * as hosts from "./rules/hosts";
import * as hsts from "./rules/hsts";
import * as hygiene from "./rules/hygiene";
import * as iam from "./rules/iam";
import * as iamAccounts from "./rules/iam-accounts";
import * as iamDeputies from "./rules/iam-deputies";
import * as iamEscalation from "./rules/iam-escalation";
import * as iamFederation from "./rules/iam-federation";
import * as iamManagedPolicies from "./rules/iam-managed-policies";
import { settingsAreNotIgnored } from "./rules/ignored-settings";
import * as keys from "./rules/keys";
import * as loadBalancer from "./rules/load-balancer";
import * as logging from "./rules/logging";
import * as mail from "./rules/mail";
import * as monitoring from "./rules/monitoring";
import * as network from "./rules/network";
import * as networkAcls from "./rules/network-acls";
import * as people from "./rules/people";
import * as plainHttp from "./rules/plain-http";
import * as passwords from "./rules/passwords";
import * as patching from "./rules/patching";
import * as protection from "./rules/protection";
import * as queues from "./rules/queues";
import * as restoreTests from "./rules/restore-tests";
import * as ruleDescriptions from "./rules/rule-descriptions";
import * as publicFiles from "./rules/public-files";
import * as publicEdge from "./rules/public-edge";
import * as search from "./rules/search";
import * as secretLeaks from "./rules/secret-leaks";
import * as secretRotation from "./rules/secret-rotation";
import * as secrets from "./rules/secrets";
import * as securityGroups from "./rules/security-groups";
import * as sessions from "./rules/sessions";
import * as snapshots from "./rules/snapshots";
import * as sshKeys from "./rules/ssh-keys";
import * as stackOutputs from "./rules/stack-outputs";
import * as storage from "./rules/storage";
import * as storageContents from "./rules/storage-contents";
import * as trailAlarms from "./rules/trail-alarms";
import * as trust from "./rules/trust";
import * as unknownTypes from "./rules/unknown-types";
import * as uptime from "./rules/uptime";
import * as vpcEndpoints from "./rules/vpc-endpoints";
import * as userData from "./rules/user-data";
import * as vpcOrigins from "./rules/vpc-origins";
import * as webFirewall from "./rules/web-firewall";

const subjects = [
    securityGroups,
    ruleDescriptions,
    network,
    networkAcls,
    dataAccess,
    compute,
    hosts,
    autoScaling,
    sessions,
    hostImages,
    patching,
    sshKeys,
    userData,
    database,
    databaseTls,
    databaseLogs,
    databaseAvailability,
    databaseCredentials,
    connections,
    engines,
    databaseOperations,
    dataKeys,
    protection,
    backups,
    backupObjectives,
    backupVaults,
    restoreTests,
    passwords,
    iam,
    iamManagedPolicies,
    iamEscalation,
    iamFederation,
    iamDeputies,
    iamAccounts,
    trust,
    loadBalancer,
    plainHttp,
    cdn,
    storage,
    storageContents,
    publicFiles,
    cache,
    cacheAvailability,
    logging,
    keys,
    secrets,
    secretRotation,
    publicEdge,
    webFirewall,
    hsts,
    certificates,
    detection,
    accountWatch,
    trailAlarms,
    monitoring,
    uptime,
    unknownTypes,
    bucketAcls,
    mail,
    vpcEndpoints,
    containers,
    containerServices,
    functions,
    fileSystems,
    containerRegistries,
    queues,
    databaseProxies,
    apiGateways,
    vpcOrigins,
    beanstalk,
    snapshots,
    brokers,
    search,
    classicLoadBalancers,
    people,
];

/** These policies judge every type of resource, so they do not show which properties of a type matter. */
const onEveryResource = [hygiene, secretLeaks, configurationSecrets, stackOutputs];

const policiesOf = (modules: readonly object[]): Policies =>
    modules.flatMap((module) => Object.values(module) as Policies);

const onSubjects = policiesOf(subjects);

export const allPolicies: Policies = [
    ...onSubjects,
    ...policiesOf(onEveryResource),
    settingsAreNotIgnored(onSubjects),
];
