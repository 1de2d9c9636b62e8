/** Recognizes names of secrets: `DB_PASSWORD` and `apiToken`, but not `PASSWORD_MIN_LENGTH`. */

const SECRET_WORDS =
    /^(pass|passwd|pwd|passphrase|secrets?|tokens?|credentials?|apikeys?)$|(password|passwd|secret|token)$/;
/** A key alone names a row, an object or a shortcut. After one of these words, it opens something. */
const SECRET_KEY =
    /(^|-)(access|account|api|auth|client|encryption|fernet|hmac|jwt|license|master|private|secret|session|shared|signing|storage)-keys?(-|$)/;
/** A name that ends in one of these words is about a secret: its id, its age, the rules for it. */
const ABOUT_A_SECRET =
    /^(age|algorithms?|alias|arns?|audience|authentication|backend|bucket|class|count|days|dir|email|enabled|endpoint|expiration|expires|expiry|field|file|format|group|hashers?|header|host|ids?|issuer|lifetime|length|manager|max|min|minutes|mode|model|names?|owner|path|period|policy|port|prefix|provider|refs?|region|required|rotation|scopes?|seconds|service|size|stdin|store|strategy|timeout|ttl|type|uri|url|user|username|validators?|version)$/;

function wordsOf(name: string): readonly string[] {
    return name
        .replace(/([a-z\d])([A-Z])/g, "$1-$2")
        .toLowerCase()
        .replace(/(public|publishable|site)[^a-z\d]*(keys?|tokens?)/, "")
        .split(/[^a-z\d]+/)
        .filter((word) => word !== "");
}

/** Whether the name of a setting says that its value is a secret. */
export function soundsSecret(name: string): boolean {
    const words = wordsOf(name);
    if (ABOUT_A_SECRET.test(words.at(-1) ?? "")) return false;
    return words.some((word) => SECRET_WORDS.test(word)) || SECRET_KEY.test(words.join("-"));
}

/** Words in the names of public values that look random: digests, ids, keys for browsers. */
const PUBLIC_WORDS =
    /^(checksum|digest|dsn|etag|fingerprint|hash|image|integrity|md5|nonce|public|publishable|serial|sha\d*|site|version)$/;

/** Whether the name of a setting says that its value is public. */
export function soundsPublic(name: string): boolean {
    const words = name
        .replace(/([a-z\d])([A-Z])/g, "$1-$2")
        .toLowerCase()
        .split(/[^a-z\d]+/);
    return ABOUT_A_SECRET.test(words.at(-1) ?? "") || words.some((word) => PUBLIC_WORDS.test(word));
}

/** Whether the name of a parameter says that its value is a secret. A bare `key` counts too, as in `/hrms/api.key` and `/hrms/keys/mail`. */
export function parameterSoundsSecret(name: string): boolean {
    const words = wordsOf(name);
    const isKey = words.some((word) => /^keys?$/.test(word)) && !ABOUT_A_SECRET.test(words.at(-1) ?? "");
    return isKey || soundsSecret(name);
}
