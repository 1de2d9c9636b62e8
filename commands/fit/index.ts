/** `npx hrms fit PATH`: reads the project, asks the index about its requirements, and prints what will not work. */
import { examine, type ExamineOptions } from "../../fit";
import { COLOURED, hasErrors, PLAIN, report } from "../../fit/print";
import { progress } from "../../system/progress";

interface FitOptions extends Omit<ExamineOptions, "report"> {
    readonly json: boolean;
}

/** Prints the findings. Returns the exit code: 1 if the project will not run. */
export async function fit(folder: string, options: FitOptions): Promise<number> {
    const shown = progress();
    const { result } = await examine(folder, { ...options, report: shown.report });
    shown.done(`Read ${folder}`);
    const style = process.stdout.isTTY && !process.env.NO_COLOR ? COLOURED : PLAIN;
    console.log(options.json ? JSON.stringify(result, null, 2) : `\n${report(result, style)}`);
    return hasErrors(result) ? 1 : 0;
}
