/**
 * Patterns of known kinds of secrets. The pack has its own table because policies run synchronously and the pack must
 * start within half a second: secretlint's rules are asynchronous and need Node 22, and gitleaks is a separate program.
 * The quantifiers have bounds, so the time grows only linearly with the length of a text.
 */

export interface SecretPattern {
    /** The kind of secret, to complete "holds what looks like …". */
    readonly kind: string;
    /** Global, so that each match counts. The first group, if there is one, is the secret itself. */
    readonly pattern: RegExp;
}

/** The forms of issuers' tokens, from gitleaks 8 (MIT, config/gitleaks.toml) unless a comment names another source. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
    { kind: "an AWS access key", pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g },
    { kind: "a private key", pattern: /-----BEGIN (?:[A-Z0-9]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----/g },
    { kind: "a private key", pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/g },
    // RFC 3986, 3.2.1: `user:password` before the host.
    {
        kind: "a URL with a password",
        pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'<>]{0,256}:([^\s/@"'<>]{1,256})@/gi,
    },
    // Django's startproject marks the key that it generates.
    { kind: "a secret key of Django", pattern: /\bdjango-insecure-(.{10,100})/g },
    { kind: "a GitHub token", pattern: /\b(?:gh[opusr]_[A-Za-z0-9]{36}|github_pat_\w{82})/g },
    { kind: "a GitLab token", pattern: /\bgl(?:pat|ptt|dt|rt|cbt|ft|soat|agent|oas)-[\w.-]{20}/g },
    { kind: "a Slack token", pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Z0-9]{8,}/g },
    {
        kind: "a Slack webhook",
        pattern: /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/[\w+/]{40,60}/g,
    },
    {
        kind: "a Stripe key",
        pattern: /\b(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,99}|\bwhsec_[A-Za-z0-9]{32}/g,
    },
    { kind: "a SendGrid key", pattern: /\bSG\.[\w-]{16,32}\.[\w-]{16,64}/g },
    { kind: "a Twilio key", pattern: /\bSK[0-9a-fA-F]{32}\b/g },
    { kind: "a Google key", pattern: /\bAIza[\w-]{35}/g },
    { kind: "an OpenAI or Anthropic key", pattern: /\bsk-(?:ant-|proj-|svcacct-)[\w-]{20}/g },
    { kind: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
    { kind: "a PyPI token", pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50}/g },
    { kind: "a Sentry token", pattern: /\bsntry[su]_[A-Za-z0-9+/=_]{40}/g },
    { kind: "a Pulumi token", pattern: /\bpul-[0-9a-f]{40}\b/g },
    { kind: "a Vault token", pattern: /\bhv[sb]\.[\w-]{24}/g },
    { kind: "a DigitalOcean token", pattern: /\bdo[opr]_v1_[0-9a-f]{64}\b/g },
    // RFC 7519: two JSON objects in Base64, each beginning with `{"`.
    { kind: "a JSON Web Token", pattern: /(?<![\w-])eyJ[\w-]{10,4096}\.eyJ[\w-]{10,4096}\.[\w-]{10,1024}/g },
    {
        kind: "a bearer token",
        pattern:
            /\bAuthorization["']?[ \t]{0,5}[:=][ \t]{0,5}["']?(?:Bearer|Basic|Token)[ \t]+([^\s"']{12,512})/gi,
    },
    {
        kind: "a password of curl",
        pattern: /\bcurl\b[^\n]{0,200}?[ \t](?:-u|--user)[ =]{0,2}["']?[^\s:"']{1,100}:([^\s"']{3,256})/g,
    },
];
