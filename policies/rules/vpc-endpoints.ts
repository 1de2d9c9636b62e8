import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, isSet } from "../verdict";

export const endpointHasPolicy = resourcePolicy({
    name: "vpc-endpoint-has-policy",
    checklist: "testing.security.access-controls",
    severity: "low",
    level: "advisory",
    onUnknown: "deny",
    requires: "VPC endpoints have a policy that limits what they can reach.",
    otherwise:
        "An intruder on a host can copy its files through the endpoint to a bucket in another account.",
    remedy: "Set policy, and allow only the resources of this account, for example with the condition aws:ResourceAccount.",
    rules: [
        on(types.vpcEndpoint, ({ props }) => faultIf("policy is not set", () => !isSet(props, "policy"))),
    ],
});
