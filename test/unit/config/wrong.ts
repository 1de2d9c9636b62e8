/** Wrong configurations: their messages are in messages.golden.md, and their fixes run in fixes.test.ts. */
import type { RawConfig } from "../../../config/fault";
import { exampleConfig } from "../../../config/example";

const ED25519 = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} admin@example.com`;

type Changes = Readonly<Record<string, string | Readonly<Record<string, string>> | undefined>>;

const BRITISH: Changes = {
    domain: "hrms.example.co.uk",
    hostedZone: "example.co.uk",
    emailFrom: "hr@hrms.example.co.uk",
};

/** Settings that are valid one by one and wrong together, and the setting that the fault is reported under. */
export const CONFLICTING: readonly (readonly [what: string, changes: Changes, setting: string])[] = [
    ["a domain outside the zone", { hostedZone: "example.org", emailFrom: "hr@example.org" }, "hostedZone"],
    ["a zone that only ends like the domain", { domain: "hrms.notexample.com" }, "hostedZone"],
    ["a public suffix as the zone's parent", { ...BRITISH, hostedZone: "acme.co.uk" }, "hostedZone"],
    ["a sender outside the zone", { emailFrom: "people@gmail.com" }, "emailFrom"],
    ["public addresses for the VPC", { vpcCidr: "172.32.0.0/16" }, "vpcCidr"],
    [
        "public addresses for the VPC, and administrators in the default network",
        { vpcCidr: "172.32.0.0/16", adminCidrs: '["10.20.7.0/24"]', sshPublicKey: ED25519 },
        "vpcCidr",
    ],
    [
        "administrators inside the VPC",
        { adminCidrs: '["10.20.7.0/24"]', sshPublicKey: ED25519 },
        "adminCidrs",
    ],
    [
        "some administrators inside the VPC",
        { adminCidrs: '["10.20.7.0/24","192.0.2.0/24"]', sshPublicKey: ED25519 },
        "adminCidrs",
    ],
    [
        "administrators' networks that overlap",
        { adminCidrs: '["192.0.2.0/24","192.0.2.128/25"]', sshPublicKey: ED25519 },
        "adminCidrs",
    ],
    ["port 22 without a key", { adminCidrs: '["192.0.2.0/24"]' }, "sshPublicKey"],
    ["a key without port 22", { sshPublicKey: ED25519 }, "sshPublicKey"],
    ["no way out and no endpoints", { nat: "none" }, "interfaceEndpoints"],
    ["no way out and no image", { nat: "none" }, "amiId"],
    [
        "an image of one's own and the day of Debian's",
        { amiId: "ami-0123456789abcdef0", debianImageDate: "2026-11-30" },
        "debianImageDate",
    ],
    [
        "no way out and one endpoint too few",
        {
            nat: "none",
            interfaceEndpoints: '["autoscaling","email","logs","monitoring","ssm","ssmmessages"]',
        },
        "interfaceEndpoints",
    ],
    [
        "no way out and a mail server that hosts cannot reach",
        {
            nat: "none",
            emailUrl: "smtp+tls://user:password@email-smtp.eu-central-1.amazonaws.com:587",
            interfaceEndpoints:
                '["autoscaling","email","logs","monitoring","secretsmanager","ssm","ssmmessages"]',
        },
        "interfaceEndpoints",
    ],
    [
        "storage that cannot grow",
        { databaseStorageGib: "100", databaseMaxStorageGib: "109" },
        "databaseMaxStorageGib",
    ],
    [
        "storage near RDS's limit",
        { databaseStorageGib: "59578", databaseMaxStorageGib: "60000" },
        "databaseMaxStorageGib",
    ],
    ["backup during maintenance", { databaseBackupWindow: "03:00-04:00" }, "databaseMaintenanceWindow"],
    [
        "backup past midnight into maintenance",
        { databaseBackupWindow: "23:30-00:30", databaseMaintenanceWindow: "mon:00:00-mon:01:00" },
        "databaseMaintenanceWindow",
    ],
    ["requests that outlive a leaving host", { requestSeconds: "3600" }, "requestSeconds"],
    ["tasks that outlive a leaving host", { taskSeconds: "7200" }, "taskSeconds"],
    [
        "a fleet that no window is long enough to patch",
        {
            taskSeconds: "6000",
            webMaxHosts: "10",
            workerMaxHosts: "20",
            databaseInstanceClass: "db.r7g.8xlarge",
        },
        "taskSeconds",
    ],
    [
        "two schedulers with the same jobs",
        { backgroundTasks: '["celery","scheduler","apschedulerCommand"]' },
        "backgroundTasks",
    ],
    [
        "another name for what no host knows",
        { environmentAliases: '["MYSQL_PASSWORD=DB_PASS","MYSQL_USER=DB_USER"]' },
        "environmentAliases",
    ],
    [
        "another name for what nothing resembles",
        { environmentAliases: '["LDAP_URL=DIRECTORY","MYSQL_USER=DB_USER"]' },
        "environmentAliases",
    ],
    ...["DB_HOST", "SENTRY_DSN", "HRMS_ROLE", "PYTHONPATH", "LD_PRELOAD", "PATH", "AWS_ACCESS_KEY_ID"].map(
        (name) =>
            [
                `${name} as a name of the project`,
                { environmentAliases: JSON.stringify([`${name}=DB_PASSWORD`]) },
                "environmentAliases",
            ] as const,
    ),
    [
        "two values of one name",
        { environmentAliases: '["MYSQL_NAME=DB_NAME","MYSQL_NAME=DB_USER"]' },
        "environmentAliases",
    ],
    [
        "names that no variable can have",
        { environment: { "LDAP-HOST": "ldap.example.com", "ldap.port": "636", LDAP_BASE: "dc=example" } },
        "environment",
    ],
    [
        "a secret's name that no variable can have",
        { environmentSecrets: { "2FA": "canary5c1e" } },
        "environmentSecrets",
    ],
    [
        "variables of the hosts",
        { environment: { DEBUG: "True", DB_HOST: "x", LDAP_HOST: "x" } },
        "environment",
    ],
    ["a secret of the hosts", { environmentSecrets: { SECRET_KEY: "canary5c1e" } }, "environmentSecrets"],
    [
        "a variable that is also an alias",
        {
            environment: { MYSQL_NAME: "x" },
            environmentAliases: '["MYSQL_NAME=DB_NAME","MYSQL_USER=DB_USER"]',
        },
        "environment",
    ],
    [
        "a variable that is also a secret",
        { environment: { LDAP_PASSWORD: "" }, environmentSecrets: { LDAP_PASSWORD: "canary5c1e" } },
        "environment",
    ],
    [
        "more variables than the environment has room for",
        { environment: { LDAP_HOST: "x", LDAP_FILTER: "x".repeat(3000), LDAP_GROUPS: "x".repeat(4000) } },
        "environment",
    ],
    [
        "another name outside the zone",
        { extraDomains: '["people.example.com","people.example.org"]' },
        "extraDomains",
    ],
    ["the domain itself as another name", { extraDomains: '["hrms.example.com"]' }, "extraDomains"],
    [
        "a sender outside the domain",
        { allowedSenders: '["pay@hrms.example.com","pay@example.com"]' },
        "allowedSenders",
    ],
    [
        "the site itself as a front end",
        { frontendOrigins: '["https://hrms.example.com"]' },
        "frontendOrigins",
    ],
    ["a port that is open", { outgoingPorts: '["tcp/443","tcp/636"]' }, "outgoingPorts"],
    ["the port of mail servers", { outgoingPorts: '["tcp/25"]' }, "outgoingPorts"],
    ["an ASGI application", { wsgiApplication: "hrms.asgi:application" }, "wsgiApplication"],
    ["a starter stack with Multi-AZ", { profile: "starter", databaseMultiAz: "true" }, "databaseMultiAz"],
    [
        "a starter stack with cache replicas",
        { profile: "starter", cacheReplicas: "1", cacheNodeType: "cache.t4g.small" },
        "cacheReplicas",
    ],
    ["production without a standby", { databaseMultiAz: "false" }, "databaseMultiAz"],
    ["production without cache failover", { cacheReplicas: "0" }, "cacheReplicas"],
    ["a node too small to replicate", { cacheNodeType: "cache.t4g.micro" }, "cacheNodeType"],
    ["Intel web hosts on Graviton", { webInstanceType: "m7i.large" }, "webInstanceType"],
    [
        "Graviton workers on Intel",
        { architecture: "x86_64", webInstanceType: "m7i.large" },
        "workerInstanceType",
    ],
    ["more connections than the database admits", { webMaxHosts: "40" }, "webMaxHosts"],
    [
        "more connections than any database of the family admits",
        { databaseInstanceClass: "db.t4g.medium", webMaxHosts: "40", webInstanceType: "m7g.8xlarge" },
        "webMaxHosts",
    ],
    ["more web hosts at least than at most", { webMinHosts: "4", webMaxHosts: "3" }, "webMaxHosts"],
    ["more workers at least than at most", { workerMinHosts: "5" }, "workerMaxHosts"],
    ["workers that never start", { workerMinHosts: "0" }, "workerMinHosts"],
    ["production on one host", { webMinHosts: "1" }, "webMinHosts"],
    ["production on one host at most", { webMinHosts: "1", webMaxHosts: "1" }, "webMinHosts"],
    [
        "login paths that are too long together",
        { loginPaths: JSON.stringify(["a", "b", "c", "d"].map((letter) => `/${letter.repeat(127)}`)) },
        "loginPaths",
    ],
    ["a region whose authorities nobody knows", { region: "il-central-1" }, "region"],
    ["backups in the same region", { backupRegion: "eu-central-1" }, "backupRegion"],
    ["backups in the same region, eu-west-1", { region: "eu-west-1" }, "backupRegion"],
    ["production without a backup region", { backupRegion: undefined }, "backupRegion"],
];

export const STACK_NAMES = ["Production_EU", "prod-", "prod--eu", "1prod", "production-europe", ""];

export const REQUIRED = [
    "domain",
    "hostedZone",
    "awsAccountId",
    "region",
    "owner",
    "superuserEmail",
    "emailFrom",
    "criticalContacts",
    "warningContacts",
];

const DSN = "https://canary5c1e@sentry.example.com/1";

const withKey = (raw: RawConfig, key: string, value: string): RawConfig => ({
    ...raw,
    values: { ...raw.values, [key]: value },
});

/** What no table above covers, with the key of each fault. */
export const OTHERS: readonly (readonly [what: string, raw: RawConfig, key: string])[] = [
    ...REQUIRED.map(
        (name) => [`${name} is not set`, exampleConfig({ [name]: undefined }), `hrms:${name}`] as const,
    ),
    [
        "a British domain is not set",
        exampleConfig({ ...BRITISH, domain: undefined, emailFrom: "hr@example.co.uk" }),
        "hrms:domain",
    ],
    ["a British zone is not set", exampleConfig({ ...BRITISH, hostedZone: undefined }), "hrms:hostedZone"],
    ["a misspelt setting", exampleConfig({ databseName: "people" }), "hrms:databseName"],
    ["a setting in snake case", exampleConfig({ patch_hour: "3" }), "hrms:patch_hour"],
    [
        "a misspelt required setting",
        exampleConfig({ domain: undefined, domian: "hrms.example.com" }),
        "hrms:domian",
    ],
    [
        "a misspelt setting with a value that needs repair",
        exampleConfig({ databseMultiAz: "yes" }),
        "hrms:databseMultiAz",
    ],
    ["a misspelt setting that is set as well", exampleConfig({ regoin: "eu-west-1" }), "hrms:regoin"],
    ["a misspelt list", exampleConfig({ loginPath: ["/sign-in/"] }), "hrms:loginPath"],
    [
        "a variable that no environment has room for",
        exampleConfig({ environment: { LDAP_HOST: "x", LDAP_FILTER: "x".repeat(8200) } }),
        "hrms:environment",
    ],
    ["a misspelt map", exampleConfig({ enviroment: { LDAP_HOST: "canary5c1e" } }), "hrms:enviroment"],
    [
        "a misspelt map of secrets",
        exampleConfig({ environmentSecret: { LDAP_PASSWORD: "canary5c1e" } }, ["environmentSecret"]),
        "hrms:environmentSecret",
    ],
    [
        "a secret variable in plain text",
        exampleConfig({ environmentSecrets: { LDAP_PASSWORD: "canary5c1e" } }, []),
        'hrms:environmentSecrets["LDAP_PASSWORD"]',
    ],
    ["a misspelt secret", exampleConfig({ sentyDsn: DSN }, ["sentyDsn"]), "hrms:sentyDsn"],
    ["a misspelt secret in plain text", exampleConfig({ sentyDsn: DSN }), "hrms:sentyDsn"],
    ["a key that resembles nothing", exampleConfig({ kubernetesCluster: "true" }), "hrms:kubernetesCluster"],
    ["the provider's region", withKey(exampleConfig(), "aws:region", "us-east-1"), "aws:region"],
    [
        "the provider's region instead of the stack's",
        withKey(exampleConfig({ region: undefined }), "aws:region", "eu-central-1"),
        "aws:region",
    ],
    ["the provider's profile", withKey(exampleConfig(), "aws:profile", "people"), "aws:profile"],
    ["a secret in plain text", exampleConfig({ sentryDsn: DSN }, []), "hrms:sentryDsn"],
    ["a secret that is not valid", exampleConfig({ emailUrl: "canary5c1e" }), "hrms:emailUrl"],
    [
        "a secret in plain text that is not valid",
        exampleConfig({ emailUrl: "canary5c1e" }, []),
        "hrms:emailUrl",
    ],
    [
        "an encrypted setting that is not valid",
        exampleConfig({ domain: "canary_5c1e.example.com" }, ["domain"]),
        "hrms:domain",
    ],
    [
        "an encrypted setting in a conflict",
        exampleConfig({ domain: "canary5c1e.example.org" }, ["domain"]),
        "hrms:hostedZone",
    ],
];
