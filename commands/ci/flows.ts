/** The steps of each flow, in order. */
export const FLOWS = {
    "pull-request": ["review", "cost"],
    merge: ["review", "provision", "judge"],
    nightly: ["drift", "judge"],
    judge: ["judge"],
    baseline: ["baseline"],
} as const;

export type Flow = keyof typeof FLOWS;

/** Flows whose steps only read. Each step runs, whatever another one finds. Other flows end at the first step that fails. */
export const READING: readonly Flow[] = ["pull-request"];

export type StepName = (typeof FLOWS)[Flow][number];
