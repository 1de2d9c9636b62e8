import * as fs from "node:fs";

/** A block of code in a README. */
export interface Example {
    /** As after the fence, e.g. `sh`. */
    readonly language: string;
    readonly text: string;
}

/** The blocks of code that people wrote: those in the generated parts are left out. */
export function readmeExamples(file: string): Example[] {
    const prose = fs.readFileSync(file, "utf8").replace(/<!-- made by .*?: begin -->.*?<!-- end.*?-->/gs, "");
    return [...prose.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({
        language,
        text,
    }));
}
