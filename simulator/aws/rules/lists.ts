import { Properties, Refusal } from "../../resource-type";
import { listAt, refusal } from "../../rules";

/** The known texts of a list. */
export const textsAt = (inputs: Properties, path: string): readonly string[] =>
    listAt(inputs, path).filter((element) => typeof element === "string");

/** Of a list of texts: each one of a closed list. */
export function refuseOtherIn(
    id: string,
    source: string,
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
