import { createECDH, createHash } from "node:crypto";
import { Account, DataSource, Properties, Refusal, ResourceType, Source } from "../resource-type";
import { refusal, refuseMissing, refuseOther, refuseRange, refuseTaken, refuseText, textAt } from "../checks";
import { matches, Statement, statementsOf } from "./checks/policy-document";
import { uuid } from "./checks/ids";
import { refuseMalformedPolicy, refuseUnknownPrincipal } from "./checks/policy-faults";

export const KEY = "aws:kms/key:Key";
export const REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey";
const ALIAS = "aws:kms/alias:Alias";

const docs = (call: string): Source => `https://docs.aws.amazon.com/kms/latest/APIReference/API_${call}.html`;

/** The checks that keys and replica keys share. */
function keyRefusals(prefix: string): Refusal[] {
    return [
        refuseRange(`${prefix}-deletion-window`, docs("ScheduleKeyDeletion"), "deletionWindowInDays", {
            min: 7,
            max: 30,
        }),
        refuseText(`${prefix}-description`, docs("CreateKey"), "description", {
            max: 8_192,
            message: "ValidationException: the description of a key must have at most 8192 characters",
        }),
        refuseMalformedPolicy(
            `${prefix}-policy-malformed`,
            "policy",
            "key",
            "MalformedPolicyDocumentException",
        ),
        refuseUnknownPrincipal(
            `${prefix}-policy-principal`,
            "policy",
            "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals",
        ),
        refusal(
            `${prefix}-policy-lockout`,
            "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
            (inputs, account) => {
                const policy = textAt(inputs, "policy");
                const statements = policy === undefined ? undefined : statementsOf(policy);
                const safe =
                    statements?.some((statement) => letsAccountManage(statement, account.id)) ?? true;
                return safe || inputs.bypassPolicyLockoutSafetyCheck === true
                    ? undefined
                    : {
                          property: "policy",
                          message:
                              "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future",
                      };
            },
        ),
    ];
}

/** Whether the statement lets identities of the account change the policy later. */
function letsAccountManage({ allows, aws, actions }: Statement, account: string): boolean {
    const own = aws.some(
        (principal) =>
            principal === "*" || principal === account || principal.startsWith(`arn:aws:iam::${account}:`),
    );
    return allows && own && actions.some((action) => matches(action, "kms:PutKeyPolicy"));
}

/** The policy that KMS gives a key if the program sets none. */
const defaultPolicy = (account: string): string =>
    JSON.stringify({
        Id: "key-default-1",
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "Enable IAM User Permissions",
                Effect: "Allow",
                Principal: { AWS: `arn:aws:iam::${account}:root` },
                Action: "kms:*",
                Resource: "*",
            },
        ],
    });

