import type { Kind } from "./kinds";

export type Profile = "production" | "starter";

/** A default is one value for every profile, or one for each. A setting without one must be given. */
type Default<T> = T | Readonly<Record<Profile, T>>;

export interface Setting<T> {
    /** One sentence for Pulumi.yaml and the README: what it is, with its unit. */
    readonly about: string;
    readonly kind: Kind<unknown>;
    /** Undefined where nothing is the default, so that the setting may be left out. */
    readonly defaultFor: (profile: Profile) => T | undefined;
    readonly required: boolean;
    /** Secret settings are set with `pulumi config set --secret`, and no message shows their value. */
    readonly secret: boolean;
    /** A valid value for messages, as it is typed after `pulumi config set KEY`. */
    readonly example: string;
}

interface Described {
    readonly about: string;
    readonly example: string;
}

export function required<T>(kind: Kind<T>, described: Described): Setting<T> {
    return { ...described, kind, required: true, secret: false, defaultFor: () => undefined };
}

export function optional<T>(kind: Kind<T>, described: Described): Setting<T | undefined> {
    return { ...described, kind, required: false, secret: false, defaultFor: () => undefined };
}

export function optionalSecret<T>(kind: Kind<T>, described: Described): Setting<T | undefined> {
    return { ...optional(kind, described), secret: true };
}

/** A setting with a default; its example is the default unless one is given. */
export function setting<T>(kind: Kind<T>, value: Default<NoInfer<T>>, about: string): Setting<T> {
    const defaultFor = (profile: Profile): T => (isPerProfile(value) ? value[profile] : value);
    return {
        about,
        kind,
        required: false,
        secret: false,
        defaultFor,
        example: asText(defaultFor("production")),
    };
}

function isPerProfile<T>(value: Default<T>): value is Readonly<Record<Profile, T>> {
    return typeof value === "object" && value !== null && "production" in value && "starter" in value;
}

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
