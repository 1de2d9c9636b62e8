import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { adviceIf, faultIf, isSet } from "../verdict";

/** https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html */
const MODERN_TLS = [
    "Policy-Min-TLS-1-2-2019-07",
    "Policy-Min-TLS-1-2-PFS-2023-10",
    "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08",
];

const LOGS = ["AUDIT_LOGS", "ES_APPLICATION_LOGS"];

export const searchDomainIsHardened = resourcePolicy({
    name: "search-domain-is-hardened",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "Search domains are in the VPC, are encrypted at rest and in transit, and require a login.",
    otherwise:
        "Anyone on the internet or the network can read the names and documents that Django has indexed.",
    remedy:
        "Set vpcOptions, encryptAtRest.enabled, nodeToNodeEncryption.enabled, advancedSecurityOptions.enabled, and " +
        'domainEndpointOptions to { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" }. Publish ' +
        "AUDIT_LOGS and ES_APPLICATION_LOGS with logPublishingOptions.",
    equivalents: [
        "fsbp:OpenSearch.1",
        "fsbp:OpenSearch.2",
        "fsbp:OpenSearch.3",
        "fsbp:OpenSearch.4",
        "fsbp:OpenSearch.5",
        "fsbp:OpenSearch.7",
        "fsbp:OpenSearch.8",
        "cdk-nag:OS1",
        "cdk-nag:OS2",
        "cdk-nag:OS8",
    ],
    rules: [
        on(types.searchDomain, ({ props }) => [
            ...faultIf("vpcOptions is not set", () => !isSet(props, "vpcOptions")),
            ...faultIf("encryptAtRest.enabled is not true", () => props.encryptAtRest?.enabled !== true),
            ...faultIf(
                "nodeToNodeEncryption.enabled is not true",
                () => props.nodeToNodeEncryption?.enabled !== true,
            ),
            ...faultIf(
                "domainEndpointOptions.enforceHttps is not true",
                () => props.domainEndpointOptions?.enforceHttps !== true,
            ),
            ...faultIf(
                "domainEndpointOptions.tlsSecurityPolicy allows old TLS or is left out",
                () => !MODERN_TLS.includes(props.domainEndpointOptions?.tlsSecurityPolicy ?? ""),
            ),
            ...faultIf(
                "advancedSecurityOptions.enabled is not true",
                () => props.advancedSecurityOptions?.enabled !== true,
            ),
            ...LOGS.flatMap((log) =>
                adviceIf(
                    `logPublishingOptions lacks ${log}`,
                    () =>
                        !(props.logPublishingOptions ?? []).some(
                            ({ logType, enabled }) => logType === log && enabled !== false,
                        ),
                ),
            ),
        ]),
    ],
});