const isSymmetric = (inputs: Properties): boolean =>
    (inputs.customerMasterKeySpec ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT";

const key: ResourceType = {
    token: KEY,
    replaceOn: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
    defaults: {
        customerMasterKeySpec: "SYMMETRIC_DEFAULT",
        keyUsage: "ENCRYPT_DECRYPT",
        isEnabled: true,
        enableKeyRotation: false,
        multiRegion: false,
    },
    refusals: [
        ...keyRefusals("kms-key"),
        refuseRange("kms-key-rotation-period", docs("EnableKeyRotation"), "rotationPeriodInDays", {
            min: 90,
            max: 2_560,
        }),
        refusal("kms-key-rotation-asymmetric", docs("EnableKeyRotation"), (inputs) =>
            inputs.enableKeyRotation === true && !isSymmetric(inputs)
                ? {
                      property: "enableKeyRotation",
                      message: `UnsupportedOperationException: automatic rotation is only available for symmetric encryption keys, not for ${String(inputs.customerMasterKeySpec)}`,
                  }
                : undefined,
        ),
        refuseOther("kms-key-usage", docs("CreateKey"), "keyUsage", [
            "ENCRYPT_DECRYPT",
            "SIGN_VERIFY",
            "GENERATE_VERIFY_MAC",
            "KEY_AGREEMENT",
        ]),
        refusal("kms-key-usage-spec", docs("CreateKey"), (inputs) => {
            const usage = textAt(inputs, "keyUsage") ?? "ENCRYPT_DECRYPT";
            const spec = textAt(inputs, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
            const fits =
                (usage === "SIGN_VERIFY" && /^(RSA|ECC)_/.test(spec)) ||
                (usage === "ENCRYPT_DECRYPT" && /^(SYMMETRIC_DEFAULT|RSA_\d+)$/.test(spec)) ||
                !["SIGN_VERIFY", "ENCRYPT_DECRYPT"].includes(usage);
            return fits
                ? undefined
                : {
                      property: "keyUsage",
                      message: `ValidationException: The operation failed because the KeyUsage ${usage} is not compatible with KeySpec ${spec}`,
                  };
        }),
    ],
    create: (resource) => {
        const { inputs, hex, arn, accountId } = resource;
        const id = inputs.multiRegion === true ? `mrk-${hex(32)}` : uuid(resource);
        return {
            id,
            outputs: {
                arn: arn("kms", `key/${id}`),
                keyId: id,
                policy: inputs.policy ?? defaultPolicy(accountId),
            },
        };
    },
};

const alias: ResourceType = {
    token: ALIAS,
    required: ["targetKeyId"],
    autoName: { property: "name", maxLength: 256 },
    replaceOn: ["name", "namePrefix"],
    refusals: [
        refuseText("kms-alias-name", docs("CreateAlias"), "name", {
            max: 256,
            pattern: /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
            message:
                "ValidationException: an alias must begin with alias/ (alias/aws/ is reserved) and continue with a-z, A-Z, 0-9 and /_-",
        }),
        refuseTaken("kms-alias-taken", docs("CreateAlias"), "name", {
            code: "AlreadyExistsException",
            what: "An alias with the name",
        }),
        refuseMissing("kms-alias-key-missing", docs("CreateAlias"), "targetKeyId", {
            tokens: [KEY, REPLICA_KEY],
            code: "NotFoundException",
            what: "key",
        }),
    ],
    create: ({ inputs, arn, account }) => {
        const name = textAt(inputs, "name") ?? "";
        const target = account.find(textAt(inputs, "targetKeyId") ?? "", KEY, REPLICA_KEY);
        return { id: name, outputs: { arn: arn("kms", name), targetKeyArn: target?.outputs.arn } };
    },
};

const replicaKey: ResourceType = {
    token: REPLICA_KEY,
    required: ["primaryKeyArn"],
    replaceOn: ["primaryKeyArn"],
    defaults: { enabled: true },
    refusals: [
        ...keyRefusals("kms-replica"),
        refusal("kms-replica-primary", docs("ReplicateKey"), (inputs, account, { region }) => {
            const arn = textAt(inputs, "primaryKeyArn");
            const primary = arn === undefined ? undefined : account.find(arn, KEY);
            if (arn === undefined || (primary?.inputs.multiRegion === true && primary.region !== region)) {
                return undefined;
            }
            const message =
                primary === undefined
                    ? `NotFoundException: Key '${arn}' does not exist`
                    : primary.inputs.multiRegion === true
                      ? `ValidationException: a replica must be in a different region from its primary key, both are in ${region}`
                      : `UnsupportedOperationException: ${arn} is not a multi-Region primary key`;
            return { property: "primaryKeyArn", message };
        }),
    ],
    create: ({ inputs, arn, accountId }) => {
        const id = (textAt(inputs, "primaryKeyArn") ?? "").split("/").at(-1) ?? "";
        return {
            id,
            outputs: {
                arn: arn("kms", `key/${id}`),
                keyId: id,
                keySpec: "SYMMETRIC_DEFAULT",
                keyUsage: "ENCRYPT_DECRYPT",
                keyRotationEnabled: false,
                policy: inputs.policy ?? defaultPolicy(accountId),
            },
        };
    },
};

export const types = [key, alias, replicaKey];

/** A DER SubjectPublicKeyInfo of P-256, up to the point: RFC 5480. */
const P256 = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex");

/** The public half of a key, the same each time. */
function p256Of(id: string): Buffer {
    const pair = createECDH("prime256v1");
    pair.setPrivateKey(createHash("sha256").update(id).digest());
    return Buffer.concat([P256, pair.getPublicKey()]);
}

export const dataSources: readonly DataSource[] = [
    {
        token: "aws:kms/getPublicKey:getPublicKey",
        read: (args: Properties, account: Account): Properties => {
            const asked = textAt(args, "keyId") ?? "";
            const found = account.find(asked, KEY);
            if (found === undefined) throw new Error(`reading KMS Public Key (${asked}): NotFoundException`);
            const { customerMasterKeySpec, keyUsage } = found.inputs;
            if (customerMasterKeySpec !== "ECC_NIST_P256") {
                throw new Error(
                    `reading KMS Public Key (${asked}): UnsupportedOperationException: ${String(customerMasterKeySpec)}. ` +
                        "The simulator knows public keys of ECC_NIST_P256 only (simulator/aws/kms.ts)",
                );
            }
            const der = p256Of(found.id).toString("base64");
            const lines = der.match(/.{1,64}/g) ?? [];
            return {
                ...{ id: found.outputs.arn, arn: found.outputs.arn, keyId: found.id, region: account.region },
                ...{ customerMasterKeySpec, keyUsage, encryptionAlgorithms: [] },
                signingAlgorithms: ["ECDSA_SHA_256"],
                publicKey: der,
                publicKeyPem: ["-----BEGIN PUBLIC KEY-----", ...lines, "-----END PUBLIC KEY-----", ""].join(
                    "\n",
                ),
            };
        },
    },
];
