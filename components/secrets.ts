import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { ChecklistId } from "../checklist/items";
import type { Settings } from "../config";
import { policyDocument } from "./internal/iam";
import type { Keys } from "./keys";

interface GeneratedSecret {
    /** What it opens, for the console. */
    readonly what: string;
    /**
     * Letters and digits: legal in every service that takes it, and in a URL and in SQL without escaping. 32 of them
     * hold 190 bits.
     */
    readonly length: number;
    /** The user that it is the password of. @defaultValue - no user: the secret is a value by itself */
    readonly username?: string;
    /** Raise it to rotate: the only change to this table that makes a new value, besides `length`. */
    readonly version: number;
}

/**
 * The secrets that are ours to make. RDS takes passwords of 8 to 41 characters, ElastiCache tokens of 16 to 128.
 * Rotation is a new `version` and `pulumi up`: Secrets Manager keeps the former value as AWSPREVIOUS; MySQL and
 * ElastiCache accept both until they are told otherwise; hosts read the new one when their services next start.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
 */
const GENERATED = {
    secretKey: { what: "Django's SECRET_KEY", length: 64, version: 1 },
    databaseMaster: {
        what: "RDS master user; only the function that makes the other users reads it",
        username: "hrms_master",
        length: 40,
        version: 1,
    },
    databaseMigrator: {
        what: "Database user of migrations",
        username: "hrms_migrator",
        length: 40,
        version: 1,
    },
    databaseApp: { what: "Database user of the application", username: "hrms_app", length: 40, version: 1 },
    cacheAuth: { what: "AUTH token of cache and queue", length: 64, version: 1 },
    superuser: {
        what: "First password of the superuser; change it at the first login",
        length: 32,
        version: 1,
    },
} as const satisfies Readonly<Record<string, GeneratedSecret>>;

/** The secrets that come from the stack's configuration, where Pulumi keeps them encrypted. */
const GIVEN = {
    mail: { what: "URL of the mail server, with its password", setting: "emailUrl" },
    sentryDsn: { what: "Where Sentry takes errors", setting: "sentryDsn" },
} as const satisfies Readonly<Record<string, { what: string; setting: keyof Settings }>>;

type GeneratedName = keyof typeof GENERATED;
type GivenName = keyof typeof GIVEN;
export type SecretName = GeneratedName | GivenName;

/** Something for every secret; undefined for those whose setting is not set. */
type BySecret<T> = Readonly<Record<GeneratedName, T> & Record<GivenName, T | undefined>>;

export interface SecretsArgs extends Pick<
    Settings,
    "awsAccountId" | "stack" | "deletionProtection" | "emailUrl" | "sentryDsn"
> {
    readonly keys: Keys;
}

/**
 * Every password and key, generated here or given in the configuration, in Secrets Manager under a key of our own.
 * A database user's secret is `{"username", "password"}`, any other one `{"value"}`. Without `emailUrl` there is no
 * mail secret: SES is used by the instance role.
 *
 * Values are ordinary secret arguments, not write-only ones (`secretStringWo`). Those would spare the state one of two
 * encrypted copies, for RandomPassword keeps the other; and a changed DSN would go unnoticed, since a provider only
 * compares the version number of a write-only argument.
 *
 * A deleted secret's name stays taken until its recovery window has passed: to make the stack again sooner,
 * `aws secretsmanager delete-secret --force-delete-without-recovery` frees it.
 * Cost: 0.40 USD a month for each secret.
 */
export class Secrets extends pulumi.ComponentResource {
    static readonly covers = [
        "preparation.environment.secret-key",
        "preparation.environment.database-credentials",
        "security.django.secret-key",
        "security.database.strong-password",
        "setup.database.superuser",
    ] as const satisfies readonly ChecklistId[];

