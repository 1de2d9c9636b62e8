import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { adviceIf, faultIf } from "../verdict";

export const proxyRequiresTls = resourcePolicy({
    name: "database-proxy-requires-tls",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "RDS Proxy accepts only encrypted connections, and keeps statements out of its log.",
    otherwise: "Passwords and salaries cross the network in plain text, or end up in a log.",
    remedy: "Set requireTls to true, and debugLogging to false.",
    rules: [
        on(types.databaseProxy, ({ props }) => [
            ...faultIf("requireTls is not true", () => props.requireTls !== true),
            ...adviceIf("debugLogging is true", () => props.debugLogging === true),
        ]),
    ],
});
