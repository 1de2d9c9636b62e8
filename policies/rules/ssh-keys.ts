import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { faultIf } from "../verdict";

/** The fields of a public key in OpenSSH's format, or none if it is not such a key. https://www.rfc-editor.org/rfc/rfc4253#section-6.6 */
function fieldsOf(publicKey: string): readonly Buffer[] {
    const [algorithm = "", encoded = ""] = publicKey.trim().split(/\s+/);
    const blob = Buffer.from(encoded, "base64");
    const fields: Buffer[] = [];
    for (let at = 0; at + 4 <= blob.length;) {
        const end = at + 4 + blob.readUInt32BE(at);
        if (end > blob.length) return [];
        fields.push(blob.subarray(at + 4, end));
        at = end;
    }
    // The blob contains its own type. The word in front of it is only a label.
    return fields[0]?.toString("latin1") === algorithm ? fields : [];
}

function isStrong(publicKey: string, rsaBits: number): boolean {
    const [algorithm, ...numbers] = fieldsOf(publicKey);
    const name = algorithm?.toString("latin1");
    if (name === "ssh-ed25519") return numbers[0]?.length === 32;
    return name === "ssh-rsa" && bitsOf(numbers[1]) >= rsaBits;
}

function bitsOf(modulus: Buffer | undefined): number {
    return modulus?.length ? BigInt(`0x${modulus.toString("hex")}`).toString(2).length : 0;
}

export const keyIsImported = resourcePolicy({
    name: "ssh-key-is-imported-public-key",
    checklist: "security.server.ssh-keys",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Administrators make their own SSH keys and register only the public half: Ed25519, or RSA with 3072 bits or more.",
    otherwise:
        "Attackers can break an older or shorter key, and it opens every host. Current servers refuse some of them.",
    remedy: "Run ssh-keygen -t ed25519 on the administrator's own machine, and set publicKey to the .pub file.",
    settings: {
        // NIST SP 800-57 part 1, table 2: an RSA key needs 3072 bits to be as strong as a symmetric key with 128 bits.
        rsaBits: integer("Fewest bits of an RSA key", 3072, { minimum: 3072, maximum: 16_384 }),
    },
    rules: [
        on(types.keyPair, ({ props }, { rsaBits }: { readonly rsaBits: number }) =>
            faultIf(
                "publicKey is neither an Ed25519 key nor a long RSA key in OpenSSH's format",
                () => !isStrong(props.publicKey, rsaBits),
            ),
        ),
    ],
});

export const noPrivateKeyInState = stackPolicy({
    name: "private-key-not-in-state",
    checklist: "security.server.ssh-keys",
    severity: "high",
    onUnknown: "deny",
    requires: "The program does not create private keys.",
    otherwise:
        "A private key would be in the stack's state, and everyone who can update the stack could log in to every host.",
    remedy: "Create the key pair outside the program and import its public half. For TLS, let ACM keep the key.",
    rules: [
        on(types.privateKey, () => [
            { outcome: "failed", fault: "A private key is a resource of the stack" },
        ]),
    ],
});
