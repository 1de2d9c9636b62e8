/** Recognizes values that can't be a secret, and values that must be one. */

/** Shorter values are words and numbers of the configuration. Another policy rejects passwords that short. */
const SHORTEST_SECRET = 6;

/** Placeholders for a value that something else fills in. */
const REFERENCES: readonly RegExp[] = [
    // Shell: `$NAME`, `${NAME:-default}` and `$(command)`. A dollar sign alone can be part of a password.
    /^\$([A-Z_][A-Z0-9_]*|[a-z_][a-z0-9_]*|\d)$/,
    /^["']?\$\(/,
    /^["']?\$\{\w+:?[-=+?][^}]*$/,
    // Cut off after `{{`: Jinja, Handlebars.
    /^["']?\{\{[\w\s.:/|-]*$/,
    // Python's formats, Windows, and `<your password>`.
    /^%\(\w+\)s$|^\{\w*\}$|^%\w+%$|^<[^<>]*>$/,
    // 1Password, Vault, and CloudFormation's short forms.
    /^(op|vault|ssm|awssm|secretsmanager|env|file|ref):|^!(Ref|Sub|GetAtt|ImportValue)\b/i,
    // A call or an element: os.environ["SECRET_KEY"], env("TOKEN"), getpass.getpass().
    /^[A-Za-z_][\w.]*(\([\w\s"'.,:/-]*\)|\[[\w\s"'.:/-]*\]|\(|\[)$/,
    // A member of something: settings.DB_PASSWORD, hrms.models.Token.
    /^[A-Za-z_]+(\.[A-Za-z_]+)+$/,
];

/** Public or masked values. */
const PUBLIC: readonly RegExp[] = [
    /^arn:aws[\w-]*:/,
    // URLs. A pattern finds those with a password.
    /^[a-z][a-z0-9+.-]{1,20}:\/\//i,
    /^[\w.-]+@[A-Za-z-]+(\.[A-Za-z-]+)+$/,
    // Versions, dates, times, durations and addresses. Digits alone can be a password.
    /^v?\d{1,4}([.:-]\d{1,4})+(T[\d:.]+Z?)?$/,
    /^\d+ ?(ms|s|m|h|d|w|min|days?|hours?|minutes?|seconds?|[KMG]i?B?)$/i,
    /^(true|false|null|none|undefined|enabled?|disabled?|required|optional|default|always|never|unset|plain(text)?|bearer|basic|string|boolean)$/i,
    // Hosts, and AWS's regions and zones.
    /^([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?$/,
    /^[a-z]{2}(-[a-z]+){1,3}-\d[a-z]?$/,
    // UUIDs, AWS's ids, and digests of images and files.
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    /^[a-z]{1,12}-[0-9a-f]{8,17}$/,
    /(^|@)sha(1|224|256|384|512)[:-]/,
    // Names of AWS's TLS policies.
    /^(ELB)?SecurityPolicy[-_][\w-]+$/,
    // Public keys and certificates.
    /^(ssh-(rsa|ed25519|dss)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) /,
    /^-----BEGIN (CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY|PGP PUBLIC KEY BLOCK)/,
    // The same without PEM's lines (RFC 5280): P-256, Ed25519 and RSA. A private key begins otherwise.
    /^(MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE|MCowBQYDK2VwAyEA|MII\w{4}NBgkqhkiG9w0BAQEFAAOC)[\w+/]+={0,2}$/,
    /^pk_(live|test)_/,
];
/** Masked values, and placeholders for people. */
const MASKS = /^[*x.•_-]{3,}$|redacted|placeholder|^(your|replace)[-_ ]/i;
const PATH = /^(~|\.{1,2})?\/[\w.@/-]*$/;

/** References within a value: shell, CloudFormation (`{{resolve:secretsmanager:…}}`), Jinja, GitHub Actions. */
const REFERENCES_WITHIN = /\$\{\{?[\w\s.:/@%+?=-]*\}?\}|\{\{[\w\s.:/|-]+\}\}/g;
/** This many characters beside a reference are a prefix or a suffix. More can be a secret that happens to contain a brace. */
const MOST_BESIDE_A_REFERENCE = 16;

/** Whether a value is a placeholder: `$TOKEN`, `{{token}}`, `env("TOKEN")`. */
function isReference(value: string): boolean {
    const beside = value.replace(REFERENCES_WITHIN, "");
    return (
        REFERENCES.some((form) => form.test(value)) ||
        (beside !== value && beside.length < MOST_BESIDE_A_REFERENCE)
    );
}

/** Whether a value is a placeholder or a mask. */
export const isStandIn = (value: string): boolean => isReference(value) || MASKS.test(value);

/** Whether a value is not a secret under any name: too short, a placeholder, an ARN, an address, an id. */
export function isHarmless(value: string): boolean {
    const trimmed = value.trim();
    return (
        trimmed.length < SHORTEST_SECRET ||
        isStandIn(trimmed) ||
        PUBLIC.some((form) => form.test(trimmed)) ||
        // An AWS key can also begin with a slash.
        (PATH.test(trimmed) && !looksRandom(trimmed))
    );
}

/** One in 300 random texts of this length has no digit. */
const LONG = 32;
const KINDS = [/[a-z]/, /[A-Z]/, /\d/];
/**
 * Random keys have this many letters and digits in a row, and names do not. 20 of the 62 letters and digits have 119
 * bits, more than a key needs.
 */
const RUN = /^[A-Za-z0-9+/_=-]{20,512}$/;
/**
 * Bits per character (Shannon) that gitleaks requires of its generic keys. Random texts of 20 letters and digits have
 * 3.7 to 4.3. A long name has as many, so the next constant is needed too.
 */
const LEAST_ENTROPY = 3.5;
/**
 * Share of adjacent characters of different kinds (small, capital, digit, sign): 0.62 in random letters and digits, 0.28
 * in `HrmsProductionDatabase2024`. With 0.3, the detector misses one random text of 20 characters in 500, and almost
 * none of 40 characters.
 */
const LEAST_CHANGES = 0.3;

/** Whether a value looks made by a random generator, from capital and small letters and digits. */
export function looksRandom(value: string): boolean {
    const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && (/\d/.test(value) || value.length >= LONG);
    if (!isMixed || !RUN.test(value)) return false;
    return entropy(value) >= LEAST_ENTROPY && changesIn(value) / (value.length - 1) >= LEAST_CHANGES;
}

/** In bits per character. */
function entropy(text: string): number {
    const counts = new Map<string, number>();
    for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
    return [...counts.values()]
        .map((count) => count / text.length)
        .reduce((sum, share) => sum - share * Math.log2(share), 0);
}

function changesIn(text: string): number {
    const kinds = Array.from(text, (character) => KINDS.findIndex((kind) => kind.test(character)));
    return kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
}
