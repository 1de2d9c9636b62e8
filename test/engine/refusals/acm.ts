import * as aws from "@pulumi/aws";
import { RefusalCase } from "./support/case";
import { casesOf } from "./support/table";

const certificate = (): aws.acm.CertificateArgs => ({
    domainName: "hr.example.org",
    subjectAlternativeNames: ["*.hr.example.org"],
    validationMethod: "DNS",
});

const ZONE = "Z0EXAMPLEORG00000002";

/** A certificate for a domain whose CAA record allows only another authority. */
const forbidden: RefusalCase = {
    id: "acm-caa",
    message: "CAA_ERROR: the CAA records of caa.example.org do not let amazon.com issue certificates",
    program: (name) => {
        const domain = "caa.example.org";
        const caa = new aws.route53.Record(`${name}-caa`, {
            zoneId: ZONE,
            name: domain,
            type: "CAA",
            ttl: 300,
            records: ['0 issue "letsencrypt.org"'],
        });
        const { arn } = new aws.acm.Certificate(`${name}-certificate`, {
            domainName: domain,
            validationMethod: "DNS",
        });
        return new aws.acm.CertificateValidation(name, { certificateArn: arn }, { dependsOn: caa });
    },
};

export const cases = [
    ...casesOf(aws.acm.Certificate, certificate, [
        [
            "acm-domain-form",
            { domainName: "hr_example" },
            "Value 'hr_example' at 'domainName' failed to satisfy constraint",
        ],
        ["acm-domain-length", { domainName: `${"a".repeat(60)}.example.org` }, "can't exceed 64 characters"],
        [
            "acm-names-quota",
            { subjectAlternativeNames: Array.from({ length: 10 }, (_, at) => `n${at}.example.org`) },
            "LimitExceededException",
        ],
        ["acm-validation-method", { validationMethod: "HTTP" }, "[DNS, EMAIL, NONE], got HTTP"],
        ["acm-key-algorithm", { keyAlgorithm: "RSA_1024" }, "got RSA_1024"],
    ]),
    ...casesOf(
        aws.acm.CertificateValidation,
        (name) => {
            const { arn, domainValidationOptions } = new aws.acm.Certificate(
                `${name}-certificate`,
                certificate(),
            );
            return {
                certificateArn: arn,
                validationRecordFqdns: domainValidationOptions.apply((options) =>
                    options.map((option) => option.resourceRecordName),
                ),
            };
        },
        [
            [
                "acm-validation-records",
                { validationRecordFqdns: ["_other.example.org"] },
                "missing hr.example.org DNS validation record: _",
            ],
        ],
    ),
    forbidden,
];
