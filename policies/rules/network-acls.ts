import { isOneSite, isPrivate } from "../aws/addresses";
import { covers } from "../aws/ingress";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { decide, each, faultIf, type Findings } from "../verdict";

/** An ingress rule, inline or as a separate resource. */
interface Entry {
    readonly protocol: string;
    readonly fromPort?: number;
    readonly toPort?: number;
    readonly cidrBlock?: string;
    readonly ipv6CidrBlock?: string;
}

/** SSH and Remote Desktop. */
const ADMIN_PORTS = [22, 3389];

function judgeEntry(entry: Entry, action: string, place: string): Findings {
    if (action.toLowerCase() !== "allow") return [];
    const opensAdminPort = () => ADMIN_PORTS.some((port) => covers(entry, port));
    const isWorld = (cidr = "") => cidr !== "" && !isPrivate(cidr) && !isOneSite(cidr);
    const fault = `${place} opens port 22 or 3389 to the world`;
    return [
        ...faultIf(fault, () => isWorld(entry.cidrBlock) && opensAdminPort()),
        ...faultIf(fault, () => isWorld(entry.ipv6CidrBlock) && opensAdminPort()),
    ];
}

export const noAdminPorts = resourcePolicy({
    name: "network-acl-no-admin-ports-from-world",
    checklist: "security.server.firewall",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "Network ACLs open ports 22 and 3389 only to private networks and single sites (/24, /56 or smaller).",
    otherwise:
        "Otherwise one wrong rule in a security group puts the administration of a host on the internet.",
    remedy:
        "Narrow the rule, or split its range around the two ports: answers to what hosts ask for need 1024-3388 and " +
        "3390-65535.",
    equivalents: ["fsbp:EC2.21", "cis-aws-7.0:6.2"],
    rules: [
        on(types.networkAclRule, ({ props }) =>
            decide(() => (props.egress ? [] : judgeEntry(props, props.ruleAction, "The rule"))),
        ),
        on(types.networkAcl, ({ props }) =>
            each(
                () => props.ingress,
                (entry, index) => judgeEntry(entry, entry.action, `ingress[${index}]`),
            ),
        ),
    ],
});
