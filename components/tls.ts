import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../checklist/items";
import type { Settings } from "../config";

export type TlsArgs = Pick<Settings, "domain" | "hostedZone">;

type CertificateProof = aws.types.output.acm.CertificateDomainValidationOption;

/** CloudFront takes certificates from this region only. */
const CDN_REGION = "us-east-1";

/**
 * The certificates of the HRMS and of its static files, proved by records in the hosted zone. ACM renews them by
 * itself for as long as those records stay. A certificate of their own keeps the static files from ever answering
 * for the application's name. Both names appear in the public transparency logs.
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

    constructor(name: string, { domain, hostedZone }: TlsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:tls:Tls", name, {}, opts);
        this.staticDomain = `static.${domain}`;
        this.zoneId = aws.route53.getZoneOutput(
            { name: hostedZone, privateZone: false },
            { parent: this },
        ).zoneId;

        const site = this.issue(name, domain);
        const cdn = this.issue(`${name}-cdn`, this.staticDomain, CDN_REGION);
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

    private issue(name: string, domainName: string, region?: string) {
        const child = { parent: this };
        const certificate = new aws.acm.Certificate(
            name,
            {
                domainName,
                validationMethod: "DNS",
                // RSA, for the widest reach: time clocks and payroll clients with old TLS libraries call an HRMS too.
                keyAlgorithm: "RSA_2048",
                // Browsers refuse certificates that are not logged; the private key never leaves ACM.
                options: { certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED" },
                region,
            },
            child,
        );
        const proof = certificate.domainValidationOptions.apply(theOnlyProof);
        const record = new aws.route53.Record(
            `${name}-proof`,
            {
                zoneId: this.zoneId,
                name: proof.resourceRecordName,
                type: proof.resourceRecordType,
                records: [proof.resourceRecordValue],
                ttl: 300,
            },
            child,
        );
        const validation = new aws.acm.CertificateValidation(
            `${name}-issued`,
            { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn], region },
            child,
        );
        return { certificate, issuedArn: validation.certificateArn };
    }
}

/** A certificate of one name asks for one proof. */
function theOnlyProof(proofs: CertificateProof[]): CertificateProof {
    const [proof] = proofs;
    if (!proof || proofs.length > 1) {
        throw new Error(`ACM asks for ${proofs.length} proofs of a certificate of one name`);
    }
    return proof;
}
