import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

type Props = Readonly<Record<string, unknown>>;
const LOGS = [{ logType: "AUDIT_LOGS" }, { logType: "ES_APPLICATION_LOGS" }];
const ENDPOINT = { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" };
const domain = fixture(types.searchDomain, {
    vpcOptions: { subnetIds: [UNKNOWN] },
    encryptAtRest: { enabled: true },
    nodeToNodeEncryption: { enabled: true },
    advancedSecurityOptions: { enabled: true },
    domainEndpointOptions: ENDPOINT,
    logPublishingOptions: LOGS,
});
const endpoint = (changes: Props) => domain({ domainEndpointOptions: { ...ENDPOINT, ...changes } });

export const cases: CaseTable = {
    "search-domain-is-hardened": {
        is: ["mandatory", "high", "deny"],
        compliant: { "a hardened domain": [domain()] },
        violating: {
            "a domain that is not encrypted at rest": [domain({ encryptAtRest: { enabled: false } })],
            "a domain that is not encrypted between nodes": [
                domain({ nodeToNodeEncryption: { enabled: false } }),
            ],
            "plain HTTP": [endpoint({ enforceHttps: false })],
            "TLS 1.0": [endpoint({ tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" })],
            "a domain without users": [domain({ advancedSecurityOptions: { enabled: false } })],
            ...aliases(types.searchDomain, [domain({ vpcOptions: undefined })]),
        },
        omitted: {
            vpcOptions: ["fail", domain({ vpcOptions: undefined })],
            encryptAtRest: ["fail", domain({ encryptAtRest: undefined })],
            nodeToNodeEncryption: ["fail", domain({ nodeToNodeEncryption: undefined })],
            tlsSecurityPolicy: ["fail", domain({ domainEndpointOptions: { enforceHttps: true } })],
            advancedSecurityOptions: ["fail", domain({ advancedSecurityOptions: undefined })],
        },
        unknown: { enforceHttps: ["undetermined", endpoint({ enforceHttps: UNKNOWN })] },
        advised: {
            "a domain without an audit log": [domain({ logPublishingOptions: LOGS.slice(1) })],
            "a domain without an error log": [domain({ logPublishingOptions: LOGS.slice(0, 1) })],
            "a log that is switched off": [
                domain({ logPublishingOptions: LOGS.map((log) => ({ ...log, enabled: false })) }),
            ],
        },
    },
};
