import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";
import { clusterScene, databaseScene, parameters, replicaScene } from "../sound";
import { postgres } from "../scenes/databases";

const foreignGroup = fixture(types.parameterGroup, parameters({ require_secure_transport: "1" }), {
    name: "of-another",
});

export const cases: CaseTable = {
    "database-requires-tls": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            MySQL: databaseScene(),
            PostgreSQL: postgres(),
            "require_secure_transport set to on": databaseScene(
                {},
                { parameters: { require_secure_transport: "on" } },
            ),
            "a cluster": clusterScene(),
            "PostgreSQL 17, which requires TLS by default": postgres({ "rds.force_ssl": undefined }),
            "a replica with its source's group": replicaScene(),
        },
        violating: {
            "PostgreSQL with rds.force_ssl switched off": postgres({ "rds.force_ssl": "0" }),
            "a replica whose own parameter group lacks the parameter": replicaScene({
                require_secure_transport: undefined,
            }),
            "MySQL with require_secure_transport switched off": databaseScene(
                {},
                { parameters: { require_secure_transport: "0" } },
            ),
            "the parameter of another engine": databaseScene(
                {},
                { parameters: { require_secure_transport: undefined, "rds.force_ssl": "1" } },
            ),
            "the parameter in the group of another database": databaseScene(
                {},
                { parameters: { require_secure_transport: undefined }, others: [foreignGroup()] },
            ),
            "a cluster with rds.force_ssl switched off": clusterScene(
                {},
                { parameters: { "rds.force_ssl": "0" } },
            ),
        },
        omitted: {
            "the parameter": [
                "fail",
                ...databaseScene({}, { parameters: { require_secure_transport: undefined } }),
            ],
        },
        unknown: {
            "the parameter's value": [
                "undetermined",
                ...databaseScene({}, { parameters: { require_secure_transport: UNKNOWN } }),
            ],
            "the TLS parameter of Oracle": ["undetermined", ...databaseScene({ engine: "oracle-ee" })],
        },
    },
};
