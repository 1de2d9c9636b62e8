import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { alarmOn, subscription, topic } from "../sound-alarms";

const certificate = fixture(types.certificate, { domainName: "hrms.example.com", validationMethod: "DNS" });
const validation = fixture(
    types.certificateValidation,
    {},
    { references: { certificateArn: [certificate()] } },
);
const expiry = (of: Resource, metric = "DaysToExpiry") => [alarmOn(of, metric), topic(), subscription()];
const watched = (changes = {}) => [certificate(changes), ...expiry(certificate())] as const;

export const cases: CaseTable = {
    "certificate-dns-validated": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "validation by DNS": [...watched({})],
            "a certificate of a private authority": [
                ...watched({ certificateAuthorityArn: UNKNOWN, validationMethod: undefined }),
            ],
        },
        violating: {
            "validation by email": [...watched({ validationMethod: "EMAIL" })],
            "an imported certificate, which never renews": [
                ...watched({ validationMethod: undefined, certificateBody: "-----BEGIN CERTIFICATE-----" }),
            ],
        },
        omitted: { validationMethod: ["fail", ...watched({ validationMethod: undefined })] },
        unknown: { validationMethod: ["undetermined", ...watched({ validationMethod: UNKNOWN })] },
    },
    "certificate-expiry-is-watched": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "an alarm on the certificate": [...watched({})],
            "an alarm on the validated certificate": [certificate(), validation(), ...expiry(validation())],
        },
        violating: {
            "a certificate without an alarm": [certificate(), validation()],
            "an alarm on another metric": [certificate(), ...expiry(certificate(), "DaysSinceRenewal")],
            "an alarm on another certificate": [certificate(), ...expiry(certificate({}, { name: "other" }))],
            "the validation of another certificate": [
                certificate(),
                validation({}, { references: {} }),
                ...expiry(validation()),
            ],
        },
        omitted: { "an alarm": ["fail", certificate()] },
        unknown: {
            "the alarm's metric": [
                "undetermined",
                certificate(),
                { ...alarmOn(certificate(), "x"), props: { metricName: UNKNOWN, alarmActions: [UNKNOWN] } },
                ...[topic(), subscription()],
            ],
        },
    },
};
