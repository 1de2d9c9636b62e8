/** Every policy of the pack. A module of its own, since importing `index.ts` starts a server. */
import type { Policies } from "@pulumi/policy";
import * as cache from "./rules/cache";
import * as cdn from "./rules/cdn";
import * as compute from "./rules/compute";
import * as database from "./rules/database";
import * as iam from "./rules/iam";
import * as keys from "./rules/keys";
import * as loadBalancer from "./rules/load-balancer";
import * as logging from "./rules/logging";
import * as network from "./rules/network";
import * as passwords from "./rules/passwords";
import * as securityGroups from "./rules/security-groups";
import * as storage from "./rules/storage";
import * as userData from "./rules/user-data";

const subjects = [
    securityGroups,
    network,
    compute,
    userData,
    database,
    passwords,
    iam,
    loadBalancer,
    cdn,
    storage,
    cache,
    logging,
    keys,
];

export const allPolicies: Policies = subjects.flatMap((subject) => Object.values(subject));
