/** The variables that a project brings itself: what a stack file can hold of them. */
import { mapOf, text, type Kind } from "./kinds";

/**
 * An SSM parameter of the advanced tier. The standard one holds 4 KiB, half of which our own variables take.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
export const MAX_ENVIRONMENT_BYTES = 8192;

/** All secrets of a project are one secret. https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
export const MAX_SECRET_BYTES = 65_536;

/** systemd drops a variable with any other control character (env_value_is_valid in its src/basic/env-util.c). */
const variableText = text(
    "a text without control characters other than tabs and line breaks",
    /(?:[\t\n]|\P{Cc})*/u,
);

/** Names to do without until a map is short enough: the longest one, the two longest ones, and so on. */
export function longestFirst(map: Readonly<Record<string, unknown>>): string[][] {
    const size = (name: string): number => Buffer.byteLength(JSON.stringify({ [name]: map[name] }));
    const names = Object.keys(map).sort((a, b) => size(b) - size(a));
    return names.map((_, index) => names.slice(0, index + 1));
}

export const ownVariables = (maxBytes: number): Kind<Readonly<Record<string, string>>> =>
    mapOf(variableText, maxBytes);