    /** ARN of each secret; known once its value is stored. */
    readonly arns: BySecret<pulumi.Output<string>>;
    /** Version of each secret's present value; it changes when the value does. */
    readonly versions: BySecret<pulumi.Output<string>>;
    /** User names in the database. */
    readonly usernames = {
        master: GENERATED.databaseMaster.username,
        migrator: GENERATED.databaseMigrator.username,
        app: GENERATED.databaseApp.username,
    };
    /** Password of the database's master user. Secret. */
    readonly masterPassword: pulumi.Output<string>;
    /** AUTH token of cache and queue. Secret. */
    readonly cacheAuthToken: pulumi.Output<string>;

    constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:security:Secrets", name, {}, opts);

        const passwords = mapValues(GENERATED, (recipe: GeneratedSecret, key) =>
            this.generate(`${name}-${kebab(key)}`, recipe),
        );
        const generated = mapValues(GENERATED, ({ what, username }: GeneratedSecret, key) =>
            this.store(name, key, what, contentOf(passwords[key], username), args),
        );
        const given = mapValues(GIVEN, ({ what, setting }, key) => {
            const value = args[setting];
            return value && this.store(name, key, what, contentOf(value), args);
        });

        this.arns = {
            ...mapValues(generated, ({ secretArn }) => secretArn),
            ...mapValues(given, (stored) => stored?.secretArn),
        };
        this.versions = {
            ...mapValues(generated, ({ versionId }) => versionId),
            ...mapValues(given, (stored) => stored?.versionId),
        };
        this.masterPassword = passwords.databaseMaster;
        this.cacheAuthToken = passwords.cacheAuth;
        this.registerOutputs({ arns: this.arns });
    }

    private generate(name: string, { length, version }: GeneratedSecret): pulumi.Output<string> {
        const password = new random.RandomPassword(
            name,
            {
                length,
                special: false,
                minLower: 1,
                minUpper: 1,
                minNumeric: 1,
                keepers: { version: String(version) },
            },
            { parent: this },
        );
        return pulumi.secret(password.result);
    }

    private store(
        prefix: string,
        key: SecretName,
        what: string,
        content: pulumi.Output<string>,
        { awsAccountId, stack, deletionProtection, keys }: SecretsArgs,
    ): aws.secretsmanager.SecretVersion {
        const name = `${prefix}-${kebab(key)}`;
        const secret = new aws.secretsmanager.Secret(
            name,
            {
                name: `hrms/${stack}/${kebab(key)}`,
                description: what,
                kmsKeyId: keys.secrets.arn,
                recoveryWindowInDays: deletionProtection ? 30 : 7,
                policy: onlyThisAccount(awsAccountId),
            },
            { parent: this },
        );
        return new aws.secretsmanager.SecretVersion(
            `${name}-value`,
            { secretId: secret.id, secretString: content },
            { parent: this },
        );
    }
}

/** The JSON of a secret: a user's name and password, or a bare value. */
function contentOf(value: pulumi.Input<string>, username?: string): pulumi.Output<string> {
    return pulumi.secret(pulumi.jsonStringify(username ? { username, password: value } : { value }));
}

/** Identity policies say who within the account may read; this bars everyone else, whatever they are granted. */
function onlyThisAccount(account: string): pulumi.Output<string> {
    const everything = {
        effect: "Deny",
        actions: ["secretsmanager:*"],
        resources: ["*"],
        principals: "*",
    } as const;
    return policyDocument(
        {
            sid: "RefuseOtherAccounts",
            ...everything,
            conditions: {
                StringNotEquals: { "aws:PrincipalAccount": account },
                Bool: { "aws:PrincipalIsAWSService": "false" },
            },
        },
        { sid: "RefuseWithoutTls", ...everything, conditions: { Bool: { "aws:SecureTransport": "false" } } },
    );
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function mapValues<K extends string, A, B>(
    record: Readonly<Record<K, A>>,
    map: (value: A, key: K) => B,
): Record<K, B> {
    const entries = Object.entries(record) as [K, A][];
    return Object.fromEntries(entries.map(([key, value]) => [key, map(value, key)])) as Record<K, B>;
}
