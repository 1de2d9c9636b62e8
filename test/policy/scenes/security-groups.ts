import * as types from "../../../policies/resource-types";
import { fixture } from "../case";
import type { Resource } from "../harness";

export const why = { description: "Requests" };
export const BARE = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };
export const HTTPS = { ...BARE, ...why };
export const group = fixture(types.securityGroup, why);
export const web = group({}, { name: "web" });
export const inGroup = (of: Resource): Pick<Resource, "references"> => ({
    references: { securityGroupId: [of] },
});
export const SINGLE = { ...why, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };
export const ingress = fixture(types.ingressRule, SINGLE, inGroup(web));
export const egress = fixture(types.egressRule, SINGLE, inGroup(web));
export const rule = fixture(types.securityGroupRule, { ...HTTPS, type: "ingress" }, inGroup(web));
