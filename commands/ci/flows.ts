/** The steps of each flow, in order. A flow ends at the first step that fails. */
export const FLOWS = {
    "pull-request": ["review", "cost"],
    merge: ["review", "provision", "judge"],
    nightly: ["drift", "judge"],
    judge: ["judge"],
    baseline: ["baseline"],
} as const;

export type Flow = keyof typeof FLOWS;

export type StepName = (typeof FLOWS)[Flow][number];
