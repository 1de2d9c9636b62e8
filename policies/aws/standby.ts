/** A small stack can explain what it has instead of a standby. The fault then becomes advice and stays in every report. */
import { sentence, type Values } from "../settings";
import { adviceIf, faultIf } from "../verdict";

export const standby = {
    insteadOfStandby: sentence(
        "What happens when the only node fails, in a sentence of 20 characters or more. A small stack that says so only " +
            "gets advice",
    ),
};

/** How a missing standby is judged. */
export function missingStandby({ insteadOfStandby }: Values<typeof standby>): typeof faultIf {
    return insteadOfStandby === "" ? faultIf : adviceIf;
}
