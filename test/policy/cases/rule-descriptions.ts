import type { CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import { BARE, egress, group, HTTPS, ingress, rule, web } from "../scenes/security-groups";

export const cases: CaseTable = {
    "security-group-rule-described": {
        is: ["advisory", "low", "deny"],
        compliant: {
            "a group and its rules": [group({ ingress: [HTTPS], egress: [HTTPS] })],
            "rules that are separate resources": [ingress(), egress(), rule(), web],
        },
        violating: {
            "Pulumi's default description": [group({ description: "Managed by Pulumi" })],
            "a description of spaces": [group({ description: " " })],
            "an inline rule without a description": [
                group({ ingress: [HTTPS, { ...HTTPS, description: "" }] }),
            ],
            "an inline egress rule without a description": [group({ egress: [BARE] })],
            "a SecurityGroupRule without a description": [rule({ description: "" })],
            "an ingress rule without a description": [ingress({ description: "" })],
            "an egress rule with Pulumi's default description": [
                egress({ description: "Managed by Pulumi" }),
            ],
        },
        omitted: {
            "the description of a group": ["fail", group({ description: undefined })],
            "the description of a rule": ["fail", ingress({ description: undefined })],
        },
        unknown: {
            "the description of a group": ["undetermined", group({ description: UNKNOWN })],
            "the description of a rule": ["undetermined", rule({ description: UNKNOWN })],
        },
    },
};
