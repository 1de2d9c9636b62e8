import { Properties, Refusal, Source } from "../../resource-type";
import { listAt, refusal } from "../../checks";

/** The known texts in a list. */
export const textsAt = (inputs: Properties, path: string): readonly string[] =>
    listAt(inputs, path).filter((element) => typeof element === "string");

/** Rejects a list with a text that is not allowed. */
export function refuseOtherIn(
    id: string,
    source: Source,
    property: string,
    allowed: readonly string[],
): Refusal {
    return refusal(id, source, (inputs) => {
        const wrong = textsAt(inputs, property).find((text) => !allowed.includes(text));
        return wrong === undefined
            ? undefined
            : {
                  property,
                  message: `expected ${property} to be one of [${allowed.join(", ")}], got ${wrong}`,
              };
    });
}
