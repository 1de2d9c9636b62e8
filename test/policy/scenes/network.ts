import * as types from "../../../policies/resource-types";
import { fixture } from "../case";
import { UNKNOWN } from "../harness";

export const vpc = fixture(types.vpc)();
export const flowLog = fixture(types.flowLog, { trafficType: "ALL" }, { references: { vpcId: [vpc] } })();
export const closed = fixture(
    types.defaultSecurityGroup,
    { vpcId: UNKNOWN },
    { references: { vpcId: [vpc] } },
);
