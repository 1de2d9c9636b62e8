import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Keys } from "../../../components/keys";
import { Secrets } from "../../../components/secrets";
import { record, statementsOf, valueOf, type Recording } from "./harness";
import { EXAMPLE_ACCOUNT, exampleSettings } from "../../../config/example";

type Settings = Parameters<typeof exampleSettings>[0];

function recordSecrets(settings: Settings = {}): Promise<Recording<Secrets>> {
    const generated = {
        "random:index/randomPassword:RandomPassword": ({ name }: { name: string }) => ({
            result: `made-${name}`,
        }),
    };
    const stored = {
        "aws:secretsmanager/secretVersion:SecretVersion": ({ name }: { name: string }) => ({
            secretArn: `arn-of-${name}`,
            versionId: `version-of-${name}`,
        }),
    };
    return record(
        () => {
            const checked = exampleSettings(settings);
            const given = {
                emailUrl: checked.emailUrl && pulumi.secret(checked.emailUrl),
                sentryDsn: checked.sentryDsn && pulumi.secret(checked.sentryDsn),
            };
            return new Secrets("secrets", { ...checked, ...given, keys: new Keys("keys", checked) });
        },
        { outputs: { ...generated, ...stored } },
    );
}

const EMAIL_URL = "smtp+tls://user:mail-canary@smtp.example.com:587";
const SENTRY_DSN = "https://sentry-canary@o1.ingest.sentry.io/2";

describe("secrets", () => {
    test("are found by name, under a key of their own, and recoverable", async () => {
        const stack = await recordSecrets({ emailUrl: EMAIL_URL, sentryDsn: SENTRY_DSN });
        const secrets = stack.all(aws.secretsmanager.Secret);
        expect(secrets.map(({ inputs }) => inputs.name).sort()).toEqual([
            "hrms/prod/cache-auth",
            "hrms/prod/database-app",
            "hrms/prod/database-master",
            "hrms/prod/database-migrator",
            "hrms/prod/mail",
            "hrms/prod/secret-key",
            "hrms/prod/sentry-dsn",
            "hrms/prod/superuser",
        ]);
        const key = stack.all(aws.kms.Key).find(({ name }) => name.includes("secrets"));
        for (const { inputs, dependencies } of secrets) {
            expect(inputs.recoveryWindowInDays).toBe(30);
            expect(dependencies).toContain(key?.urn);
        }
    });

    test("go after a week once the stack is to be taken down", async () => {
        const stack = await recordSecrets({ deletionProtection: false });
        const windows = stack.all(aws.secretsmanager.Secret).map(({ inputs }) => inputs.recoveryWindowInDays);
        expect(new Set(windows)).toEqual(new Set([7]));
    });

    test("[security.database.strong-password] passwords are long, random and legal where they are used", async () => {
        const stack = await recordSecrets();
        const made = Object.fromEntries(
            stack
                .all(random.RandomPassword)
                .map(({ name, inputs }) => [name, [inputs.length, inputs.special]]),
        );
        expect(made).toEqual({
            "secrets-secret-key": [64, false],
            "secrets-database-master": [40, false],
            "secrets-database-migrator": [40, false],
            "secrets-database-app": [40, false],
            "secrets-cache-auth": [64, false],
            "secrets-superuser": [32, false],
        });
    });

    test("hold a user and a password, or a bare value", async () => {
        const stack = await recordSecrets({ emailUrl: EMAIL_URL });
        const contents = Object.fromEntries(
            stack
                .all(aws.secretsmanager.SecretVersion)
                .map(({ name, inputs }) => [name, JSON.parse(String(inputs.secretString))]),
        );
        expect(contents).toEqual({
            "secrets-secret-key-value": { value: "made-secrets-secret-key" },
            "secrets-database-master-value": {
                username: "hrms_master",
                password: "made-secrets-database-master",
            },
            "secrets-database-migrator-value": {
                username: "hrms_migrator",
                password: "made-secrets-database-migrator",
            },
            "secrets-database-app-value": { username: "hrms_app", password: "made-secrets-database-app" },
            "secrets-cache-auth-value": { value: "made-secrets-cache-auth" },
            "secrets-superuser-value": { value: "made-secrets-superuser" },
            "secrets-mail-value": { value: EMAIL_URL },
        });
    });

    test("every value is marked secret, wherever it goes", async () => {
        const { resources, result } = await recordSecrets({ emailUrl: EMAIL_URL, sentryDsn: SENTRY_DSN });
        const open = resources.map(({ inputs, secretInputs }) =>
            Object.fromEntries(Object.entries(inputs).filter(([name]) => !secretInputs.includes(name))),
        );
        expect(JSON.stringify(open)).not.toMatch(/made-|canary/);
        expect(await pulumi.isSecret(result.masterPassword)).toBe(true);
        expect(await pulumi.isSecret(result.cacheAuthToken)).toBe(true);
    });

    test("without their settings there is no mail and no Sentry secret", async () => {
        const { result } = await recordSecrets();
        expect([result.arns.mail, result.arns.sentryDsn]).toEqual([undefined, undefined]);
    });

    test("an ARN is known once the value is stored", async () => {
        const { result } = await recordSecrets();
        expect(await valueOf(result.arns.databaseApp)).toBe("arn-of-secrets-database-app-value");
        expect(await valueOf(result.versions.databaseApp)).toBe("version-of-secrets-database-app-value");
    });

    test("nobody outside the account reads them, and nobody without TLS", async () => {
        const stack = await recordSecrets();
        for (const { inputs } of stack.all(aws.secretsmanager.Secret)) {
            const { RefuseOtherAccounts, RefuseWithoutTls } = statementsOf(inputs.policy);
            expect(RefuseOtherAccounts).toMatchObject({
                Effect: "Deny",
                Principal: "*",
                Action: ["secretsmanager:*"],
                Condition: {
                    StringNotEquals: { "aws:PrincipalAccount": EXAMPLE_ACCOUNT },
                    Bool: { "aws:PrincipalIsAWSService": "false" },
                },
            });
            expect(RefuseWithoutTls).toMatchObject({
                Effect: "Deny",
                Principal: "*",
                Action: ["secretsmanager:*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            });
        }
    });
});
