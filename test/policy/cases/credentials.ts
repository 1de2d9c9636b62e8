import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { template } from "../sound-hosts";
import { clusterScene, databaseScene, password, redisScene } from "../sound";

const name = fixture({ tokens: types.randomName.tokens.slice(0, 1) });
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

/** Hosts whose role has these documents. */
const hosts = (...documents: Resource[]): Resource[] => [hostTemplate, profile, role, ...documents];
/** Hosts that may read what is referred to. */
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

export const credentialCases: CaseTable = {
    "database-master-name-is-own": {
        compliant: { "an instance": databaseScene(), "a cluster": clusterScene() },
        violating: {
            admin: databaseScene({ username: "admin" }),
            Root: databaseScene({ username: "Root" }),
            "postgres, of a cluster": clusterScene({ masterUsername: "postgres" }),
        },
        omitted: {
            "the name, which comes from a snapshot": ["pass", ...databaseScene({ username: undefined })],
        },
        unknown: { "the name": ["undetermined", ...databaseScene({ username: UNKNOWN })] },
    },
    "database-app-user-is-not-master": {
        compliant: {
            "a secret of the application's own": withReaders(readers(appSecret)),
            "a secret of another form": withReaders(readers(stored({ secretString: "redis" }))),
            "a list": withReaders(readers(stored({ secretString: "[]" }))),
            "the master's secret, for nobody's role": withReaders([masterSecret]),
            "RDS's secret, for others": withManaged(allowed("arn:other")),
        },
        violating: {
            "the master's password": withReaders(readers(masterSecret)),
            "the master's password beside another secret": withReaders(
                readers(appSecret, {
                    ...masterSecret,
                    name: "master",
                }),
            ),
            "the master's name": withReaders(readers(byName)),
            "the master's name beside an unknown secret": withReaders(
                readers(stored({}, { name: "unknown" }), byName),
            ),
            "by the secret itself": withReaders([
                ...readers(secret()),
                { ...masterSecret, references: { ...masterSecret.references, secretId: [secret()] } },
            ]),
            "by a managed policy": withReaders(hosts(managed, attached(managed), masterSecret)),
            "by an inline policy of the role": withReaders([
                hostTemplate,
                profile,
                { ...role, references: { inlinePolicies: [masterSecret] } },
                masterSecret,
            ]),
            "RDS's own secret": withManaged(allowed("arn:secret:rds!db")),
            "of a cluster": clusterScene({}, { others: readers(masterSecret) }),
        },
        omitted: {
            "the name in the secret": ["pass", ...withReaders(readers(stored({ secretString: "{}" })))],
        },
        unknown: {
            "the text of the secret": ["undetermined", ...withReaders(readers(stored()))],
            "the text of the secret, where the reference tells": [
                "fail",
                ...withReaders(readers({ ...masterSecret, props: { secretString: UNKNOWN } })),
            ],
            "RDS's own secret": [
                "undetermined",
                ...withManaged(allowed("arn:secret"), { masterUserSecrets: UNKNOWN }),
            ],
        },
    },
    "secret-not-from-weak-random": {
        compliant: {
            "a database": databaseScene(),
            "a plain parameter": [
                fixture(types.ssmParameter)(
                    { type: "String", value: "x" },
                    { references: { value: [name()] } },
                ),
                name(),
            ],
        },
        violating: {
            ...Object.fromEntries(
                types.randomName.tokens.map((token) => {
                    const weak: Resource = { ...name(), type: token };
                    return [
                        `a database, from ${token}`,
                        databaseScene({}, { references: { password: [password(), weak] }, others: [weak] }),
                    ];
                }),
            ),
            "a cluster": clusterScene(
                {},
                { references: { masterPassword: [password(), name()] }, others: [name()] },
            ),
            Redis: [...redisScene({}, { authToken: [name()] }), name()],
            "a user of Redis": [
                fixture(types.cacheUser)({}, { references: { passwords: [name()] } }),
                name(),
            ],
            "a secret": [stored({}, { references: { secretString: [name()] } }), name()],
            "an encrypted parameter": [
                fixture(types.ssmParameter)(
                    { type: "SecureString", value: "x", keyId: UNKNOWN },
                    { references: { value: [name()] } },
                ),
                name(),
            ],
        },
        omitted: {
            "the type, which is no secret then": [
                "pass",
                fixture(types.ssmParameter)({ value: "x" }, { references: { value: [name()] } }),
                name(),
            ],
        },
        unknown: {
            "the password, of which the reference is known": [
                "fail",
                stored({ secretString: UNKNOWN }, { references: { secretString: [name()] } }),
                name(),
            ],
        },
    },
    "database-password-generated-or-managed": {
        compliant: {
            generated: databaseScene(),
            "of a cluster": clusterScene(),
            "by way of a secret": databaseScene(
                {},
                { references: { password: [appSecret] }, others: [appSecret, appPassword] },
            ),
            "managed by RDS": databaseScene(
                { password: undefined, manageMasterUserPassword: true },
                { references: { password: [] } },
            ),
            "written and never read back": databaseScene(
                { password: undefined, passwordWo: "x", passwordWoVersion: 1 },
                { references: { password: [] } },
            ),
            "two databases with two passwords": databaseScene(
                {},
                { others: [...redisScene({}, { authToken: [appPassword] }), appPassword] },
            ),
        },
        violating: {
            "typed in": databaseScene({ password: "correct-horse" }, { references: { password: [] } }),
            "typed in, of a cluster": clusterScene({}, { references: { masterPassword: [] } }),
            "the same as Redis": databaseScene({}, { others: redisScene({}, { authToken: [password()] }) }),
            "the same as a user of Redis, by way of a secret": databaseScene(
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
            "the password, which comes from a snapshot": [
                "pass",
                ...databaseScene({ password: undefined }, { references: { password: [] } }),
            ],
        },
        unknown: {
            "the password, of which no reference is known": [
                "fail",
                ...databaseScene({ password: UNKNOWN }, { references: { password: [] } }),
            ],
            "the password, of which the reference is": ["pass", ...databaseScene({ password: UNKNOWN })],
        },
    },
};
