import { createHash } from "node:crypto";
import { Account, ExistingResource, PlannedResource, Properties, ResourceType } from "../resource-type";
import { fault, listAt, refusal, refuseOther, refuseText, textAt } from "../checks";
import { DOMAIN, normal } from "./checks/domains";
import { CREATED_AT, lowerToken, uuid } from "./checks/ids";

const API = "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html";
const CERTIFICATE = "aws:acm/certificate:Certificate";

/** All names of a certificate, the domain name first. */
export function namesOf(inputs: Properties): readonly string[] {
    const all = [inputs.domainName, ...listAt(inputs, "subjectAlternativeNames")];
    return [...new Set(all.filter((name) => typeof name === "string"))];
}

/**
 * The name of the record that proves a domain, which is the same for each certificate of the account.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export const proofNameOf = (accountId: string, base: string): string =>
    `_${createHash("sha256").update(`${accountId} ${base}`).digest("hex").slice(0, 32)}.${base}`;

/** The record that proves one name. A wildcard and its parent domain share a record. */
function validationOption(resource: PlannedResource, domainName: string): Properties {
    const base = domainName.replace(/^\*\./, "");
    return {
        domainName,
        resourceRecordName: `${proofNameOf(resource.accountId, base)}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${resource.hex(32, `value ${base}`)}.${lowerToken(resource, 10, base)}.acm-validations.aws.`,
    };
}

const certificate: ResourceType = {
    token: CERTIFICATE,
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/acm/certificate.go
    replaceOn: [
        "certificateAuthorityArn",
        "domainName",
        "keyAlgorithm",
        "options.export",
        "subjectAlternativeNames",
        "validationMethod",
        "validationOptions",
        "region",
    ],
    defaults: { keyAlgorithm: "RSA_2048" },
    refusals: [
        refusal("acm-domain-form", API, (inputs) => {
            const wrong = namesOf(inputs).find((name) => !DOMAIN.test(name) || name.length > 253);
            return wrong === undefined
                ? undefined
                : fault(
                      wrong === inputs.domainName ? "domainName" : "subjectAlternativeNames",
                      `ValidationException: 1 validation error detected: Value '${wrong}' at 'domainName' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])`,
                  );
        }),
        refuseText("acm-domain-length", API, "domainName", {
            max: 64,
            message: "ValidationException: the first domain name of a certificate can't exceed 64 characters",
        }),
        refusal(
            "acm-names-quota",
            "https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html",
            (inputs) => {
                const count = namesOf(inputs).length;
                return count > 10
                    ? fault(
                          "subjectAlternativeNames",
                          `LimitExceededException: Error: you have reached the maximum number of domain names for this certificate (10): ${count}`,
                      )
                    : undefined;
            },
        ),
        refuseOther("acm-validation-method", API, "validationMethod", ["DNS", "EMAIL", "NONE"]),
        refuseOther("acm-key-algorithm", API, "keyAlgorithm", ["RSA_2048", "EC_prime256v1", "EC_secp384r1"]),
    ],
    create: (resource) => {
        const names = namesOf(resource.inputs);
        const id = uuid(resource);
        return {
            id: resource.arn("acm", `certificate/${id}`),
            outputs: {
                arn: resource.arn("acm", `certificate/${id}`),
                domainValidationOptions:
                    resource.inputs.validationMethod === "DNS"
                        ? names.map((name) => validationOption(resource, name))
                        : [],
                subjectAlternativeNames: names,
                status: "PENDING_VALIDATION",
                type: "AMAZON_ISSUED",
                notAfter: "",
                notBefore: "",
                pendingRenewal: false,
                renewalEligibility: "INELIGIBLE",
                renewalSummaries: [],
                validationEmails: [],
            },
        };
    },
};

/** The names that stand for Amazon in a CAA record. https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html */
const AMAZON = /^(amazon\.com|amazontrust\.com|awstrust\.com|amazonaws\.com)\b/;

/** The CAA record that applies to a domain: the one of the domain itself or, without one, of the nearest parent. */
function caaRecords(account: Account, domain: string): ExistingResource | undefined {
    const labels = domain.replace(/^\*\./, "").split(".");
    const names = labels.map((_, at) => labels.slice(at).join("."));
    const records = account.all("aws:route53/record:Record").filter(({ inputs }) => inputs.type === "CAA");
    return names
        .map((name) =>
            records.find(
                ({ inputs }) => typeof inputs.name === "string" && normal(inputs.name) === normal(name),
            ),
        )
        .find((record) => record !== undefined);
}

/** Whether a CAA record forbids Amazon to issue a certificate. */
function forbids(record: ExistingResource, isWildcard: boolean): boolean {
    const entries = listAt(record.inputs, "records").map((value) =>
        /^\d+\s+(\w+)\s+"([^"]*)"$/.exec(String(value)),
    );
    const tagged = (tag: string): string[] =>
        entries.flatMap((entry) => (entry?.[1] === tag ? [entry[2] ?? ""] : []));
    const relevant = isWildcard && tagged("issuewild").length > 0 ? tagged("issuewild") : tagged("issue");
    return relevant.length > 0 && !relevant.some((issuer) => AMAZON.test(issuer));
}

function certificateOf(inputs: Properties, account: Account): ExistingResource | undefined {
    const arn = textAt(inputs, "certificateArn");
    return arn === undefined ? undefined : account.find(arn, CERTIFICATE);
}

const certificateValidation: ResourceType = {
    token: "aws:acm/certificateValidation:CertificateValidation",
    required: ["certificateArn"],
    replaceOn: ["certificateArn", "validationRecordFqdns", "region"],
    refusals: [
        refusal(
            "acm-validation-records",
            "https://www.pulumi.com/registry/packages/aws/api-docs/acm/certificatevalidation/",
            (inputs, account) => {
                const given = inputs.validationRecordFqdns;
                const names = Array.isArray(given) ? (given as unknown[]) : [];
                const options = certificateOf(inputs, account)?.outputs.domainValidationOptions;
                if (
                    !Array.isArray(options) ||
                    names.length === 0 ||
                    !names.every((name) => typeof name === "string")
                ) {
                    return undefined;
                }
                const missing = (options as Properties[]).find(
                    ({ resourceRecordName }) =>
                        !names.some((name) => normal(name) === normal(String(resourceRecordName))),
                );
                return missing === undefined
                    ? undefined
                    : fault(
                          "validationRecordFqdns",
                          `missing ${String(missing.domainName)} DNS validation record: ${normal(String(missing.resourceRecordName))}`,
                      );
            },
        ),
        refusal(
            "acm-caa",
            "https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-caa.html",
            (inputs, account) => {
                const found = certificateOf(inputs, account);
                const names = found === undefined ? [] : namesOf(found.inputs);
                const forbidden = names.find((name) => {
                    const record = caaRecords(account, name);
                    return record !== undefined && forbids(record, name.startsWith("*."));
                });
                return forbidden === undefined
                    ? undefined
                    : fault(
                          "certificateArn",
                          `unexpected state 'FAILED', wanted target 'ISSUED'. last error: CAA_ERROR: the CAA records of ${forbidden} do not let amazon.com issue certificates`,
                      );
            },
        ),
    ],
    // The provider takes the time of issue. Two certificates are not issued at the same time.
    create: ({ hex }) => ({ id: CREATED_AT.replace("00Z", `00.${parseInt(hex(6), 16)}Z`), outputs: {} }),
};

export const types: readonly ResourceType[] = [certificate, certificateValidation];
