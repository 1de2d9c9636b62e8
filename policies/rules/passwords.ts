import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf } from "../verdict";

/** 24 of the 62 letters and digits are 142 bits, above the 128 that NIST SP 800-57 asks of a key beyond 2030. */
const PASSWORD_LENGTH = 24;
/** Fewer kinds of characters, so more of them: 32 of the 36 digits and small letters are still 165 bits. */
const PLAIN_PASSWORD_LENGTH = 32;
/** Django warns (security.W009) about a shorter SECRET_KEY. */
const SECRET_KEY_LENGTH = 50;

export const passwordIsStrong = resourcePolicy({
    name: "random-password-is-strong",
    checklist: "security.database.strong-password",
    severity: "high",
    onUnknown: "deny",
    requires: "Generated passwords are too long to be guessed.",
    otherwise: "Whoever gets hold of a hash finds a short password with a rented graphics card.",
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
