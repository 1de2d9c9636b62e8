import { on, onEvery, stackPolicy, type Subject } from "../policy";
import * as types from "../resource-types";
import type { Stack } from "../stack";
import { type Texts, textsIn } from "../aws/texts";
import { type Findings, surely } from "../verdict";

type Properties = Readonly<Record<string, unknown>>;

/** The secrets that a resource hands out, and so holds itself. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
    "random:index/randomPassword:RandomPassword": ["result"],
    "random:index/randomBytes:RandomBytes": ["base64", "hex"],
    "tls:index/privateKey:PrivateKey": ["privateKeyPem", "privateKeyOpenssh", "privateKeyPemPkcs8"],
    "aws:iam/accessKey:AccessKey": ["secret", "sesSmtpPasswordV4"],
};

/** Where secrets belong: what is kept there, AWS shows to nobody, or only to who may decrypt it. */
const SINKS: Readonly<Record<string, readonly string[]>> = {
    "aws:secretsmanager/secretVersion:SecretVersion": ["secretString", "secretBinary", "secretStringWo"],
    "aws:rds/instance:Instance": ["password", "passwordWo"],
    "aws:rds/cluster:Cluster": ["masterPassword", "masterPasswordWo"],
    "aws:elasticache/replicationGroup:ReplicationGroup": ["authToken", "authTokenWo"],
    "aws:elasticache/user:User": ["passwords", "passwordsWo", "authenticationMode"],
    "aws:acm/certificate:Certificate": ["privateKey", "privateKeyWo"],
    // What a command is handed, `command-carries-no-secret` judges.
    "command:local:Command": ["environment", "stdin"],
    "command:remote:Command": ["environment", "stdin", "connection"],
};
/** Those of a parameter, which is one only if it is of the right type. */
const SECURE_PARAMETER_SINKS = ["value", "valueWo"];

/** Shorter ones are no secrets, and occur by chance. */
const SHORTEST = 8;

/** The ways in which a secret is written into other texts: as it is, in JSON, in a URL, in user data. */
function spellings(secret: string): string[] {
    return [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
        Buffer.from(secret).toString("base64"),
    ];
}

/** A text, and what it says if it is the Base64 of a text. */
function readings(text: string): string[] {
    const isBase64 = text.length >= SHORTEST && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text);
    return isBase64 ? [text, Buffer.from(text, "base64").toString("utf8")] : [text];
}

type Source = Pick<Subject<object>, "type" | "props">;

/** What is known of the secrets that a resource hands out. */
function secretsIn({ type, props }: Source): Texts {
    const found = (SECRETS[type] ?? []).map((property) => textsIn(() => (props as Properties)[property]));
    return {
        texts: found.flatMap(({ texts }) => texts).filter((secret) => secret.length >= SHORTEST),
        isPartial: found.some(({ isPartial }) => isPartial),
    };
}

/** Every known secret of a stack in all its spellings, once: it is looked for in every resource. */
const spelledOut = new WeakMap<Stack, readonly string[]>();

function secretsOf(stack: Stack): readonly string[] {
    const found =
        spelledOut.get(stack) ??
        stack
            .all(types.generatedSecret)
            .flatMap((source) => secretsIn(source).texts)
            .flatMap(spellings);
    spelledOut.set(stack, found);
    return found;
}

function isSink({ type, props }: Subject<Properties>, property: string): boolean {
    const isSecureParameter =
        types.ssmParameter.tokens.includes(type) &&
        SECURE_PARAMETER_SINKS.includes(property) &&
        surely(() => props.type === "SecureString");
    return isSecureParameter || [...(SINKS[type] ?? []), ...(SECRETS[type] ?? [])].includes(property);
}

/** One property: whether a secret is in it, or may be in what is not known of it. */
function judgeProperty(resource: Subject<Properties>, property: string, stack: Stack): Findings {
    const { texts, isPartial } = textsIn(() => resource.props[property]);
    const secrets = secretsOf(stack);
    const holdsOne = texts.flatMap(readings).some((text) => secrets.some((secret) => text.includes(secret)));
    if (holdsOne) return [{ outcome: "fail", fault: `${property} holds a secret of the stack` }];
    const mayHoldOne =
        isPartial &&
        stack
            .referred(resource, property, types.generatedSecret)
            // One that is unknown itself is reported once, see below.
            .some((source) => secretsIn(source).texts.length > 0);
    return mayHoldOne ? [{ outcome: "undetermined", property }] : [];
}

export const noSecretOutsideSinks = stackPolicy({
    name: "no-secret-value-outside-sinks",
    checklist: "preparation.environment.database-credentials",
    severity: "critical",
    onUnknown: "defer",
    deviable: false,
    requires: "Generated secrets stand where secrets are kept, and nowhere else.",
    otherwise:
        "A password in a tag, a description or an environment variable is read by everyone who may look around.",
    remedy:
        "Keep the secret in Secrets Manager, and let whoever needs it fetch it by its ARN; don't export it from the " +
        "stack.",
    rules: [
        onEvery((resource, stack) =>
            Object.keys(resource.props)
                .filter((property) => !isSink(resource, property))
                .flatMap((property) => judgeProperty(resource, property, stack)),
        ),
        on(types.generatedSecret, (source) => {
            const [property = "result"] = SECRETS[source.type] ?? [];
            return secretsIn(source).isPartial ? [{ outcome: "undetermined", property }] : [];
        }),
    ],
});
