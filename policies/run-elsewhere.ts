/** Another team often runs account-wide services in another stack. */
import { sentence, type Values } from "./settings";
import { faultIf, type Findings } from "./verdict";

/** The part of a remedy for an account-wide service that somebody else runs. */
export const RUN_ELSEWHERE =
    "If another team runs it for the whole account, name that team and its stack in the setting runBy of this policy.";

export const runElsewhere = {
    runBy: sentence(
        "Who runs it for the whole account, in a sentence of 20 characters or more: the team, and the stack or place " +
            "that manages it. If empty, this stack must have it",
    ),
};
export type RunElsewhere = Values<typeof runElsewhere>;

/** Requires something of this stack, unless somebody else runs it. */
export const missing = (fault: string, { runBy }: RunElsewhere, isMissing: () => boolean): Findings =>
    runBy === "" ? faultIf(fault, isMissing) : [];
