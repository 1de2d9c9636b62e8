import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { UNKNOWN } from "../harness";
import { document, OWN, permission, resourcePolicy, role, trusting } from "../scenes/trust-documents";

const account = (AWS: unknown, Condition?: object) =>
    trusting({ Principal: { AWS }, Action: "sts:AssumeRole", Condition });
const OTHER = "arn:aws:iam::999999999999:root";
const EXTERNAL_ID = { StringEquals: { "sts:ExternalId": "b6b1e0a2-6d07-4b8e-9f0e-6b8a7b1d3c55" } };
const ORGANISATION = { StringEquals: { "aws:PrincipalOrgID": "o-0123456789" } };
const inSecret = (AWS: string, extra = OWN): Scene => [
    fixture(
        types.secret,
        { kmsKeyId: UNKNOWN, recoveryWindowInDays: 30 },
        extra,
    )({
        policy: document({ Principal: { AWS }, Action: "secretsmanager:GetSecretValue", Resource: "*" }),
    }),
];

export const cases: CaseTable = {
    "iam-trust-of-other-account-has-external-id": {
        is: ["mandatory", "medium", "defer"],
        compliant: {
            "the stack's own account": account("arn:aws:iam::123456789012:role/ci"),
            "a vendor with an external id": account(OTHER, EXTERNAL_ID),
            "an account of the organization": account(OTHER, ORGANISATION),
            "an account of an organizational unit": account(OTHER, {
                "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-0123456789/r-ab12/*" },
            }),
            "a denial": trusting({ Effect: "Deny", Principal: { AWS: OTHER }, Action: "sts:AssumeRole" }),
        },
        violating: {
            "a vendor without an external id": account(OTHER),
            "a vendor by its account number": account("999999999999"),
            "a vendor's role beside the stack's own account": account([
                "arn:aws:iam::123456789012:root",
                "arn:aws:iam::999999999999:role/reader",
            ]),
            "a vendor with any external id": account(OTHER, { StringLike: { "sts:ExternalId": "*" } }),
            "a vendor of any organization": account(OTHER, {
                StringLike: { "aws:PrincipalOrgID": "o-*" },
            }),
            "a vendor from one address": account(OTHER, { IpAddress: { "aws:SourceIp": "203.0.113.4" } }),
        },
        omitted: { assumeRolePolicy: ["pass", role()] },
        unknown: { assumeRolePolicy: ["undetermined", role({ assumeRolePolicy: UNKNOWN })] },
    },
    "cross-account-access-is-declared": {
        is: ["advisory", "low", "defer"],
        compliant: {
            "the stack's own account": inSecret("arn:aws:iam::123456789012:root"),
            "another account if the stack's own is unknown": inSecret(OTHER, { provider: {} } as typeof OWN),
        },
        violating: {
            "another account": inSecret(OTHER),
            "a function that another account may call": [permission({ principal: "999999999999" })],
            "a role for an account if the stack's own is unknown": [
                fixture(types.role)({
                    assumeRolePolicy: document({ Principal: { AWS: OTHER }, Action: "sts:AssumeRole" }),
                }),
            ],
        },
        omitted: { policy: ["pass", resourcePolicy()] },
        unknown: { policy: ["undetermined", resourcePolicy({ policy: UNKNOWN })] },
    },
};
