/** Tests the detector in each place of the tables: it finds secrets there, and nothing else. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { CONFIGURATION, ON_EVERY_TYPE, USER_DATA } from "../../policies/aws/readable-places";
import { allPolicies } from "../../policies/all-policies";
import { judge, type Resource, secret } from "./harness";

type Props = Readonly<Record<string, unknown>>;
/** How a place writes a setting with a name and a value. */
type Write = (name: string, value: string) => Props;

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const script = (name: string, value: string): string => `#!/bin/sh\nexport ${name}='${value}'\n`;
const yaml = (name: string, value: string): string => `settings:\n  ${name}: "${value}"\n`;
const json = (name: string, value: string): string =>
    JSON.stringify({ steps: [{ inputs: { [name]: value } }] });
const pair = (name: string, value: string): object => ({ name, value });
const containers = (name: string, value: string): string =>
    JSON.stringify([{ name: "web", image: "hrms", environment: [pair(name, value)] }]);
const containerProperties = (name: string, value: string): string =>
    JSON.stringify({ environment: [pair(name, value)] });

/** A resource for each row of the tables. */
const PLACES: Readonly<Record<string, Readonly<Record<string, Write>>>> = {
    "aws:ec2/instance:Instance": {
        userData: (name, value) => ({ userData: script(name, value) }),
        userDataBase64: (name, value) => ({ userDataBase64: base64(script(name, value)) }),
    },
    "aws:ec2/launchTemplate:LaunchTemplate": {
        userData: (name, value) => ({ userData: gzipSync(script(name, value)).toString("base64") }),
    },
    "aws:ec2/launchConfiguration:LaunchConfiguration": {
        userData: (name, value) => ({ userData: script(name, value) }),
        userDataBase64: (name, value) => ({ userDataBase64: base64(yaml(name, value)) }),
    },
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": {
        userData: (name, value) => ({ userData: yaml(name, value) }),
        userDataBase64: (name, value) => ({ userDataBase64: base64(script(name, value)) }),
    },
    "aws:lightsail/instance:Instance": { userData: (name, value) => ({ userData: script(name, value) }) },
    "aws-native:ec2:Instance": { userData: (name, value) => ({ userData: base64(script(name, value)) }) },
    "aws-native:ec2:LaunchTemplate": {
        launchTemplateData: (name, value) => ({
            launchTemplateData: { userData: base64(script(name, value)) },
        }),
    },
    "aws:ecs/taskDefinition:TaskDefinition": {
        containerDefinitions: (name, value) => ({ containerDefinitions: containers(name, value) }),
    },
    "aws:lambda/function:Function": {
        environment: (name, value) => ({ environment: { variables: { [name]: value } } }),
    },
    "aws:apprunner/service:Service": {
        sourceConfiguration: (name, value) => ({
            sourceConfiguration: {
                imageRepository: { imageConfiguration: { runtimeEnvironmentVariables: { [name]: value } } },
            },
        }),
    },
    "aws:elasticbeanstalk/environment:Environment": {
        settings: (name, value) => ({
            settings: [{ namespace: "aws:elasticbeanstalk:application:environment", ...pair(name, value) }],
        }),
    },
    "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate": {
        settings: (name, value) => ({ settings: [pair(name, value)] }),
    },
    "aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion": {
        containers: (name, value) => ({ containers: [{ environment: { [name]: value } }] }),
    },
    "aws:batch/jobDefinition:JobDefinition": {
        containerProperties: (name, value) => ({ containerProperties: containerProperties(name, value) }),
        ecsProperties: (name, value) => ({
            ecsProperties: JSON.stringify({
                taskProperties: [{ containers: [{ environment: [pair(name, value)] }] }],
            }),
        }),
        eksProperties: (name, value) => ({
            eksProperties: { podProperties: { containers: { envs: [pair(name, value)] } } },
        }),
        nodeProperties: (name, value) => ({
            nodeProperties: JSON.stringify({
                nodeRangeProperties: [{ container: { environment: [pair(name, value)] } }],
            }),
        }),
        parameters: (name, value) => ({ parameters: { [name]: value } }),
    },
    "aws:codebuild/project:Project": {
        environment: (name, value) => ({
            environment: { environmentVariables: [{ ...pair(name, value), type: "PLAINTEXT" }] },
        }),
        source: (name, value) => ({ source: { buildspec: `env:\n  variables:\n    ${name}: "${value}"\n` } }),
    },
    "aws:codepipeline/pipeline:Pipeline": {
        stages: (name, value) => ({ stages: [{ actions: [{ configuration: { [name]: value } }] }] }),
    },
    "aws:amplify/app:App": {
        environmentVariables: (name, value) => ({ environmentVariables: { [name]: value } }),
        buildSpec: (name, value) => ({ buildSpec: yaml(name, value) }),
    },
    "aws:amplify/branch:Branch": {
        environmentVariables: (name, value) => ({ environmentVariables: { [name]: value } }),
    },
    "aws:glue/job:Job": {
        defaultArguments: (name, value) => ({ defaultArguments: { [`--${name}`]: value } }),
        nonOverridableArguments: (name, value) => ({ nonOverridableArguments: { [`--${name}`]: value } }),
    },
    "aws:glue/connection:Connection": {
        connectionProperties: (name, value) => ({ connectionProperties: secret({ [name]: value }) }),
    },
    "aws:cloudformation/stack:Stack": {
        parameters: (name, value) => ({ parameters: { [name]: value } }),
        templateBody: (name, value) => ({ templateBody: json(name, value) }),
    },
    "aws:ssm/parameter:Parameter": {
        value: (name, value) => ({ type: "String", value: secret(json(name, value)) }),
        insecureValue: (name, value) => ({ type: "StringList", insecureValue: `a=b\n${name}="${value}"` }),
    },
    "aws:ssm/document:Document": { content: (name, value) => ({ content: json(name, value) }) },
    "aws:ssm/association:Association": { parameters: (name, value) => ({ parameters: { [name]: value } }) },
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask": {
        taskInvocationParameters: (name, value) => ({
            taskInvocationParameters: {
                runCommandParameters: { parameters: [{ name, values: [script(name, value)] }] },
            },
        }),
    },
    "aws:imagebuilder/component:Component": { data: (name, value) => ({ data: yaml(name, value) }) },
    "aws:cloudfront/function:Function": { code: (name, value) => ({ code: `const ${name} = "${value}";` }) },
    "aws:synthetics/canary:Canary": {
        runConfig: (name, value) => ({ runConfig: { environmentVariables: { [name]: value } } }),
    },
    "aws:sfn/stateMachine:StateMachine": { definition: (name, value) => ({ definition: json(name, value) }) },
    "aws:scheduler/schedule:Schedule": {
        target: (name, value) => ({ target: { input: json(name, value) } }),
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
        input: (name, value) => ({ input: json(name, value) }),
        inputTransformer: (name, value) => ({ inputTransformer: { inputTemplate: json(name, value) } }),
    },
    "aws:lambda/invocation:Invocation": { input: (name, value) => ({ input: json(name, value) }) },
    "aws:eks/addon:Addon": {
        configurationValues: (name, value) => ({ configurationValues: yaml(name, value) }),
    },
    "aws:s3/bucketObject:BucketObject": {
        content: (name, value) => ({ content: script(name, value) }),
        contentBase64: (name, value) => ({ contentBase64: base64(script(name, value)) }),
        metadata: (name, value) => ({ metadata: { [name]: value } }),
    },
    "aws:s3/bucketObjectv2:BucketObjectv2": {
        content: (name, value) => ({ content: yaml(name, value) }),
        contentBase64: (name, value) => ({ contentBase64: gzipSync(yaml(name, value)).toString("base64") }),
        metadata: (name, value) => ({ metadata: { [name]: value } }),
    },
    "aws-native:ecs:TaskDefinition": {
        containerDefinitions: (name, value) => ({
            containerDefinitions: [{ environment: [pair(name, value)] }],
        }),
    },
    "aws-native:lambda:Function": {
        environment: (name, value) => ({ environment: { variables: { [name]: value } } }),
    },
    "aws-native:ssm:Parameter": { value: (name, value) => ({ type: "String", value: script(name, value) }) },
    "command:local:Command": {
        create: (name, value) => ({ create: script(name, value) }),
        update: (name, value) => ({ update: script(name, value) }),
        delete: (name, value) => ({ delete: script(name, value) }),
        environment: (name, value) => ({ environment: { [name]: value } }),
        stdin: (name, value) => ({ stdin: yaml(name, value) }),
    },
    "command:remote:Command": {
        create: (name, value) => ({ create: script(name, value) }),
        update: (name, value) => ({ update: script(name, value) }),
        delete: (name, value) => ({ delete: script(name, value) }),
        environment: (name, value) => ({ environment: { [name]: value } }),
        stdin: (name, value) => ({ stdin: yaml(name, value) }),
    },
    // Every type has these places, so one type is enough.
    "aws:sqs/queue:Queue": {
        comment: (name, value) => ({ comment: `${name}="${value}"` }),
        description: (name, value) => ({ description: `${name}="${value}"` }),
        tags: (name, value) => ({ tags: { [name]: value } }),
        tagsAll: (name, value) => ({ tagsAll: { [name]: value } }),
    },
};

