import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, some } from "../verdict";

export const vpcOriginUsesTls = resourcePolicy({
    name: "vpc-origin-uses-tls",
    checklist: "security.tls.tested",
    severity: "high",
    onUnknown: "deny",
    requires: "CloudFront uses TLS 1.2 or later to reach origins in the VPC.",
    otherwise:
        "Between CloudFront and the load balancer, passwords and session cookies travel in plain text.",
    remedy: "Set vpcOriginEndpointConfig.originProtocolPolicy to https-only, and originSslProtocols.items to TLSv1.2.",
    rules: [
        on(types.vpcOrigin, ({ props }) => [
            ...faultIf(
                "vpcOriginEndpointConfig.originProtocolPolicy is not https-only",
                () => props.vpcOriginEndpointConfig?.originProtocolPolicy !== "https-only",
            ),
            ...faultIf("vpcOriginEndpointConfig.originSslProtocols allows SSL or old TLS", () =>
                some(
                    props.vpcOriginEndpointConfig?.originSslProtocols?.items ?? [],
                    (protocol) => !["TLSv1.2", "TLSv1.3"].includes(protocol),
                ),
            ),
        ]),
    ],
});
