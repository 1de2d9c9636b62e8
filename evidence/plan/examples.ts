/** Plans of a stack by somebody who cannot decrypt its secrets. */
import { SETTINGS } from "../../config";
import { keyOf } from "../../config/fault";
import { provisionConfig, readStackConfig, type ProvisionedStack } from ".";

type Config = Readonly<Record<string, unknown>>;

interface ConfigWithExamples {
    readonly plain: Config;
    /** Keys of the settings with something encrypted. */
    readonly secretKeys: readonly string[];
}

/**
 * Provisions the stack of `Pulumi.<stack>.yaml`, with examples in place of its encrypted settings.
 * @param changes - settings that differ, by their full keys; undefined removes one
 * @throws RunError with all faults of the settings
 */
export function provisionWithExamples(stack: string, changes: Config = {}): Promise<ProvisionedStack> {
    const { plain, secretKeys } = readWithExamples(stack, changes);
    return provisionConfig(stack, plain, secretKeys);
}

/**
 * The configuration in `Pulumi.<stack>.yaml`. Encrypted values are not decrypted: an example takes the place of each. It
 * costs the same, and nothing that is found about a stack follows from a secret.
 */
export function readWithExamples(stack: string, changes: Config = {}): ConfigWithExamples {
    const config = Object.entries({ ...readStackConfig(stack), ...changes });
    return {
        plain: Object.fromEntries(config.map(([key, value]) => [key, withExamples(key, value)])),
        // Of a map, Pulumi only tells that some entry is encrypted.
        secretKeys: config.filter(([, value]) => hasEncrypted(value)).map(([key]) => key),
    };
}

function withExamples(key: string, value: unknown): unknown {
    if (isEncrypted(value)) return exampleOf(key);
    if (!hasEncrypted(value)) return value;
    const entries = Object.entries(value as Config);
    return Object.fromEntries(
        entries.map(([name, own]) => [name, isEncrypted(own) ? entryExampleOf(key) : own]),
    );
}

const isEncrypted = (value: unknown): boolean =>
    typeof value === "object" && value !== null && "secure" in value;

const hasEncrypted = (value: unknown): boolean =>
    isEncrypted(value) ||
    (typeof value === "object" && value !== null && Object.values(value).some(isEncrypted));

/** Of a key that is no setting, so that the program's own check reports it, together with all other faults. */
const UNKNOWN = "example";

const settingOf = (key: string) => Object.entries(SETTINGS).find(([name]) => keyOf(name) === key)?.[1];

const exampleOf = (key: string): string => settingOf(key)?.example ?? UNKNOWN;

function entryExampleOf(key: string): unknown {
    const setting = settingOf(key);
    return setting?.kind.declared === "object"
        ? Object.values(JSON.parse(setting.example) as object)[0]
        : UNKNOWN;
}
