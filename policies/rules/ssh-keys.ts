import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { faultIf } from "../verdict";

/** The fields of a public key as OpenSSH writes it; none where it is no such key. https://www.rfc-editor.org/rfc/rfc4253#section-6.6 */
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
    // The blob says itself what it is; the word before it is a mere label.
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
        "Administrators' keys are public halves that they made themselves: Ed25519, or RSA of 3072 bits or more.",
    otherwise:
        "An older or shorter key can be broken or is refused by today's servers, and opens every host.",
    remedy: "Run ssh-keygen -t ed25519 on the administrator's own machine, and set publicKey to the .pub file.",
    settings: {
        // NIST SP 800-57 part 1, table 2: 3072 bits are as strong as 128 bits of a symmetric key; less is not.
        rsaBits: integer("Bits of an RSA key", 3072, { minimum: 3072, maximum: 16_384 }),
    },
    rules: [
        on(types.keyPair, ({ props }, { rsaBits }: { readonly rsaBits: number }) =>
            faultIf(
                "publicKey is neither an Ed25519 key nor a long RSA key, in the form of OpenSSH",
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
    requires: "No private key is made by the program.",
    otherwise:
        "It then lies in the stack's state, and everyone who may update the stack can log in to every host.",
    remedy: "Make the key pair outside of the program and import its public half; for TLS, let ACM keep the key.",
    rules: [
        on(types.privateKey, () => [{ outcome: "fail", fault: "A private key is a resource of the stack" }]),
    ],
});
