import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../checklist/items";
import type { Settings } from "../config";

export type TlsArgs = Pick<Settings, "domain" | "extraDomains" | "hostedZone">;

type CertificateProof = aws.types.output.acm.CertificateDomainValidationOption;

/** CloudFront takes certificates from this region only. */
const CDN_REGION = "us-east-1";

/**
 * The certificates of the HRMS and of its static files, validated by records in the hosted zone. ACM renews them
 * automatically as long as those records exist. Static files have a separate certificate, so that CloudFront can never
 * answer for the application's name. Both names appear in the public transparency logs.
 * Cost: none.
 */
export class Tls extends pulumi.ComponentResource {
    static readonly covers = [
        "security.tls.certificate",
        "go-live.launch.certificates",
    ] as const satisfies readonly ChecklistId[];

    /** Id of the hosted zone. */
    readonly zoneId: pulumi.Output<string>;
    /** Certificate of the domain, in the stack's region. */
    readonly certificate: aws.acm.Certificate;
    /** ARN of that certificate, once it is issued. */
    readonly certificateArn: pulumi.Output<string>;
    /** ARN of the static domain's certificate in us-east-1, once it is issued. */
    readonly cdnCertificateArn: pulumi.Output<string>;
    /** Name that static files are served from: `static.<domain>`. */
    readonly staticDomain: string;

    constructor(
        name: string,
        { domain, extraDomains, hostedZone }: TlsArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("hrms:tls:Tls", name, {}, opts);
        this.staticDomain = `static.${domain}`;
        this.zoneId = aws.route53.getZoneOutput(
            { name: hostedZone, privateZone: false },
            { parent: this },
        ).zoneId;

        const site = this.issue(name, [domain, ...extraDomains]);
        const cdn = this.issue(`${name}-cdn`, [this.staticDomain], CDN_REGION);
        this.certificate = site.certificate;
        this.certificateArn = site.issuedArn;
        this.cdnCertificateArn = cdn.issuedArn;
        this.registerOutputs({
            zoneId: this.zoneId,
            certificateArn: this.certificateArn,
            cdnCertificateArn: this.cdnCertificateArn,
            staticDomain: this.staticDomain,
        });
    }

    /** A certificate for these names, the main one first. */
    private issue(name: string, [domainName, ...others]: readonly [string, ...string[]], region?: string) {
        const child = { parent: this };
        const certificate = new aws.acm.Certificate(
            name,
            {
                domainName,
                ...(others.length > 0 && { subjectAlternativeNames: others }),
                validationMethod: "DNS",
                // RSA works with the most clients. Time clocks and payroll software with old TLS libraries call an HRMS too.
                keyAlgorithm: "RSA_2048",
                // Browsers reject certificates that are not logged. The private key never leaves ACM.
                options: { certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED" },
                region,
            },
            child,
        );
        const records = [domainName, ...others].map((host) => {
            const proof = certificate.domainValidationOptions.apply((proofs) => proofOf(host, proofs));
            return new aws.route53.Record(
                // Named by its host, so that it stays when `domain` and `extraDomains` change places.
                `${name}-proof-${host}`,
                {
                    zoneId: this.zoneId,
                    name: proof.resourceRecordName,
                    type: proof.resourceRecordType,
                    records: [proof.resourceRecordValue],
                    ttl: 300,
                    // ACM asks an account for the same record again and again. A former certificate can have left it.
                    allowOverwrite: true,
                },
                { ...child, ...(host === domainName && { aliases: [{ name: `${name}-proof` }] }) },
            );
        });
        const validation = new aws.acm.CertificateValidation(
            `${name}-issued`,
            {
                certificateArn: certificate.arn,
                validationRecordFqdns: records.map(({ fqdn }) => fqdn),
                region,
            },
            child,
        );
        return { certificate, issuedArn: validation.certificateArn };
    }
}

/** A certificate has one validation record for each of its names. */
function proofOf(host: string, proofs: readonly CertificateProof[]): CertificateProof {
    const own = proofs.filter(({ domainName }) => domainName === host);
    const [proof] = own;
    if (!proof || own.length > 1) {
        throw new Error(`ACM asks for ${own.length} validation records for the name ${host}`);
    }
    return proof;
}
