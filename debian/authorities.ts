/** Certificate authorities: programs in a root directory or a container reach the same servers as this machine. */

/** Where Debian has all authorities in one file. */
export const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

/** PEM file with the authorities that this machine trusts. */
export const authorities = (): string => process.env.SSL_CERT_FILE ?? CERTIFICATES;

/** Variables by which Python, pip and uv find the file; `at` is its path where they run. */
export const authorityVariables = (at: string): Readonly<Record<string, string>> => ({
    SSL_CERT_FILE: at,
    PIP_CERT: at,
    REQUESTS_CA_BUNDLE: at,
    NODE_EXTRA_CA_CERTS: at,
});
