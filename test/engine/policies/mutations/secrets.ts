import { type Mutations, on } from "./mutation";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const SECRET = "aws:secretsmanager/secret:Secret";
const LIFE = "hrms-database-life";
const STRENGTH = "random-password-is-strong";
const OUTSIDE = "no-secret-value-outside-sinks";

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
        "secret: deleted at once": {
            set: { recoveryWindowInDays: 0 },
            violates: ["secret-has-cmk-and-recovery"],
        },
    }),
    on(`${SECRET} hrms-secrets-superuser`, {
        "secret: encrypted with AWS's key, by its name": {
            set: { kmsKeyId: "alias/aws/secretsmanager" },
            violates: ["secret-has-cmk-and-recovery"],
        },
    }),
    on("hrms-secrets-secret-key-value", {
        "secret key: made from a name": {
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
    "rollout: again with each secret": {
        set: { triggers: ["1"] },
        refers: { triggers: [`${PASSWORD} hrms-secrets-cache-auth`] },
        violates: ["command-carries-no-secret"],
    },
    "rollout: a password in its environment, and printed": {
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
            violates: [OUTSIDE],
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
            violates: [OUTSIDE],
        },
    }),
    on("aws:s3/bucket:Bucket hrms-storage-releases", {
        "leak: a tag": {
            takes: { "tagsAll.Note": [`${PASSWORD} hrms-secrets-cache-auth`, "result"] },
            violates: [OUTSIDE],
        },
    }),
];

const keys: readonly Mutations[] = [
    on("hrms-keys-database", {
        "key: never rotates": {
            set: { enableKeyRotation: false },
            violates: ["kms-key-rotates-and-is-guarded"],
        },
        "key: Pulumi may replace it": { options: { protect: false }, violates: ["data-is-protected"] },
    }),
    on("hrms-keys-files", {
        "key: gone after 13 days": {
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
