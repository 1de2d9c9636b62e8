import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { UNKNOWN } from "../harness";

const proxyFirewall = fixture(types.securityGroup, { description: "Proxy" })();
const proxy = fixture(
    types.databaseProxy,
    { requireTls: true },
    { references: { vpcSecurityGroupIds: [proxyFirewall] } },
);
const proxyScene = (changes: Parameters<typeof proxy>[0] = {}): Scene => [proxy(changes), proxyFirewall];

export const cases: CaseTable = {
    "database-proxy-requires-tls": {
        is: ["mandatory", "high", "deny"],
        compliant: { "a proxy that requires TLS": proxyScene({ debugLogging: false }) },
        violating: { "a proxy without TLS": proxyScene({ requireTls: false }) },
        omitted: { requireTls: ["fail", ...proxyScene({ requireTls: undefined })] },
        unknown: { requireTls: ["undetermined", ...proxyScene({ requireTls: UNKNOWN })] },
        advised: { "statements in the log": proxyScene({ debugLogging: true }) },
    },
};
