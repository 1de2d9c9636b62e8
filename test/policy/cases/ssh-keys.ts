import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";
import { template } from "../sound-hosts";

const ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA9iA50igrPjNM3P+VbyFg8IcvsgKK0hER99svBk/Ko6";
const ECDSA =
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBMwrZc/Mvn4MyQca+nYZyLdHjL5o5CSIW61HWVm1cR4S" +
    "EyQAy/VK/VUlnqPFa9Ds2TIDH6ZgC1+QuQ+L/Sk2BV4=";
/** A key in OpenSSH's format: each field follows its length. */
function openSsh(algorithm: string, ...numbers: readonly Buffer[]): string {
    const fields = [Buffer.from(algorithm), ...numbers].map((field) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(field.length);
        return Buffer.concat([length, field]);
    });
    return `${algorithm} ${Buffer.concat(fields).toString("base64")}`;
}
/** An RSA key of this many bits. A number whose first bit is set gets a zero byte in front. */
function rsa(bits: number): string {
    const hex = ((1n << BigInt(bits)) - 1n).toString(16);
    const modulus = Buffer.from(hex.padStart(Math.ceil((bits + 1) / 8) * 2, "0"), "hex");
    return openSsh("ssh-rsa", Buffer.from([1, 0, 1]), modulus);
}
const keyPair = fixture(types.keyPair, { publicKey: ED25519 });
const madeKey = fixture(types.privateKey, { algorithm: "ED25519" });

export const cases: CaseTable = {
    "ssh-key-is-imported-public-key": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            Ed25519: [keyPair()],
            "Ed25519 with a comment": [keyPair({ publicKey: `${ED25519} ada@example.com\n` })],
            "RSA with 3072 bits": [keyPair({ publicKey: rsa(3072) })],
            "RSA with 4096 bits": [keyPair({ publicKey: rsa(4096) })],
        },
        violating: {
            "RSA with 3071 bits": [keyPair({ publicKey: rsa(3071) })],
            "RSA with 2048 bits": [keyPair({ publicKey: rsa(2048) })],
            ECDSA: [keyPair({ publicKey: ECDSA })],
            "an RSA key labelled as Ed25519": [
                keyPair({ publicKey: rsa(4096).replace("ssh-rsa", "ssh-ed25519") }),
            ],
            "a short Ed25519 key": [keyPair({ publicKey: openSsh("ssh-ed25519", Buffer.alloc(31)) })],
            "a long RSA key that is cut short": [keyPair({ publicKey: rsa(8192).slice(0, -400) })],
            "an RSA key without a modulus": [keyPair({ publicKey: openSsh("ssh-rsa", Buffer.from([3])) })],
            "an Ed25519 key that is cut short": [keyPair({ publicKey: ED25519.slice(0, -8) })],
            "an empty key": [keyPair({ publicKey: "ssh-ed25519" })],
        },
        omitted: { publicKey: ["fail", keyPair({ publicKey: "" })] },
        unknown: { publicKey: ["undetermined", keyPair({ publicKey: UNKNOWN })] },
    },
    "private-key-not-in-state": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "an imported key": [keyPair()],
            "another resource beside an imported key": [keyPair(), template()],
        },
        violating: { "a private key that the program creates": [madeKey()] },
        omitted: { "a key pair": ["fail", madeKey()] },
        unknown: { algorithm: ["fail", madeKey({ algorithm: UNKNOWN })] },
    },
};
