import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { template } from "../sound-hosts";
import { clusterScene, databaseScene, password, redisScene } from "../sound";

const appPassword = password({}, { name: "app-password" });
const content = (username: string) => JSON.stringify({ username, password: "…" });
const stored = fixture(types.secretVersion, { secretString: UNKNOWN }, { name: "stored" });
const secret = fixture(types.secret, { kmsKeyId: UNKNOWN, recoveryWindowInDays: 30 });
const appSecret = stored(
    { secretString: content("hrms_app") },
    { references: { secretString: [appPassword] } },
);
const role = fixture(types.role)();
const profile = fixture(types.instanceProfile)({}, { references: { role: [role] } });
const hostTemplate = template({}, { references: { iamInstanceProfile: [profile] } });
const rolePolicy = fixture({ tokens: ["aws:iam/rolePolicy:RolePolicy"] });
const managedPolicy = fixture({ tokens: ["aws:iam/policy:Policy"] }, {}, { name: "managed" });
const attachment = fixture({ tokens: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] });
const allowed = (...resources: string[]) => ({
    policy: JSON.stringify({
        Statement: { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: resources },
    }),
});
/** Hosts with these documents on their role. */
const hosts = (...documents: Resource[]): Resource[] => [hostTemplate, profile, role, ...documents];
/** Hosts that may read these secrets. */
const readers = (...secrets: Resource[]): Resource[] =>
    hosts(rolePolicy(allowed("arn:secret"), { references: { role: [role], policy: secrets } }), ...secrets);
const withReaders = (others: readonly Resource[], changes = {}): Scene => databaseScene(changes, { others });
const masterSecret = stored(
    { secretString: content("somebody") },
    { references: { secretString: [password()] } },
);
const byName = stored({ secretString: content("hrms_master") });
const attached = (document: Resource) =>
    attachment({}, { references: { role: [role], policyArn: [document] } });
const managed = managedPolicy(allowed("arn:secret"), { references: { policy: [masterSecret] } });
const MANAGED = {
    password: undefined,
    manageMasterUserPassword: true,
    masterUserSecrets: [{ secretArn: "arn:secret:rds!db" }],
};
const withManaged = (document: Readonly<Record<string, unknown>>, changes = {}): Scene => {
    const [database] = databaseScene();
    const policy = rolePolicy(document, { references: { role: [role], policy: [database] } });
    return withReaders(hosts(policy), { ...MANAGED, ...changes });
};

export const cases: CaseTable = {
    "database-master-name-is-own": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "an instance with another name": databaseScene(),
            "a cluster with another name": clusterScene(),
        },
        violating: {
            "the name admin": databaseScene({ username: "admin" }),
            "the name Root": databaseScene({ username: "Root" }),
            "the name postgres of a cluster": clusterScene({ masterUsername: "postgres" }),
        },
        omitted: {
            "the name, which the snapshot has": ["pass", ...databaseScene({ username: undefined })],
        },
        unknown: { "the name": ["undetermined", ...databaseScene({ username: UNKNOWN })] },
    },
    "database-app-user-is-not-master": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            "hosts that may read the application's own secret": withReaders(readers(appSecret)),
            "hosts that may read a secret that is not JSON": withReaders(
                readers(stored({ secretString: "redis" })),
            ),
            "hosts that may read a secret that is a list": withReaders(
                readers(stored({ secretString: "[]" })),
            ),
            "a master's secret that no host may read": withReaders([masterSecret]),
            "RDS's own secret, which no host may read": withManaged(allowed("arn:other")),
        },
        violating: {
            "hosts that may read the master's password": withReaders(readers(masterSecret)),
            "hosts that may read the master's password beside another secret": withReaders(
                readers(appSecret, {
                    ...masterSecret,
                    name: "master",
                }),
            ),
            "hosts that may read the master's name": withReaders(readers(byName)),
            "hosts that may read the master's name beside an unknown secret": withReaders(
                readers(stored({}, { name: "unknown" }), byName),
            ),
            "a grant that refers to the secret itself": withReaders([
                ...readers(secret()),
                { ...masterSecret, references: { ...masterSecret.references, secretId: [secret()] } },
            ]),
            "a grant in a managed policy": withReaders(hosts(managed, attached(managed), masterSecret)),
            "a grant in an inline policy of the role": withReaders([
                hostTemplate,
                profile,
                { ...role, references: { inlinePolicies: [masterSecret] } },
                masterSecret,
            ]),
            "a grant for RDS's own secret": withManaged(allowed("arn:secret:rds!db")),
            "a grant for the master's password of a cluster": clusterScene(
                {},
                { others: readers(masterSecret) },
            ),
        },
        omitted: {
            "the name in the secret": ["pass", ...withReaders(readers(stored({ secretString: "{}" })))],
        },
        unknown: {
            "the text of the secret": ["undetermined", ...withReaders(readers(stored()))],
            "the text of a secret made from the master's password": [
                "fail",
                ...withReaders(readers({ ...masterSecret, props: { secretString: UNKNOWN } })),
            ],
            "the ARN of RDS's own secret": [
                "undetermined",
                ...withManaged(allowed("arn:secret"), { masterUserSecrets: UNKNOWN }),
            ],
        },
    },
    "database-password-generated-or-managed": {
        is: ["mandatory", "critical", "deny"],
        compliant: {
            "a generated password": databaseScene(),
            "a generated password of a cluster": clusterScene(),
            "a generated password from a secret": databaseScene(
                {},
                { references: { password: [appSecret] }, others: [appSecret, appPassword] },
            ),
            "a password that RDS manages": databaseScene(
                { password: undefined, manageMasterUserPassword: true },
                { references: { password: [] } },
            ),
            "a password that is never read back": databaseScene(
                { password: undefined, passwordWo: "x", passwordWoVersion: 1 },
                { references: { password: [] } },
            ),
            "a database and a cache with different passwords": databaseScene(
                {},
                { others: [...redisScene({}, { authToken: [appPassword] }), appPassword] },
            ),
        },
        violating: {
            "a typed password": databaseScene(
                { password: "correct-horse" },
                { references: { password: [] } },
            ),
            "a typed password of a cluster": clusterScene({}, { references: { masterPassword: [] } }),
            "Redis with the same password": databaseScene(
                {},
                { others: redisScene({}, { authToken: [password()] }) },
            ),
            "a user of Redis with the same password from a secret": databaseScene(
                {},
                {
                    others: [
                        fixture(types.cacheUser)({}, { references: { passwords: [masterSecret] } }),
                        masterSecret,
                    ],
                },
            ),
        },
        omitted: {
            "the password, which the snapshot has": [
                "pass",
                ...databaseScene({ password: undefined }, { references: { password: [] } }),
            ],
        },
        unknown: {
            "the password and its source": [
                "fail",
                ...databaseScene({ password: UNKNOWN }, { references: { password: [] } }),
            ],
            "the password of a known source": ["pass", ...databaseScene({ password: UNKNOWN })],
        },
    },
};
