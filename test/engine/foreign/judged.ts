/** The pack's verdicts on a program, without and with its faults. */
import type { Verdict } from "../../../policies/report/verdict";
import { type Comparison, compare } from "./findings";
import type { Fault } from "./faults";
import { openProgram } from "./program";
import { faultsOf, type Program } from "./programs";

export interface Result {
    readonly resources: number;
    readonly preview: readonly Verdict[];
    readonly update: readonly Verdict[];
    readonly faults: Comparison;
}

/** Runs a program and its faulty versions at the same time. */
export async function judgeProgram(program: Program): Promise<Result> {
    const faults = faultsOf(program);
    const inPreview = faults.filter(({ after }) => after === undefined);
    const afterUpdate = faults.filter(({ after }) => after === "update");
    const [careful, faulty] = await Promise.all([
        judged(program),
        Promise.all([previewed(program, inPreview), updated(program, afterUpdate)]),
    ]);
    const comparisons = [
        compare(inPreview, faulty[0] ?? careful.preview, careful.preview),
        compare(afterUpdate, faulty[1] ?? careful.update, careful.update),
    ];
    return {
        ...careful,
        faults: {
            unfound: comparisons.flatMap(({ unfound }) => unfound),
            unclaimed: comparisons.flatMap(({ unclaimed }) => unclaimed),
        },
    };
}

async function judged(program: Program): Promise<Omit<Result, "faults">> {
    const open = await openProgram(program);
    try {
        const { verdicts: preview, resources } = await open.preview();
        await open.up();
        return { preview, resources, update: await open.judge() };
    } finally {
        open.remove();
    }
}

async function previewed(
    program: Program,
    faults: readonly Fault[],
): Promise<readonly Verdict[] | undefined> {
    if (faults.length === 0) return undefined;
    const open = await openProgram(program, faults);
    try {
        return (await open.preview()).verdicts;
    } finally {
        open.remove();
    }
}

async function updated(program: Program, faults: readonly Fault[]): Promise<readonly Verdict[] | undefined> {
    if (faults.length === 0) return undefined;
    const open = await openProgram(program, faults);
    try {
        await open.up();
        return await open.judge();
    } finally {
        open.remove();
    }
}
