import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { adviceIf, faultIf, type Findings, isSet } from "../verdict";

/**
 * The name of a newer policy contains its oldest TLS version, for example `SecurityPolicy_TLS13_1_2_2021_06`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
 */
const MODERN_TLS = /^(TLS_1_2|SecurityPolicy_TLS13_1_[23]_)/;

const judgeTls = (place: string, securityPolicy: () => string | undefined): Findings =>
    faultIf(`${place} allows TLS 1.0 or is left out`, () => !MODERN_TLS.test(securityPolicy() ?? ""));

const judgeEndpoint = (isDisabled: () => boolean | undefined): Findings =>
    adviceIf("disableExecuteApiEndpoint is not true", () => isDisabled() !== true);

export const apiDomainModernTls = resourcePolicy({
    name: "api-domain-modern-tls",
    checklist: "security.tls.tested",
    severity: "high",
    onUnknown: "deny",
    requires: "Clients reach APIs by the APIs' own domain, over TLS 1.2 or later.",
    otherwise: "Passwords travel under broken ciphers, or bypass the domain's firewall.",
    remedy: "Set securityPolicy of the domain name to TLS_1_2 or a later policy, and disableExecuteApiEndpoint of the API to true.",
    equivalents: ["trivy:AWS-0005"],
    rules: [
        on(types.httpApiDomain, ({ props }) =>
            judgeTls(
                "domainNameConfiguration.securityPolicy",
                () => props.domainNameConfiguration.securityPolicy,
            ),
        ),
        on(types.restApiDomain, ({ props }) => judgeTls("securityPolicy", () => props.securityPolicy)),
        on(types.httpApi, ({ props }) => judgeEndpoint(() => props.disableExecuteApiEndpoint)),
        on(types.restApi, ({ props }) => judgeEndpoint(() => props.disableExecuteApiEndpoint)),
    ],
});

const judgeLogs = ({ props }: { readonly props: { readonly accessLogSettings?: unknown } }): Findings =>
    faultIf("accessLogSettings is not set", () => !isSet(props, "accessLogSettings"));

export const apiStageLogsAccess = resourcePolicy({
    name: "api-stage-logs-access",
    checklist: "monitoring.security.events",
    severity: "medium",
    onUnknown: "deny",
    requires: "Stages of APIs log who calls them.",
    otherwise: "After an attack, nobody can tell which pages were read, and from where.",
    remedy: "Set accessLogSettings of the stage.",
    equivalents: ["fsbp:APIGateway.9", "trivy:AWS-0001"],
    rules: [on(types.httpApiStage, judgeLogs), on(types.restApiStage, judgeLogs)],
});
