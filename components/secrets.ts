import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { ChecklistId } from "../checklist/items";
import type { SecretSetting, Settings } from "../config";
import {
    GENERATED_SECRETS,
    GIVEN_SECRETS,
    kebab,
    secretPath,
    type Generated,
    type GeneratedName,
    type GivenName,
    type SecretName,
} from "../config/secrets";
import { policyDocument } from "./internal/iam";
import type { Keys } from "./keys";

/** One value per secret; undefined if the secret's setting is not set. */
type BySecret<T> = Readonly<Record<GeneratedName, T> & Record<GivenName, T | undefined>>;

export interface SecretsArgs extends Pick<
    Settings,
    "awsAccountId" | "stack" | "deletionProtection" | SecretSetting
> {
    readonly keys: Keys;
}

/**
 * Stores every password and key of `config/secrets.ts` in Secrets Manager, under a key of our own. A database user's
 * secret is `{"username", "password"}`, those of `environmentSecrets` are one secret with a member for each, any other one
 * is `{"value"}`. Without `emailUrl` there is no mail secret: hosts
 * use SES with their role.
 *
 * Values are ordinary secret arguments, not write-only ones (`secretStringWo`). Write-only arguments would remove only
 * one of two encrypted copies from the state, because RandomPassword keeps the other. A changed DSN would also go
 * unnoticed, because a provider compares only the version number of a write-only argument.
 *
 * The name of a deleted secret stays reserved until its recovery window has passed. To create the stack again sooner,
 * free it with `aws secretsmanager delete-secret --force-delete-without-recovery`.
 * Cost: 0.40 USD per month and secret.
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
    /** Version of each secret's current value; it changes with the value. */
    readonly versions: BySecret<pulumi.Output<string>>;
    /** User names in the database. */
    readonly usernames = {
        master: GENERATED_SECRETS.databaseMaster.username,
        migrator: GENERATED_SECRETS.databaseMigrator.username,
        app: GENERATED_SECRETS.databaseApp.username,
    };
    /** Password of the database's master user. Secret. */
    readonly masterPassword: pulumi.Output<string>;
    /** AUTH token of cache and queue. Secret. */
    readonly cacheAuthToken: pulumi.Output<string>;

    constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:security:Secrets", name, {}, opts);

        const passwords = mapValues(GENERATED_SECRETS, (recipe: Generated, key) =>
            this.generate(`${name}-${kebab(key)}`, recipe),
        );
        const generated = mapValues(GENERATED_SECRETS, ({ what, username }: Generated, key) =>
            this.store(name, key, what, contentOf(passwords[key], username), args),
        );
        const given = mapValues(GIVEN_SECRETS, ({ what, setting }, key) => {
            const content = contentOfSetting(args[setting]);
            return content && this.store(name, key, what, content, args);
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

    private generate(name: string, { length, version }: Generated): pulumi.Output<string> {
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
                name: secretPath(stack, key),
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

/** The JSON of a secret: a user's name and password, or a single value. */
function contentOf(value: pulumi.Input<string>, username?: string): pulumi.Output<string> {
    return pulumi.secret(pulumi.jsonStringify(username ? { username, password: value } : { value }));
}

/** The JSON of a setting's secret; undefined if there is nothing to keep. */
function contentOfSetting(value: SecretsArgs[SecretSetting]): pulumi.Output<string> | undefined {
    if (value === undefined || pulumi.Output.isInstance(value)) {
        return value && contentOf(value);
    }
    return Object.keys(value).length > 0 ? pulumi.secret(pulumi.jsonStringify(value)) : undefined;
}

/** Identity policies grant access within the account. This denies everyone else, whatever else is granted. */
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

function mapValues<K extends string, A, B>(
    record: Readonly<Record<K, A>>,
    map: (value: A, key: K) => B,
): Record<K, B> {
    const entries = Object.entries(record) as [K, A][];
    return Object.fromEntries(entries.map(([key, value]) => [key, map(value, key)])) as Record<K, B>;
}
