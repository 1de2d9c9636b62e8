/** Every policy of the pack. A module of its own, since importing `index.ts` starts a server. */
import type { Policies } from "@pulumi/policy";
import * as backups from "./rules/backups";
import * as cache from "./rules/cache";
import * as cdn from "./rules/cdn";
import * as certificates from "./rules/certificates";
import * as compute from "./rules/compute";
import * as connections from "./rules/connections";
import * as dataAccess from "./rules/data-access";
import * as database from "./rules/database";
import * as databaseAvailability from "./rules/database-availability";
import * as databaseCredentials from "./rules/database-credentials";
import * as databaseLogs from "./rules/database-logs";
import * as detection from "./rules/detection";
import * as engines from "./rules/engines";
import * as hostImages from "./rules/host-images";
import * as hosts from "./rules/hosts";
import * as hsts from "./rules/hsts";
import * as hygiene from "./rules/hygiene";
import * as iam from "./rules/iam";
import { settingsAreNotIgnored } from "./rules/ignored-settings";
import * as keys from "./rules/keys";
import * as loadBalancer from "./rules/load-balancer";
import * as logging from "./rules/logging";
import * as monitoring from "./rules/monitoring";
import * as network from "./rules/network";
import * as networkAcls from "./rules/network-acls";
import * as passwords from "./rules/passwords";
import * as patching from "./rules/patching";
import * as protection from "./rules/protection";
import * as ruleDescriptions from "./rules/rule-descriptions";
import * as publicEdge from "./rules/public-edge";
import * as secretLeaks from "./rules/secret-leaks";
import * as secrets from "./rules/secrets";
import * as securityGroups from "./rules/security-groups";
import * as sshKeys from "./rules/ssh-keys";
import * as storage from "./rules/storage";
import * as trust from "./rules/trust";
import * as userData from "./rules/user-data";

const subjects = [
    securityGroups,
    ruleDescriptions,
    network,
    networkAcls,
    dataAccess,
    compute,
    hosts,
    hostImages,
    patching,
    sshKeys,
    userData,
    database,
    databaseLogs,
    databaseAvailability,
    databaseCredentials,
    connections,
    engines,
    protection,
    backups,
    passwords,
    iam,
    trust,
    loadBalancer,
    cdn,
    storage,
    cache,
    logging,
    keys,
    secrets,
    publicEdge,
    hsts,
    certificates,
    detection,
    monitoring,
];

/** What they judge, they judge of every resource, so that they say nothing of which properties matter. */
const onEveryResource = [hygiene, secretLeaks];

const policiesOf = (modules: readonly object[]): Policies =>
    modules.flatMap((module) => Object.values(module) as Policies);

const onSubjects = policiesOf(subjects);

export const allPolicies: Policies = [
    ...onSubjects,
    ...policiesOf(onEveryResource),
    settingsAreNotIgnored(onSubjects),
];
