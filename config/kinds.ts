/**
 * The kinds of value that a setting can have: how its text is read, and what is allowed, in words.
 * Pulumi hands every value over as text; lists and numbers arrive as JSON.
 */
import * as ipaddr from "ipaddr.js";
import { z } from "zod";

export interface Kind<T> {
    /** What is allowed, as it stands in a message: "must be <allowed>". */
    readonly allowed: string;
    /** Reads the text, or throws a ZodError. */
    readonly schema: z.ZodType<T>;
    /** The type that Pulumi.yaml declares. */
    readonly declared: "string" | "array";
}

const kind = <T>(allowed: string, schema: z.ZodType<T>): Kind<T> => ({ allowed, schema, declared: "string" });

export function text(allowed: string, pattern: RegExp): Kind<string> {
    return kind(allowed, z.string().regex(new RegExp(`^(?:${pattern.source})$`, pattern.flags)));
}

export function oneOf<const T extends string>(...values: readonly T[]): Kind<T> {
    return kind(`one of ${values.join(", ")}`, z.enum(values));
}

export const flag = (): Kind<boolean> =>
    kind(
        "true or false",
        z.enum(["true", "false"]).transform((value) => value === "true"),
    );

/** A whole number; `unit` goes into the message. */
export function whole(min: number, max: number, unit: string): Kind<number> {
    const schema = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(min).max(max));
    return kind(`a whole number from ${min} to ${max} (${unit})`, schema);
}

/** A number out of a fixed list, where AWS takes no other. */
export function numberFrom(values: readonly number[], unit: string): Kind<number> {
    const schema = z
        .string()
        .regex(/^\d+$/)
        .transform(Number)
        .refine((value) => values.includes(value));
    return kind(`one of ${values.join(", ")} (${unit})`, schema);
}

/** A list of values of one kind. Pulumi hands it over as a JSON array. */
export function listOf<T>(item: Kind<T>, { min = 0, max = 50 } = {}): Kind<readonly T[]> {
    const json = z.string().transform((value, context): unknown => {
        try {
            return JSON.parse(value);
        } catch {
            context.addIssue({ code: "custom", message: "not a list" });
            return z.NEVER;
        }
    });
    const items = z.array(item.schema).min(min).max(max);
    const unique = items.refine(
        (list) => new Set(list.map((entry) => JSON.stringify(entry))).size === list.length,
    );
    const count = min > 0 ? `${min} to ${max}` : `at most ${max}`;
    return {
        allowed: `a list of ${count} different entries, each ${item.allowed}`,
        schema: json.pipe(unique),
        declared: "array",
    };
}

const LABEL = /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/.source;

/** A DNS name in lower case with at least two labels (RFC 1035: labels of 63, 253 in all). */
export const hostname = (): Kind<string> =>
    kind(
        'a DNS name in lower case, such as "hrms.example.com" (no scheme, no path)',
        z
            .string()
            .max(253)
            .regex(new RegExp(`^(?:${LABEL}\\.)+[a-z]{2,63}$`)),
    );

export const email = (): Kind<string> => kind("an e-mail address", z.email().max(254));

/** An IPv4 network in CIDR form, written with its first address. */
export function ipv4Network(prefix: { min: number; max: number }): Kind<string> {
    return kind(
        `an IPv4 network such as "10.20.0.0/16", from /${prefix.min} to /${prefix.max}, written with its first address`,
        z.string().refine((value) => {
            const network = parseNetwork(value);
            return network !== undefined && network.prefix >= prefix.min && network.prefix <= prefix.max;
        }),
    );
}

/** The parts of a network that is written with its first address, without needless zeros; undefined for anything else. */
export function parseNetwork(value: string): { address: ipaddr.IPv4; prefix: number } | undefined {
    if (!ipaddr.IPv4.isValidCIDR(value)) {
        return undefined;
    }
    const [, prefix] = ipaddr.IPv4.parseCIDR(value);
    const address = ipaddr.IPv4.networkAddressFromCIDR(value);
    return `${address.toString()}/${prefix}` === value ? { address, prefix } : undefined;
}

/** Minutes since midnight UTC at which a daily window starts and ends; AWS wants half an hour at least. */
export function parseDailyWindow(value: string): { start: number; end: number } | undefined {
    const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(value);
    if (!match) {
        return undefined;
    }
    const [start, end] = [minutes(match[1], match[2]), minutes(match[3], match[4])];
    return { start, end: end > start ? end : end + 24 * 60 };
}

const minutes = (hours: string | undefined, rest: string | undefined): number =>
    Number(hours) * 60 + Number(rest);

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupWindow.html */
export const dailyWindow = (): Kind<string> =>
    kind(
        'a daily window in UTC of 30 minutes to 6 hours, such as "01:00-02:00"',
        z.string().refine((value) => lasts(parseDailyWindow(value), 30, 6 * 60)),
    );

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html */
export const weeklyWindow = (): Kind<string> =>
    kind(
        'a weekly window in UTC of 30 minutes to 6 hours within a day, such as "sun:03:00-sun:04:00"',
        z.string().refine((value) => lasts(parseWeeklyWindow(value), 30, 6 * 60)),
    );

/** The day and the minutes of a weekly window that starts and ends on the same day. */
export function parseWeeklyWindow(value: string): { day: string; start: number; end: number } | undefined {
    const match =
        /^(mon|tue|wed|thu|fri|sat|sun):(\d\d:\d\d)-(mon|tue|wed|thu|fri|sat|sun):(\d\d:\d\d)$/.exec(value);
    const window = match?.[1] === match?.[3] ? parseDailyWindow(`${match?.[2]}-${match?.[4]}`) : undefined;
    return window && window.end <= 24 * 60 ? { day: match?.[1] ?? "", ...window } : undefined;
}

function lasts(window: { start: number; end: number } | undefined, least: number, most: number): boolean {
    return window !== undefined && window.end - window.start >= least && window.end - window.start <= most;
}

/** An absolute URL path. */
export const urlPath = (): Kind<string> => text('a path such as "/login/"', /\/[A-Za-z0-9._~/-]{0,127}/);

/** Either we create a service, or a sentence says who runs it elsewhere. Opting out takes a reason. */
export type HereOrElsewhere = "here" | { readonly elsewhere: string };

export const hereOrElsewhere = (): Kind<HereOrElsewhere> =>
    kind(
        '"here", or "elsewhere: " and a reason of at least 20 characters that says who runs it',
        z
            .string()
            .regex(/^here$|^elsewhere: \S.{18,198}\S$/)
            .transform((value): HereOrElsewhere =>
                value === "here" ? value : { elsewhere: value.slice("elsewhere: ".length) },
            ),
    );
