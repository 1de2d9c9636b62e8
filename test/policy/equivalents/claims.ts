/** The checks of other tools that the policies claim to cover. */
import { allPolicies } from "../../../policies/all-policies";

export interface Claim {
    /** `<tool>:<check>` */
    readonly id: string;
    readonly policy: string;
}

export const claims: readonly Claim[] = allPolicies.flatMap(({ name, tags = [] }) =>
    tags
        .filter((tag) => tag.includes(":") && !tag.startsWith("on-unknown:"))
        .map((id) => ({ id, policy: name })),
);

const CHECKOV = "checkov:";

/** The claims about Checkov, with Checkov's id of the check. */
export const checkovClaims: readonly Claim[] = claims
    .filter(({ id }) => id.startsWith(CHECKOV))
    .map(({ id, policy }) => ({ id: id.slice(CHECKOV.length), policy }));