const rows = Object.entries(PLACES).flatMap(([type, places]) =>
    Object.entries(places).map(([property, write]) => ({ type, property, write })),
);
const named = rows.map((row) => [`${row.type} ${row.property}`, row] as const);

test("this test covers each row of the tables", () => {
    const listed = Object.entries({ ...USER_DATA, ...CONFIGURATION, "aws:sqs/queue:Queue": ON_EVERY_TYPE });
    const wanted = listed.flatMap(([type, properties]) =>
        properties.map((property) => `${type} ${property}`),
    );
    expect(named.map(([title]) => title).sort()).toEqual(wanted.sort());
});

const PLAIN = ["no-plaintext-secret-in-user-data", "no-plaintext-secret-in-configuration"];
const TAINTED = [
    "command-carries-no-secret",
    "configuration-from-no-secret",
    "ssm-parameter-from-secret-is-securestring",
    "user-data-from-no-secret",
];
const policiesNamed = (names: readonly string[]) => allPolicies.filter(({ name }) => names.includes(name));
const plain = policiesNamed(PLAIN);
const tainted = policiesNamed(TAINTED);

const resource = (type: string, props: Props, references: Resource["references"] = {}): Resource => ({
    type,
    name: "subject",
    props,
    references,
});
const foundIn = async (type: string, props: Props): Promise<number> =>
    (await judge(plain, [resource(type, props)])).length;

