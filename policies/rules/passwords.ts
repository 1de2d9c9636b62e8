import { on, resourcePolicy, stackPolicy, type Subject } from "../policy";
import * as types from "../resource-types";
import { passwordSinks, secretStores } from "../aws/secret-sinks";
import type { Stack } from "../stack";
import { faultIf } from "../verdict";

/** 24 of the 62 letters and digits have 142 bits, more than the 128 that NIST SP 800-57 requires of a key after 2030. */
const PASSWORD_LENGTH = 24;
/** Passwords with fewer kinds of characters must be longer: 32 of the 36 digits and small letters have 165 bits. */
const PLAIN_PASSWORD_LENGTH = 32;
/** Django warns (security.W009) about a shorter SECRET_KEY. */
const SECRET_KEY_LENGTH = 50;

export const passwordIsStrong = resourcePolicy({
    name: "random-password-is-strong",
    checklist: "security.database.strong-password",
    severity: "high",
    onUnknown: "deny",
    requires: "Generated passwords are too long to guess.",
    otherwise: "Anyone who gets a hash can find a short password with a rented graphics card.",
    remedy:
        `Set length to ${PASSWORD_LENGTH} or more, to ${PLAIN_PASSWORD_LENGTH} without special characters, ` +
        `to ${SECRET_KEY_LENGTH} for a Django secret key.`,
    rules: [
        on(types.randomPassword, ({ name, props }) => [
            ...faultIf("length is too short", () => props.length < PASSWORD_LENGTH),
            ...faultIf(
                "length is too short for letters and digits only",
                () =>
                    props.length >= PASSWORD_LENGTH &&
                    props.length < PLAIN_PASSWORD_LENGTH &&
                    props.special === false,
            ),
            ...faultIf(
                "length is too short for a secret key",
                () =>
                    props.length >= PASSWORD_LENGTH &&
                    props.length < SECRET_KEY_LENGTH &&
                    /secret[-_]?key/i.test(name),
            ),
        ]),
    ],
});

export const secretNotFromName = stackPolicy({
    name: "secret-not-from-weak-random",
    checklist: "security.database.strong-password",
    severity: "high",
    onUnknown: "deny",
    requires: "Passwords and secrets come from RandomPassword, and never from a random resource for names.",
    otherwise:
        "Pulumi shows a RandomString in plain text in every preview and log, and a RandomPet is easy to guess.",
    remedy: "Use a RandomPassword, or a RandomBytes for a key. Use random names only for names of users and files.",
    rules: [
        ...[...passwordSinks, ...secretStores].map(({ type, properties }) =>
            on(type, (sink: Subject<object>, stack: Stack) =>
                properties.flatMap((property) =>
                    faultIf(
                        `${property} is made from a random resource for names`,
                        () =>
                            stack.referred(sink, property, types.randomName).length > 0 &&
                            !isPlainParameter(sink),
                    ),
                ),
            ),
        ),
    ],
});

/** Parameter Store keeps plain values too, such as the name of a bucket. */
function isPlainParameter({ type, props }: Subject<{ readonly type?: string }>): boolean {
    return types.ssmParameter.tokens.includes(type) && props.type !== "SecureString";
}
