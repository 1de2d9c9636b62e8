/** The texts in a resource's properties, however deep. */
import { known } from "../verdict";

export interface Texts {
    readonly texts: readonly string[];
    /** Whether a value is left out of these, as it is not known yet. */
    readonly isPartial: boolean;
}

export function textsIn(read: () => unknown): Texts {
    // Nothing known is null, which properties never are: a missing one is left out.
    const value = known(() => read() ?? null);
    if (value === undefined) return { texts: [], isPartial: true };
    if (typeof value === "string") return { texts: [value], isPartial: false };
    if (typeof value !== "object" || value === null) return { texts: [], isPartial: false };
    const members = Object.keys(value).map((key) =>
        textsIn(() => (value as Readonly<Record<string, unknown>>)[key]),
    );
    return {
        texts: members.flatMap(({ texts }) => texts),
        isPartial: members.some(({ isPartial }) => isPartial),
    };
}
