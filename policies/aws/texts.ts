/** Finds the texts in a resource's properties at any depth, with their path and name. */
import { isRecord } from "../record";
import { known } from "../verdict";

export interface Leaf {
    /** Path from the property: `environment.variables.DB_HOST`, `containerDefinitions.0.environment.1.value`. */
    readonly path: string;
    /** Name of the setting: the last part of the path, or the `name` beside a `value`. */
    readonly name: string;
    /** Undefined while it is unknown. */
    readonly text: string | undefined;
}

/** Members with the value of a setting, by the member with its name. */
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
    value: ["name", "key"],
    Value: ["Name", "Key"],
    parameterValue: ["parameterKey"],
    ParameterValue: ["ParameterKey"],
};
/** Types of a CodeBuild variable whose value is the name of a secret. */
const TYPES_OF_REFERENCES = ["PARAMETER_STORE", "SECRETS_MANAGER"];

/** The texts of a property, without numbers and flags. */
export function leavesIn(path: string, read: () => unknown, name = lastOf(path)): readonly Leaf[] {
    // Null means unknown here. Properties are never null, because a missing one is left out.
    const value = known(() => read() ?? null);
    if (value === undefined || typeof value === "string") return [{ path, name, text: value }];
    if (typeof value !== "object" || value === null) return [];
    const members = value as Readonly<Record<string, unknown>>;
    return Object.keys(members)
        .filter((key) => !(key === "value" && isReferenceType(members)))
        .flatMap((key) => leavesIn(`${path}.${key}`, () => members[key], nameIn(members, key)));
}

/** The same, and also the texts inside JSON, such as container definitions. */
export function settingsIn(path: string, read: () => unknown): readonly Leaf[] {
    return leavesIn(path, read).flatMap((leaf) => {
        const content = parsed(leaf.text);
        return content === undefined ? [leaf] : leavesIn(leaf.path, () => content);
    });
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

function nameIn(members: Readonly<Record<string, unknown>>, key: string): string {
    const names = (NAMED_BY[key] ?? []).map((by) => known(() => members[by]));
    return names.find((name) => typeof name === "string") ?? key;
}

function isReferenceType(members: Readonly<Record<string, unknown>>): boolean {
    return "type" in members && TYPES_OF_REFERENCES.includes(known(() => members.type) as string);
}

function parsed(text: string | undefined): unknown {
    if (text === undefined || !/^\s*[[{]/.test(text)) return undefined;
    try {
        const content: unknown = JSON.parse(text);
        return isRecord(content) || Array.isArray(content) ? content : undefined;
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
