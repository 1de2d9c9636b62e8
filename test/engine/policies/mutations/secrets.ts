import { type Mutations, on } from "./mutation";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const SECRET = "aws:secretsmanager/secret:Secret";
const LIFE = "hrms-database-life";
const STRENGTH = "random-password-is-strong";
const OUTSIDE = "no-secret-value-outside-sinks";
const WRITTEN = "no-plaintext-secret-in-configuration";
const TAINTED = "configuration-from-no-secret";
const URL = "mysql://hrms:correct-horse-7@db.internal:3306/hrmodel";

const passwords: readonly Mutations[] = [
    on(`${PASSWORD} hrms-secrets-database-app`, {
        "password: 31 letters and digits": { set: { length: 31 }, violates: [STRENGTH] },
    }),
    on(`${PASSWORD} hrms-secrets-cache-auth`, {
        "password: 23 characters of all kinds": { set: { length: 23, special: true }, violates: [STRENGTH] },
    }),
    on(`${PASSWORD} hrms-secrets-secret-key`, {
        "secret key: 49 characters": { set: { length: 49 }, violates: [STRENGTH] },
    }),
];

const stores: readonly Mutations[] = [
    on(`${SECRET} hrms-secrets-database-master`, {
        "secret: encrypted with AWS's key": {
            set: { kmsKeyId: undefined },
            violates: ["secret-has-cmk-and-recovery"],
        },
        "secret: no recovery window": {
            set: { recoveryWindowInDays: 0 },
            violates: ["secret-has-cmk-and-recovery"],
        },
    }),
    on(`${SECRET} hrms-secrets-superuser`, {
        "secret: encrypted with AWS's key by its alias": {
            set: { kmsKeyId: "alias/aws/secretsmanager" },
            violates: ["secret-has-cmk-and-recovery"],
        },
    }),
    on("hrms-secrets-secret-key-value", {
        "secret key: made from a random name": {
            refers: { secretString: [LIFE] },
            violates: ["secret-not-from-weak-random"],
        },
    }),
];

const parameters = on("hrms-hosts-environment", {
    "parameter: called a token": {
        set: { name: "/hrms/prod/api-token" },
        violates: ["ssm-secret-is-securestring"],
    },
    "parameter: made from the superuser's password": {
        refers: { insecureValue: [`${PASSWORD} hrms-secrets-superuser`] },
        violates: ["ssm-parameter-from-secret-is-securestring"],
    },
    "parameter: holds the superuser's password": {
        takes: { insecureValue: [`${PASSWORD} hrms-secrets-superuser`, "result"] },
        violates: ["ssm-parameter-from-secret-is-securestring", OUTSIDE],
    },
});

const commands = on("hrms-rollout-web", {
    "rollout: a secret as a trigger": {
        set: { triggers: ["1"] },
        refers: { triggers: [`${PASSWORD} hrms-secrets-cache-auth`] },
        violates: ["command-carries-no-secret"],
    },
    "rollout: a password in its environment with logging": {
        refers: { environment: [`${PASSWORD} hrms-secrets-superuser`] },
        violates: ["command-carries-no-secret"],
    },
    "rollout: a password in the command": {
        takes: { create: [`${PASSWORD} hrms-secrets-superuser`, "result"] },
        violates: ["command-carries-no-secret", OUTSIDE],
    },
});

const leaks: readonly Mutations[] = [
    on("hrms-prod", {
        "leak: an output of the stack": {
            takes: { superuserPassword: [`${PASSWORD} hrms-secrets-superuser`, "result"] },
            violates: ["stack-output-is-no-secret"],
        },
        "leak: an output of the stack in plain text": {
            set: { superuserPassword: "correct-horse-7" },
            // The test with many faults can only change inputs, and these are outputs.
            alone: true,
            violates: ["stack-output-holds-no-plaintext-secret"],
        },
    }),
    on("aws:lambda/function:Function hrms-database-users", {
        "leak: a function's environment": {
            takes: {
                "environment.variables.MASTER_PASSWORD": [
                    `${PASSWORD} hrms-secrets-database-master`,
                    "result",
                ],
            },
            violates: [TAINTED],
        },
        "leak: a function's environment, made from a secret": {
            refers: { environment: [`${PASSWORD} hrms-secrets-database-master`] },
            violates: [TAINTED],
        },
        "leak: a password in a function's environment": {
            set: { "environment.variables.MASTER_PASSWORD": "correct-horse-7" },
            violates: [WRITTEN],
        },
        "leak: a random key under another name in a function's environment": {
            set: { "environment.variables.MAILER": "q7Rk2vXz9LmT4bNw8PcY" },
            violates: [WRITTEN],
        },
        "leak: a token in a description": {
            set: { description: "Makes users; token: q7Rk2vXz9LmT4bNw8PcY" },
            violates: [WRITTEN],
        },
    }),
    on("aws:s3/bucket:Bucket hrms-storage-releases", {
        "leak: a tag": {
            takes: { "tagsAll.Note": [`${PASSWORD} hrms-secrets-cache-auth`, "result"] },
            violates: [TAINTED],
        },
    }),
    on("hrms-hosts-environment", {
        "leak: a database URL with a password in a parameter": {
            set: { insecureValue: URL },
            violates: [WRITTEN],
        },
    }),
];

const keys: readonly Mutations[] = [
    on("hrms-keys-database", {
        "key: no rotation": {
            set: { enableKeyRotation: false },
            violates: ["kms-key-rotates-and-is-guarded"],
        },
        "key: Pulumi may replace it": { options: { protect: false }, violates: ["data-is-protected"] },
    }),
    on("hrms-keys-files", {
        "key: a deletion window of 13 days": {
            set: { deletionWindowInDays: 13 },
            violates: ["kms-key-rotates-and-is-guarded"],
        },
    }),
    on("hrms-keys-backup", {
        "key: rotation left to AWS's default": {
            set: { enableKeyRotation: undefined },
            violates: ["kms-key-rotates-and-is-guarded"],
        },
    }),
];

export const secrets: readonly Mutations[] = [
    ...passwords,
    ...stores,
    parameters,
    commands,
    ...leaks,
    ...keys,
];
