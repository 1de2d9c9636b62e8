import { asText } from "./fault";
import type { Kind } from "./kinds";

export type Profile = "production" | "starter";

/** A default is one value for every profile, or one for each. */
type Default<T> = T | Readonly<Record<Profile, T>>;

export interface Setting<T> {
    /** One sentence for Pulumi.yaml and the README: what it is, with its unit. */
    readonly about: string;
    readonly kind: Kind<unknown>;
    /** Undefined if the setting is required, or if it has no default and can be left out. */
    readonly defaultFor: (profile: Profile) => T | undefined;
    readonly required: boolean;
    /** Secret settings are set with `pulumi config set --secret`, and no message shows their value. */
    readonly secret: boolean;
    /** An allowed value, for messages. */
    readonly example: string;
    /** What to type for the value after `pulumi config set KEY`, if it is easier than the value: a shell expression. */
    readonly typed?: string;
}

interface Described {
    readonly about: string;
    readonly example: string;
    readonly typed?: string;
}

export function required<T>(kind: Kind<T>, described: Described): Setting<T> {
    return { ...described, kind, required: true, secret: false, defaultFor: () => undefined };
}

export function optional<T>(kind: Kind<T>, described: Described): Setting<T | undefined> {
    return { ...described, kind, required: false, secret: false, defaultFor: () => undefined };
}

/** A setting whose value is a secret. Its type tells it apart: `Settings` holds an output instead of a text. */
export type Secret<T> = Setting<T> & { readonly secret: true };

export function optionalSecret<T>(kind: Kind<T>, described: Described): Secret<T | undefined> {
    return { ...optional(kind, described), secret: true };
}

/** A map of secrets: their names are plain, so that conflicts can judge them. */
export function secretMap(
    kind: Kind<Readonly<Record<string, string>>>,
    described: Described,
): Secret<Readonly<Record<string, string>>> {
    return { ...described, kind, required: false, secret: true, defaultFor: () => ({}) };
}

/** A setting with a default, which is also its example unless another one says more. */
export function setting<T>(
    kind: Kind<T>,
    value: Default<NoInfer<T>>,
    about: string,
    example?: NoInfer<T>,
): Setting<T> {
    const defaultFor = (profile: Profile): T => (isPerProfile(value) ? value[profile] : value);
    return {
        about,
        kind,
        required: false,
        secret: false,
        defaultFor,
        example: asText(example ?? defaultFor("production")),
    };
}

function isPerProfile<T>(value: Default<T>): value is Readonly<Record<Profile, T>> {
    return typeof value === "object" && value !== null && "production" in value && "starter" in value;
}
