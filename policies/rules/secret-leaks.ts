import { on, onEvery, stackPolicy, type Subject } from "../policy";
import * as types from "../resource-types";
import type { Stack } from "../stack";
import { readings } from "../aws/decoded-texts";
import { soundsSecret } from "../aws/secret-names";
import { isTainted, isWithin, marksOf } from "../aws/secret-taint";
import { type Leaf, leavesIn } from "../aws/texts";
import { type Findings, surely } from "../verdict";

type Properties = Readonly<Record<string, unknown>>;

/** The secrets that a resource outputs, and so contains. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
    "random:index/randomPassword:RandomPassword": ["result"],
    "random:index/randomBytes:RandomBytes": ["base64", "hex"],
    "tls:index/privateKey:PrivateKey": ["privateKeyPem", "privateKeyOpenssh", "privateKeyPemPkcs8"],
    "aws:iam/accessKey:AccessKey": ["secret", "sesSmtpPasswordV4"],
};

/** The places for secrets. AWS shows their content to nobody, or only to people who can decrypt it. */
const SINKS: Readonly<Record<string, readonly string[]>> = {
    "aws:secretsmanager/secretVersion:SecretVersion": ["secretString", "secretBinary", "secretStringWo"],
    "aws:rds/instance:Instance": ["password", "passwordWo"],
    "aws:rds/cluster:Cluster": ["masterPassword", "masterPasswordWo"],
    "aws:elasticache/replicationGroup:ReplicationGroup": ["authToken", "authTokenWo"],
    "aws:elasticache/user:User": ["passwords", "passwordsWo", "authenticationMode"],
    "aws:acm/certificate:Certificate": ["privateKey", "privateKeyWo"],
    // `command-carries-no-secret` judges the inputs of a command.
    "command:local:Command": ["environment", "stdin"],
    "command:remote:Command": ["environment", "stdin", "connection"],
};
/** The sinks of a parameter, which is a place for secrets only with the right type. */
const SECURE_PARAMETER_SINKS = ["value", "valueWo"];

/** Shorter values are not secrets, and occur by chance. */
const SHORTEST = 8;

/** The forms of a secret in other texts: as it is, in JSON, in a URL, in user data. */
function spellings(secret: string): string[] {
    return [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
        Buffer.from(secret).toString("base64"),
    ];
}

type Source = Pick<Subject<object>, "type" | "props">;

/** The known values among the secrets that a resource outputs. */
function secretsIn({ type, props }: Source): {
    readonly known: readonly string[];
    readonly isPartial: boolean;
} {
    const texts = (SECRETS[type] ?? [])
        .flatMap((property) => leavesIn(property, () => (props as Properties)[property]))
        .map(({ text }) => text);
    return {
        known: texts.filter((text) => text !== undefined).filter(({ length }) => length >= SHORTEST),
        isPartial: texts.includes(undefined),
    };
}

/** Every known secret of a stack in all its forms. Computed once, because every resource is searched for them. */
const spelledOut = new WeakMap<Stack, readonly string[]>();

function secretsOf(stack: Stack): readonly string[] {
    const found =
        spelledOut.get(stack) ??
        stack
            .all(types.generatedSecret)
            .flatMap((source) => secretsIn(source).known)
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

/**
 * Whether a value is in a property for secrets of a type that is not listed above: its name says so, and Pulumi keeps
 * it encrypted. `stack-output-is-no-secret` judges outputs that Pulumi keeps encrypted.
 */
function isKeptSecret(resource: Subject<Properties>, property: string, { path, name }: Leaf): boolean {
    const isOutput = types.rootStack.tokens.includes(resource.type);
    return (
        (isOutput || soundsSecret(name)) &&
        marksOf(resource, property).some((marked) => isWithin(path, marked))
    );
}

/** Judges one property: whether it contains a secret, or can contain one in an unknown part. */
function judgeProperty(resource: Subject<Properties>, property: string, stack: Stack): Findings {
    if (isTainted(resource, property, stack)) return [];
    const leaves = leavesIn(property, () => resource.props[property]);
    const secrets = secretsOf(stack);
    const holdsOne = leaves.some(
        (leaf) =>
            secrets.length > 0 &&
            readings(leaf.text ?? "").some((text) => secrets.some((secret) => text.includes(secret))) &&
            !isKeptSecret(resource, property, leaf),
    );
    if (holdsOne) return [{ outcome: "failed", fault: `${property} contains a secret of the stack` }];
    const mayHoldOne =
        leaves.some(({ text }) => text === undefined) &&
        stack
            .referred(resource, property, types.generatedSecret)
            // One that is unknown itself is reported once, see below.
            .some((source) => secretsIn(source).known.length > 0);
    return mayHoldOne ? [{ outcome: "undetermined", property }] : [];
}

export const noSecretOutsideSinks = stackPolicy({
    name: "no-secret-value-outside-sinks",
    checklist: "preparation.environment.database-credentials",
    severity: "critical",
    onUnknown: "defer",
    requires: "Generated secrets appear only in places for secrets.",
    otherwise:
        "Everyone who can describe a resource can read a password in its tags, description or environment variables.",
    remedy:
        "Keep the secret in Secrets Manager, and let its users fetch it by its ARN. Do not export it from the " +
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
