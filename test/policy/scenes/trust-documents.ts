import * as types from "../../../policies/resource-types";
import { fixture, type Scene } from "../case";

export const document = (statement: object): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
/** The provider names the stack's own account. */
export const OWN = { provider: { allowedAccountIds: '["123456789012"]' } };
export const role = fixture(types.role, {}, OWN);
export const trusting = (statement: object): Scene => [role({ assumeRolePolicy: document(statement) })];
export const resourcePolicy = fixture(types.resourcePolicyDocuments, {}, OWN);
export const permission = fixture(
    types.functionPermission,
    { function: "hrms", action: "lambda:InvokeFunction", principal: "s3.amazonaws.com" },
    OWN,
);