describe.each(named)("%s", (_, { type, property, write }) => {
    test("finds a literal password and ignores a reference", async () => {
        expect(await foundIn(type, write("DB_PASSWORD", "correct-horse-7"))).toBe(1);
        expect(await foundIn(type, write("DB_PASSWORD", "{{resolve:secretsmanager:hrms}}"))).toBe(0);
    });

    test("finds a value made from a generated password before the update", async () => {
        const password = {
            type: "random:index/randomPassword:RandomPassword",
            name: "password",
            props: { length: 40 },
        };
        const made = resource(type, write("GREETING", "hello"), { [property]: [password] });
        expect(await judge(tainted, [made, password])).toHaveLength(1);
    });
});

/** The alphabets of secrets: hex, letters and digits, Base64, and RandomPassword's. */
const ALPHABETS = {
    hex: "0123456789abcdef",
    small: "abcdefghijklmnopqrstuvwxyz0123456789",
    letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    base64: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    special: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!@#$%&*()-_=+[]{}<>:?",
} as const;
/** Uniform, because fast-check prefers repetitions and generators of secrets do not. */
const randomText = (alphabet: string, minLength: number) =>
    fc
        .noShrink(
            fc.noBias(
                fc.array(fc.constantFrom(...Array.from(alphabet)), { minLength, maxLength: 64, size: "max" }),
            ),
        )
        .map((characters) => characters.join(""));
const secrets = fc.constantFrom(...Object.values(ALPHABETS)).chain((alphabet) => randomText(alphabet, 20));
const NAMES = [
    "DB_PASSWORD",
    "SECRET_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "sentryAuthToken",
    "smtp_passwd",
    "API_KEY",
    "redisPassphrase",
];
const RUNS = { seed: 12, numRuns: 2000 };

test("finds a random secret in every place under every usual name", async () => {
    await fc.assert(
        fc.asyncProperty(
            fc.constantFrom(...rows),
            fc.constantFrom(...NAMES),
            secrets,
            async ({ type, write }, name, value) => {
                expect(await foundIn(type, write(name, value))).toBeGreaterThan(0);
            },
        ),
        RUNS,
    );
});

test("finds a random key of letters and digits under any name", async () => {
    await fc.assert(
        fc.asyncProperty(randomText(ALPHABETS.letters, 40), async (value) => {
            expect(
                await foundIn("aws:lambda/function:Function", {
                    environment: { variables: { MAILER: value } },
                }),
            ).toBe(1);
        }),
        RUNS,
    );
});

