import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { secret, UNKNOWN } from "../harness";
import { LITERAL, URL } from "../scenes/configuration";

const app = fixture({ tokens: ["aws:amplify/app:App"] });
const job = fixture({ tokens: ["aws:glue/job:Job"] });
const build = fixture({ tokens: ["aws:codebuild/project:Project"] });
const parameter = fixture(types.ssmParameter, { type: "String", name: "/hrms/database" });
const topic = fixture(types.topic, { kmsMasterKeyId: UNKNOWN });
const password = fixture(types.randomPassword, { length: 40 })();
const known = fixture(types.randomPassword)({ length: 40, result: secret(LITERAL) });
const secretVersion = fixture(types.secretVersion, { secretString: UNKNOWN })();
const variables = (values: object) => app({ environmentVariables: values });
/** A variable that a program makes from a secret's value or ARN, during a preview. */
const fromVersion = (name: string): Scene => [
    app(
        { environmentVariables: { [name]: UNKNOWN } },
        { references: { environmentVariables: [secretVersion] } },
    ),
    secretVersion,
];
const environment = (...environmentVariables: object[]) => build({ environment: { environmentVariables } });

export const cases: CaseTable = {
    "no-plaintext-secret-in-configuration": {
        is: ["mandatory", "critical", "defer"],
        compliant: {
            "references and settings": [
                variables({
                    DB_PASSWORD: "{{resolve:secretsmanager:hrms:SecretString:password}}",
                    DB_PASSWORD_SECRET: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hrms-AbCdEf",
                    DATABASE_URL: "mysql://db.internal:3306/hrmodel",
                    PASSWORD_MIN_LENGTH: "fourteen",
                    SECRETS_REGION: "eu-central-1",
                    API_TOKEN_FILE: "tokens.json",
                    STRIPE_PUBLISHABLE_KEY: "pk_live_51H8abcdEFGHijklMNOP",
                    RELEASE_KEY:
                        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAENnD7gy0QmKZnmMUHTGmJuebK640u8MeMxQrg1iYnU6S3wOFXjNauRWr+A73mMwlgEdbVnXTcoYYrwKpq++X/TQ==",
                }),
            ],
            "the name of a secret in CodeBuild": [
                environment({ name: "DB_PASSWORD", value: "hrms-database", type: "SECRETS_MANAGER" }),
            ],
            "a secret in a SecureString parameter": [parameter({ type: "SecureString", value: secret(URL) })],
            "a plain parameter without a secret": [parameter({ value: secret("db.internal") })],
        },
        violating: {
            "a literal under the name of a secret": [variables({ DB_PASSWORD: LITERAL })],
            "a URL with a password": [variables({ DATABASE_URL: URL })],
            "a value that looks random": [variables({ MAILER: "q7Rk2vXz9LmT4bNw8PcY" })],
            "a secret in a variable of CodeBuild": [
                environment({ name: "DB_PASSWORD", value: LITERAL, type: "PLAINTEXT" }),
            ],
            "a secret in an argument": [job({ defaultArguments: { "--db-password": LITERAL } })],
            "a secret in a plain parameter": [parameter({ value: secret(URL) })],
            "a key that Django's startproject made": [variables({ KEY: "django-insecure-&x7@2k!q9z" })],
            "a secret in a tag": [topic({ tags: { Password: LITERAL } })],
            "a secret in a description": [topic({ description: `Log in with password: ${LITERAL}` })],
        },
        omitted: {
            environmentVariables: ["pass", app()],
            "the type of a variable, which makes it plain": [
                "fail",
                environment({ name: "DB_PASSWORD", value: LITERAL }),
            ],
            "the type of a parameter, which makes it plain": [
                "fail",
                parameter({ type: undefined, value: URL }),
            ],
        },
        unknown: {
            "a password": ["undetermined", variables({ DB_PASSWORD: UNKNOWN })],
            "all variables": ["undetermined", app({ environmentVariables: UNKNOWN })],
            "a host name": ["pass", variables({ DB_HOST: UNKNOWN })],
            "a tag": ["pass", topic({ tags: { Release: UNKNOWN } })],
            "the value of a parameter": ["pass", parameter({ value: UNKNOWN })],
            "a variable beside a secret": ["fail", variables({ DB_HOST: UNKNOWN, DB_PASSWORD: LITERAL })],
        },
    },
    "configuration-from-no-secret": {
        is: ["mandatory", "critical", "defer"],
        compliant: {
            "the ARN of a secret": [
                app(
                    { environmentVariables: { DB_SECRET_ARN: "arn:aws:secretsmanager:…" } },
                    { references: { environmentVariables: [secretVersion] } },
                ),
                secretVersion,
            ],
            "marked values that can't be secret": [
                variables({
                    REGION: secret("eu-central-1"),
                    IMAGE: secret("ami-0123456789abcdef0"),
                    PORT: secret("3306"),
                }),
            ],
            "a secret in a SecureString parameter": [
                parameter({ type: "SecureString", value: secret("correct-horse-9") }),
            ],
        },
        violating: {
            "a secret of the configuration": [variables({ DB_PASSWORD: secret(LITERAL) })],
            "a marked secret under any name": [variables({ GREETING: secret(LITERAL) })],
            "a marked map of secrets": [app({ environmentVariables: secret({ DB_PASSWORD: LITERAL }) })],
            "a marked tag": [topic({ tags: { Note: secret(LITERAL) } })],
            "a known generated password": [
                app(
                    { environmentVariables: { GREETING: secret(LITERAL) } },
                    { references: { environmentVariables: [known] } },
                ),
                known,
            ],
            "a generated password that the program unmarks": [
                app(
                    { environmentVariables: { GREETING: UNKNOWN } },
                    { references: { environmentVariables: [password] } },
                ),
                password,
            ],
            "a marked map with one secret": [
                app({ environmentVariables: secret({ REGION: "eu-central-1", GREETING: LITERAL }) }),
            ],
        },
        omitted: { environmentVariables: ["pass", app(), password] },
        unknown: {
            "a value that comes from a secret": ["undetermined", ...fromVersion("GREETING")],
            "a value under the name of an ARN": ["pass", ...fromVersion("SECRET_ARN")],
            "a value that comes from no secret": ["pass", variables({ DB_HOST: UNKNOWN })],
        },
    },
};
