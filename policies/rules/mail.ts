import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, type Findings } from "../verdict";

interface Configuration {
    readonly props: { readonly deliveryOptions?: { readonly tlsPolicy?: string } };
}

/** The newer of SES's two APIs takes `REQUIRE`, and the older one takes `Require`. */
const judgeTls = ({ props }: Configuration): Findings =>
    faultIf(
        "deliveryOptions.tlsPolicy does not require TLS",
        () => props.deliveryOptions?.tlsPolicy?.toUpperCase() !== "REQUIRE",
    );

export const mailRequiresTls = resourcePolicy({
    name: "mail-requires-tls",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "deny",
    requires: "SES delivers mail over TLS only.",
    otherwise:
        "SES falls back to plain text if the other server offers no TLS, and anyone on the way can read links that reset passwords.",
    remedy: 'Set deliveryOptions to { tlsPolicy: "REQUIRE" } ("Require" for aws.ses.ConfigurationSet).',
    rules: [on(types.mailConfiguration, judgeTls), on(types.classicMailConfiguration, judgeTls)],
});