/** Values in the settings of real applications. */
const HARMLESS: readonly (readonly [name: string, value: string])[] = [
    ["AWS_REGION", "eu-central-1"],
    ["AWS_AVAILABILITY_ZONE", "eu-central-1a"],
    ["DB_HOST", "hrms-prod.cluster-c9akciq32abc.eu-central-1.rds.amazonaws.com"],
    ["DATABASE_URL", "postgres://hrms@hrms-prod.c9akciq32abc.eu-central-1.rds.amazonaws.com:5432/hrmodel"],
    ["DATABASE_URL", "postgres://hrms:${DB_PASSWORD}@db.internal/hrmodel"],
    ["CELERY_BROKER_URL", "rediss://cache.internal:6379/0?ssl_cert_reqs=required"],
    ["DJANGO_SETTINGS_MODULE", "hrms.settings.production"],
    ["CELERY_RESULT_BACKEND", "django_celery_results.backends.DatabaseBackend"],
    ["AUTH_USER_MODEL", "accounts.EmployeeWithTwoFactorAuthentication2024"],
    ["DB_SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hrms/prod/database-AbCdEf"],
    ["DB_PASSWORD", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hrms-AbCdEf:password::"],
    ["DB_PASSWORD", "arn:aws:ssm:eu-central-1:123456789012:parameter/hrms/prod/db-password"],
    ["DB_PASSWORD", "{{resolve:secretsmanager:hrms:SecretString:password}}"],
    ["DB_PASSWORD", "${DB_PASSWORD}"],
    ["DB_PASSWORD", "$DB_PASSWORD"],
    ["DB_PASSWORD", "$(aws secretsmanager get-secret-value --secret-id hrms)"],
    ["DB_PASSWORD_FILE", "/run/hrms/secrets/DatabasePassword2024"],
    ["SECRET_KEY", "/run/hrms/secret-key"],
    ["SECRET_NAME", "hrms-prod-DatabaseMaster2024"],
    ["TOKEN_URL", "https://login.example.com/oauth2/token"],
    ["OIDC_TOKEN_ENDPOINT", "https://login.example.com/realms/hrms/protocol/openid-connect/token"],
    ["PASSWORD_RESET_TIMEOUT", "259200"],
    ["PASSWORD_HASHERS", "django.contrib.auth.hashers.Argon2PasswordHasher"],
    ["PASSWORD_MIN_LENGTH", "14"],
    ["SESSION_COOKIE_SECURE", "true"],
    ["CSRF_TRUSTED_ORIGINS", "https://hrms.example.com,https://www.hrms.example.com"],
    [
        "IMAGE",
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/hrms@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
    ["GIT_SHA", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    ["BUNDLE_SHA256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["SCRIPT_INTEGRITY", "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"],
    ["CERTIFICATE_SERIAL", "04:8f:1c:2b:77:aa:03:91:5e:d2:44:0b:9c:13:f7:e8"],
    ["CORRELATION", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"],
    ["API_TOKEN_ID", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"],
    ["KMS_KEY", "arn:aws:kms:eu-central-1:123456789012:key/3f2504e0-4f89-11d3-9a0c-0305e82c3301"],
    ["SUBNETS", "subnet-0a1b2c3d4e5f60718,subnet-0a1b2c3d4e5f60719"],
    ["AMI", "ami-0123456789abcdef0"],
    ["SCHEDULE", "cron(0 4 ? * SUN *)"],
    ["CRON", "*/15 3-5 1,15 * MON-FRI"],
    ["VERSION", "v2024.11.3-rc.1+build.20241129"],
    ["PYTHONPATH", "/srv/hrms/current:/srv/hrms/current/vendor/Lib2to3Compat"],
    [
        "SSH_KEY",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA9iA50igrPjNM3P+VbyFg8IcvsgKK0hER99svBk/Ko6 ada@example.com",
    ],
    ["SENTRY_DSN", "https://4f3c2b1a09d8e7f6a5b4c3d2e1f00918@o4501.ingest.sentry.io/4507"],
    ["STRIPE_PUBLISHABLE_KEY", "pk_live_51H8abcdEFGHijklMNOPqrstUVWX"],
    ["RECAPTCHA_SITE_KEY", "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI"],
    ["DATABASE_NAME", "HrmsProductionDatabase2024Primary"],
    ["INSTANCE", "m7g.2xlarge"],
    ["LOG_FORMAT", "%(asctime)s %(levelname)s %(name)s %(message)s"],
    ["TOKEN_LIFETIME", "15m"],
    ["EMAIL_HOST_USER", "noreply@hrms.example.com"],
    ["LANGUAGE", "en-gb"],
];

test.each(HARMLESS)("finds no secret in %s=%s", async (name, value) => {
    const quiet = rows.filter(({ type }) => type !== "aws:cloudfront/function:Function");
    const alarms = await Promise.all(
        quiet.map(async ({ type, property, write }) =>
            (await foundIn(type, write(name, value))) > 0 ? [`${type} ${property}`] : [],
        ),
    );
    expect(alarms.flat()).toEqual([]);
});
