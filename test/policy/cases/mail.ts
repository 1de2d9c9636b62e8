import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const mail = fixture(types.mailConfiguration, { deliveryOptions: { tlsPolicy: "REQUIRE" } });
const classicMail = fixture(types.classicMailConfiguration, { deliveryOptions: { tlsPolicy: "Require" } });

export const cases: CaseTable = {
    "mail-requires-tls": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "required TLS in the newer API": [mail()],
            "required TLS in the older API": [classicMail()],
        },
        violating: {
            "optional TLS in the newer API": [mail({ deliveryOptions: { tlsPolicy: "OPTIONAL" } })],
            "optional TLS in the older API": [classicMail({ deliveryOptions: { tlsPolicy: "Optional" } })],
        },
        omitted: {
            deliveryOptions: ["fail", mail({ deliveryOptions: undefined })],
            tlsPolicy: ["fail", classicMail({ deliveryOptions: {} })],
        },
        unknown: { tlsPolicy: ["undetermined", mail({ deliveryOptions: { tlsPolicy: UNKNOWN } })] },
    },
};
