import * as aws from "@pulumi/aws";
import { Tls } from "../../../components/tls";
import { record, valueOf, type Fakes } from "./harness";
import { exampleSettings, type Changes } from "../../../config/example";

const CERTIFICATE = "aws:acm/certificate:Certificate";
const RECORD = "aws:route53/record:Record";
const VALIDATION = "aws:acm/certificateValidation:CertificateValidation";

const proofOf = (domain: unknown) => ({
    domainName: domain,
    resourceRecordName: `_proof.${String(domain)}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_value.${String(domain)}.acm-validations.aws.`,
});

const fakes: Fakes = {
    outputs: {
        [CERTIFICATE]: ({ inputs }) => ({
            domainValidationOptions: [
                inputs.domainName,
                ...((inputs.subjectAlternativeNames as unknown[] | undefined) ?? []),
            ].map(proofOf),
        }),
        [RECORD]: ({ inputs }) => ({ fqdn: inputs.name }),
        [VALIDATION]: ({ inputs }) => ({ certificateArn: `${String(inputs.certificateArn)}?issued` }),
    },
    calls: {
        "aws:route53/getZone:getZone": ({ name, privateZone }) => ({
            zoneId: privateZone === false && name === "example.com" ? "ZPUBLIC" : "wrong zone",
        }),
    },
};

const tls = (changes: Changes = {}) => record(() => new Tls("tls", exampleSettings(changes)), fakes);

test("the domain and the static domain have a certificate each, the latter where CloudFront wants it", async () => {
    const stack = await tls();
    expect(
        stack
            .all(aws.acm.Certificate)
            .map(({ inputs }) => [inputs.domainName, inputs.region, inputs.keyAlgorithm]),
    ).toEqual([
        ["hrms.example.com", undefined, "RSA_2048"],
        ["static.hrms.example.com", "us-east-1", "RSA_2048"],
    ]);
    expect(stack.result.staticDomain).toBe("static.hrms.example.com");
});

test("certificates are validated by DNS, logged publicly and never exported", async () => {
    for (const { inputs } of (await tls()).all(aws.acm.Certificate)) {
        expect(inputs.validationMethod).toBe("DNS");
        expect(inputs.options).toEqual({
            certificateTransparencyLoggingPreference: "ENABLED",
            export: "DISABLED",
        });
        expect(inputs.subjectAlternativeNames).toBeUndefined();
    }
});

test("more domains are on the site's certificate, each proved by its own record", async () => {
    const stack = await tls({ extraDomains: ["people.example.com", "hr.example.com"] });
    expect(stack.one(aws.acm.Certificate, "tls").inputs.subjectAlternativeNames).toEqual([
        "people.example.com",
        "hr.example.com",
    ]);
    expect(stack.one(aws.acm.CertificateValidation, "tls-issued").inputs.validationRecordFqdns).toEqual(
        ["hrms", "people", "hr"].map((name) => `_proof.${name}.example.com.`),
    );
});

test("each certificate is proved by the record that ACM asked for, in the public hosted zone", async () => {
    const stack = await tls();
    expect(stack.all(aws.route53.Record).map(({ inputs }) => inputs)).toEqual(
        ["hrms.example.com", "static.hrms.example.com"].map((domain) => ({
            zoneId: "ZPUBLIC",
            allowOverwrite: true,
            name: `_proof.${domain}.`,
            type: "CNAME",
            records: [`_value.${domain}.acm-validations.aws.`],
            ttl: 300,
        })),
    );
});

test("the ARNs that others get are those of issued certificates, validated in the certificate's own region", async () => {
    const stack = await tls();
    const validations = stack.all(aws.acm.CertificateValidation);
    expect(validations.map(({ inputs }) => [inputs.validationRecordFqdns, inputs.region])).toEqual([
        [["_proof.hrms.example.com."], undefined],
        [["_proof.static.hrms.example.com."], "us-east-1"],
    ]);
    expect(await valueOf(stack.result.certificateArn)).toBe(
        "arn:aws:acm:eu-central-1:123456789012:certificate/tls?issued",
    );
    expect(await valueOf(stack.result.cdnCertificateArn)).toBe(
        "arn:aws:acm:us-east-1:123456789012:certificate/tls-cdn?issued",
    );
});
