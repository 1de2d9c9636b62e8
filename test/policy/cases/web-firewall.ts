import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { balancerScene, distributionScene } from "../sound-edge";

/** A load balancer that does not read requests has no redirect and no firewall. */
const BARE = { http: "none", firewall: "none" } as const;
const acl = fixture(types.webAcl, {
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    rules: [{ name: "common", priority: 0 }],
});
const aclLog = (of: Resource) => fixture(types.webAclLogging)({}, { references: { resourceArn: [of] } });

export const cases: CaseTable = {
    "public-endpoint-has-waf": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a load balancer with a web ACL": balancerScene(),
            "an internal load balancer": balancerScene([{ internal: true }], { firewall: "none" }),
            "a network load balancer": balancerScene([{ loadBalancerType: "network" }], BARE),
            "a distribution with a web ACL": distributionScene([
                { webAclId: "arn:aws:wafv2:us-east-1:123456789012:x" },
            ]),
            "a web ACL with a log": [acl(), aclLog(acl())],
            "a web ACL that blocks and counts": [
                acl({ rules: [{ action: { block: {} } }, { overrideAction: { count: {} } }] }),
                aclLog(acl()),
            ],
            "a load balancer that rejects unchecked requests": balancerScene([{ enableWafFailOpen: false }]),
            "a web ACL with rules in JSON": [acl({ rules: undefined, ruleJson: "[]" }), aclLog(acl())],
            "a web ACL that blocks everything": [
                acl({ rules: undefined, defaultAction: { block: {} } }),
                aclLog(acl()),
            ],
        },
        violating: {
            "a load balancer without a web ACL": balancerScene([], { firewall: "none" }),
            "the web ACL of another load balancer": [
                ...balancerScene([], { firewall: "none" }),
                ...balancerScene([{}, { name: "other" }]),
            ],
            ...aliases(types.loadBalancer, balancerScene([], { firewall: "none" })),
            "a distribution without a web ACL": distributionScene([{ webAclId: "" }]),
            "a distribution of files without a web ACL": distributionScene([
                { webAclId: undefined, origins: [] },
            ]),
            "a load balancer that admits unchecked requests": balancerScene([{ enableWafFailOpen: true }]),
            "a web ACL that only counts": [
                acl({ rules: [{ action: { count: {} } }, { overrideAction: { count: {} } }] }),
                aclLog(acl()),
            ],
            "a web ACL without a log": [acl()],
            "a web ACL without rules": [acl({ rules: [] }), aclLog(acl())],
            "the log of another web ACL": [acl(), aclLog({ ...acl(), name: "other" })],
        },
        omitted: {
            webAclId: ["fail", ...distributionScene([{ webAclId: undefined }])],
            loadBalancerType: [
                "fail",
                ...balancerScene([{ loadBalancerType: undefined }], { firewall: "none" }),
            ],
        },
        unknown: { webAclId: ["pass", ...distributionScene([{ webAclId: UNKNOWN }])] },
    },
};
