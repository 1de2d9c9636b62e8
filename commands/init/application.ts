/** What a Django project says about the stack's settings. */
import { examine } from "../../fit";
import { proposed } from "../../fit/settings";
import { asText } from "../../config/fault";
import type { Settings } from "../../config";
import type { Values } from "./answers";

export interface Application {
    readonly values: Values;
    /** How many things keep it from running on the hosts. */
    readonly errors: number;
}

/** @param tell - gets what is being done */
export async function readApplication(
    folder: string,
    architecture: Settings["architecture"],
    tell: (text: string) => void,
): Promise<Application> {
    const { project, result } = await examine(folder, { index: false, architecture, report: tell });
    const zone = project.setting("TIME_ZONE");
    const values = Object.entries({
        ...(typeof zone === "string" && zone !== "UTC" && { timeZone: zone }),
        ...proposed(project),
    }).map(([name, value]) => [name, asText(value)]);
    return {
        values: Object.fromEntries(values) as Values,
        errors: result.findings.filter(({ severity }) => severity === "error").length,
    };
}
