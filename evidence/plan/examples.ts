/** Plans of a stack by somebody who cannot decrypt its secrets. */
import { SETTINGS } from "../../config";
import { provisionConfig, readStackConfig, type ProvisionedStack } from ".";

type Config = Readonly<Record<string, unknown>>;

/**
 * Provisions the stack of `Pulumi.<stack>.yaml`, with examples in place of its encrypted settings.
 * @param changes - settings that differ, by their full keys; undefined removes one
 * @throws RunError with all faults of the settings
 */
export function provisionWithExamples(stack: string, changes: Config = {}): Promise<ProvisionedStack> {
    const { plain, secretKeys } = withExampleSecrets({ ...readStackConfig(stack), ...changes });
    return provisionConfig(stack, plain, secretKeys);
}

/** Encrypted values are not decrypted: an example takes the place of each, which costs the same. */
function withExampleSecrets(config: Config): {
    readonly plain: Config;
    readonly secretKeys: readonly string[];
} {
    const secretKeys: string[] = [];
    const plain = Object.entries(config).map(([key, value]) => {
        if (isEncrypted(value)) {
            secretKeys.push(key);
            return [key, exampleOf(key)];
        }
        if (typeof value !== "object" || value === null || Array.isArray(value)) return [key, value];
        // Of a map, Pulumi only tells that some entry is encrypted.
        if (Object.values(value).some(isEncrypted)) secretKeys.push(key);
        const entries = Object.entries(value).map(([entry, own]: [string, unknown]) => [
            entry,
            isEncrypted(own) ? entryExampleOf(key) : own,
        ]);
        return [key, Object.fromEntries(entries) as Config];
    });
    return { plain: Object.fromEntries(plain) as Config, secretKeys };
}

const isEncrypted = (value: unknown): boolean =>
    typeof value === "object" && value !== null && "secure" in value;

const entryExampleOf = (key: string): unknown => Object.values(JSON.parse(exampleOf(key)) as object)[0];

function exampleOf(key: string): string {
    const name = key.replace(/^hrms:/, "");
    const setting = (SETTINGS as Readonly<Record<string, { readonly example: string }>>)[name];
    if (setting === undefined) throw new Error(`${key} is encrypted, and there is no such setting.`);
    return setting.example;
}
