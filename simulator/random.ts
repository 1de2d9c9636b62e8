import { createHash } from "node:crypto";
import { numberAt, refuseRange, refusal, textAt } from "./checks";
import { PlannedResource, ResourceType } from "./resource-type";

const source = "https://www.pulumi.com/registry/packages/random/api-docs/randompassword/";

const ALPHABETS = {
    lower: "abcdefghijklmnopqrstuvwxyz",
    upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    numeric: "0123456789",
    special: "!@#$%&*()-_=+[]{}<>:?",
};

/** A change to any setting generates a new value: in the real provider, all settings are "ForceNew". */
const password: ResourceType = {
    token: "random:index/randomPassword:RandomPassword",
    required: ["length"],
    replaceOn: [
        "keepers",
        "length",
        "lower",
        "minLower",
        "minNumeric",
        "minSpecial",
        "minUpper",
        "numeric",
        "number",
        "overrideSpecial",
        "special",
        "upper",
    ],
    refusals: [
        refuseRange("random-password-length", source, "length", { min: 1, max: Number.MAX_SAFE_INTEGER }),
        refusal("random-password-minimums", source, (inputs) => {
            const minimums = ["minLower", "minUpper", "minNumeric", "minSpecial"].map(
                (name) => numberAt(inputs, name) ?? 0,
            );
            const sum = minimums.reduce((total, minimum) => total + minimum, 0);
            const length = numberAt(inputs, "length");
            return length !== undefined && length < sum
                ? {
                      property: "length",
                      message: `Attribute length value must be at least sum of min_upper + min_lower + min_numeric + min_special (${sum}), got: ${length}`,
                  }
                : undefined;
        }),
    ],
    // The real ID is the word "none". The simulated account needs IDs that differ.
    create: (resource) => ({
        id: `none-${resource.hex(16)}`,
        outputs: { result: draw(resource), bcryptHash: `$2a$10$${resource.hex(53)}` },
    }),
};

const id: ResourceType = {
    token: "random:index/randomId:RandomId",
    required: ["byteLength"],
    replaceOn: ["byteLength", "keepers", "prefix"],
    refusals: [
        refuseRange(
            "random-id-length",
            "https://www.pulumi.com/registry/packages/random/api-docs/randomid/",
            "byteLength",
            { min: 1, max: Number.MAX_SAFE_INTEGER },
        ),
    ],
    create: ({ inputs, hex }) => {
        const prefix = textAt(inputs, "prefix") ?? "";
        const bytes = Buffer.from(hex(2 * (numberAt(inputs, "byteLength") ?? 1)), "hex");
        return {
            id: bytes.toString("base64url"),
            outputs: {
                hex: prefix + bytes.toString("hex"),
                dec: prefix + BigInt(`0x${bytes.toString("hex")}`).toString(),
                b64Std: prefix + bytes.toString("base64"),
                b64Url: prefix + bytes.toString("base64url"),
            },
        };
    },
};

/**
 * Generates a password with the requested alphabet and minimums. It is derived from the URN, so that a test can run twice
 * with the same result. It is only fit for a simulated account.
 */
function draw({ inputs, hex }: PlannedResource): string {
    const special = textAt(inputs, "overrideSpecial") ?? ALPHABETS.special;
    const classes = Object.entries({ ...ALPHABETS, special }).filter(([name]) => inputs[name] !== false);
    const alphabet = classes.map(([, letters]) => letters).join("");
    const length = numberAt(inputs, "length") ?? 0;
    const pick = (letters: string, at: number): string =>
        letters[
            createHash("sha256")
                .update(`${hex(64, "password")} ${at}`)
                .digest()
                .readUInt32BE() % letters.length
        ] ?? "";
    const required = classes.flatMap(([name, letters]) => {
        const minimum = numberAt(inputs, `min${name[0]?.toUpperCase()}${name.slice(1)}`) ?? 0;
        return Array<string>(minimum).fill(letters);
    });
    return Array.from({ length }, (_, at) => pick(required[at] ?? alphabet, at)).join("");
}

export const types = [password, id];
