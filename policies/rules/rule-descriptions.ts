import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { each, faultIf, type Findings } from "../verdict";

interface Described {
    readonly description?: string;
}

/** The description that Pulumi's provider gives a group without one. */
const DEFAULT = "Managed by Pulumi";

function judgeDescription(described: Described, property = "description"): Findings {
    return faultIf(`${property} is left out, empty or the default`, () =>
        ["", DEFAULT].includes((described.description ?? "").trim()),
    );
}

const judgeRule = ({ props }: { readonly props: Described }) => judgeDescription(props);

interface Group extends Described {
    readonly ingress?: readonly Described[];
    readonly egress?: readonly Described[];
}

function judgeInline(props: Group, property: "ingress" | "egress"): Findings {
    return each(
        () => props[property],
        (rule, index) => judgeDescription(rule, `${property}[${index}].description`),
    );
}

export const rulesDescribed = resourcePolicy({
    name: "security-group-rule-described",
    checklist: "security.server.minimal-services",
    severity: "low",
    level: "advisory",
    onUnknown: "deny",
    requires: "Security groups and their rules describe their purpose.",
    otherwise: "After a year, nobody dares to close a port, because nobody knows who needs it.",
    remedy: "Set description to who connects to what, and why.",
    equivalents: ["checkov:CKV_AWS_23", "cdk-nag:EC27"],
    rules: [
        on(types.securityGroup, (group) => [
            ...judgeRule(group),
            ...judgeInline(group.props, "ingress"),
            ...judgeInline(group.props, "egress"),
        ]),
        on(types.securityGroupRule, judgeRule),
        on(types.ingressRule, judgeRule),
        on(types.egressRule, judgeRule),
    ],
});
