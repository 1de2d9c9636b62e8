/** The stack in an account on its first day: refused with everything that is missing, then provisioned. */
import { STEPS } from "../../engine/steps";
import { grantEverything, openNewAccount } from "../../simulator/account-new";
import type { SimulatedStack } from "../../simulator/stack";

const regionOf = ({ settings }: SimulatedStack): string => String(settings["hrms:region"]);

/** Makes the stack's account a new one. Returns the preview's error. Throws an Error if the preview succeeds. */
export async function whatIsMissing(stack: SimulatedStack): Promise<string> {
    openNewAccount(stack.account, regionOf(stack), String(stack.settings["hrms:domain"]));
    const { code, events, stdout } = await stack.pulumi(STEPS.preview.args);
    const errors = events.flatMap(({ diagnosticEvent: event }) =>
        event?.severity === "error" ? [event.message] : [],
    );
    const missing = errors.find((message) => message.includes("cannot hold the stack"));
    if (code === 0 || missing === undefined) {
        throw new Error(
            `The preview in a new account ended with ${code} and did not say what is missing:\n${stdout}`,
        );
    }
    // Pulumi marks colours like this: <{%reset%}>.
    return missing.replaceAll(/<\{%.*?%\}>/g, "").trim();
}

/** AWS grants what was asked for, and the services that somebody tried out are removed. */
export const grant = (stack: SimulatedStack): void => {
    grantEverything(stack.account, regionOf(stack));
};
