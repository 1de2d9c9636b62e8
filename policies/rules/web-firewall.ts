import { isApplication, isPublic } from "../aws/load-balancers";
import { on, stackPolicy } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import { choice, type Values } from "../settings";
import { faultIf, isSet } from "../verdict";

/** Methods that change nothing. */
const READING = ["GET", "HEAD", "OPTIONS"];

/** Whether it only serves files of private buckets, so that there is little to attack. */
function handsOutFilesOnly({
    origins,
    defaultCacheBehavior,
    orderedCacheBehaviors = [],
}: Props<typeof types.distribution>): boolean {
    return (
        origins.every(
            (origin) =>
                isSet(origin, "originAccessControlId") &&
                !isSet(origin, "customOriginConfig") &&
                !isSet(origin, "vpcOriginConfig"),
        ) &&
        [defaultCacheBehavior, ...orderedCacheBehaviors].every(({ allowedMethods }) =>
            allowedMethods.every((method) => READING.includes(method)),
        )
    );
}

type AclRule = NonNullable<Props<typeof types.webAcl>["rules"]>[number];

/** Whether a rule counts by its own action, or by its override for a rule group. */
function onlyCounts({ action, overrideAction }: AclRule): boolean {
    return [action, overrideAction].some((taken) => taken !== undefined && isSet(taken, "count"));
}

const firewall = {
    staticFiles: choice(
        "Whether a distribution that only serves files of private buckets also needs a firewall",
        "guarded",
        ["guarded", "open"],
    ),
};

export const endpointHasFirewall = stackPolicy({
    name: "public-endpoint-has-waf",
    checklist: "monitoring.security.intrusion-detection",
    severity: "medium",
    onUnknown: "deny",
    requires: "A web application firewall protects every public endpoint, and logs what it blocks.",
    otherwise: "Bots try leaked passwords on the login page at any speed, and nobody notices.",
    remedy:
        "Create a WebAclAssociation for the load balancer, set webAclId of the distribution, and create a " +
        "WebAclLoggingConfiguration for the web ACL. Let its rules block, and leave enableWafFailOpen off.",
    equivalents: [
        "checkov:CKV2_AWS_28",
        "checkov:CKV2_AWS_31",
        "checkov:CKV_AWS_68",
        "fsbp:ELB.16",
        "fsbp:CloudFront.6",
        "fsbp:WAF.10",
        "fsbp:WAF.11",
        "cdk-nag:ALBWAFEnabled",
    ],
    settings: firewall,
    rules: [
        on(types.loadBalancer, (balancer, stack) => [
            ...faultIf(
                "The load balancer has no WebAclAssociation",
                () =>
                    stack.referring(types.webAclAssociation, "resourceArn", balancer).length === 0 &&
                    isPublic(balancer, stack) &&
                    // WAF reads requests. The other types forward connections.
                    isApplication(balancer.props),
            ),
            ...faultIf(
                "enableWafFailOpen lets requests through that the firewall could not check",
                () => stack.gives(balancer, "enableWafFailOpen") && balancer.props.enableWafFailOpen === true,
            ),
        ]),
        on(types.distribution, ({ props }, _, { staticFiles }: Values<typeof firewall>) =>
            faultIf(
                "webAclId is not set",
                () => !isSet(props, "webAclId") && !(staticFiles === "open" && handsOutFilesOnly(props)),
            ),
        ),
        on(types.webAcl, (acl, stack) => [
            ...faultIf(
                "The web ACL has no WebAclLoggingConfiguration",
                () => stack.referring(types.webAclLogging, "resourceArn", acl).length === 0,
            ),
            ...faultIf(
                "The web ACL has no rules, and lets everything through",
                () =>
                    !isSet(acl.props, "rules") &&
                    !isSet(acl.props, "ruleJson") &&
                    !isSet(acl.props.defaultAction, "block"),
            ),
            ...faultIf("Every rule of the web ACL only counts", () => {
                const { rules = [], defaultAction } = acl.props;
                return rules.length > 0 && rules.every(onlyCounts) && !isSet(defaultAction, "block");
            }),
        ]),
    ],
});
