import { Properties } from "./resource-type";
import { SdkType } from "./sdk";
import { containsAsset, containsSecret, REDACTED, seal, secret, secretTexts } from "./wire";

function mapped(properties: Properties, change: (value: unknown, key: string) => unknown): Properties {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, change(value, key)]));
}

/**
 * Prepares outputs for the engine. Wraps those that the SDK declares secret, such as a generated password, and those
 * that contain a secret input.
 */
export function sealOutputs(outputs: Properties, inputs: Properties, sdk: SdkType): Properties {
    const texts = secretTexts(inputs).map((text) => JSON.stringify(text).slice(1, -1));
    const isSecret = (key: string, sealed: unknown): boolean =>
        sdk.secretOutputs.includes(key) ||
        containsSecret(inputs[key]) ||
        texts.some((text) => JSON.stringify(sealed).includes(text));
    return mapped(outputs, (value, key) => {
        const sealed = seal(value);
        return sealed !== undefined && isSecret(key, sealed) ? secret(sealed) : sealed;
    });
}

/** The account stores neither secrets nor the contents of files. Their values come from the state. */
export const unlessWithheld = (recorded: Properties, state: Properties): Properties =>
    mapped(recorded, (value, key) =>
        containsSecret(state[key]) || containsAsset(state[key]) ? state[key] : value,
    );

export const withoutSecrets = (message: string, inputs: Properties): string =>
    secretTexts(inputs).reduce((text, hidden) => text.replaceAll(hidden, REDACTED), message);
