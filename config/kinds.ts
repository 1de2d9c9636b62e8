/**
 * The kinds of value that a setting can have: how its text is read, what is allowed, in words, and what was probably
 * meant by a text that is not allowed. Pulumi hands every value over as text; lists and numbers arrive as JSON.
 */
import * as ipaddr from "ipaddr.js";
import { z } from "zod";
import { nearest, plain } from "./nearest";

/** Texts that were probably meant by one that is not allowed, the likeliest first. They need not be allowed themselves. */
type Repair = (given: string) => readonly (string | undefined)[];

export interface Kind<T> {
    /** What is allowed, as it stands in a message: "It must be <allowed>." */
    readonly allowed: string;
    /** Reads the text, or throws a ZodError. */
    readonly schema: z.ZodType<T>;
    /** Lists and maps can stand in the stack file as YAML lists and maps. */
    readonly declared: "string" | "array" | "object";
    /** Names of the entries of a map that are not allowed; undefined if the text is no map. */
    readonly wrongEntries?: (given: string) => readonly string[] | undefined;
    readonly repair: Repair;
}

const nothing: Repair = () => [];

export const kind = <T>(allowed: string, schema: z.ZodType<T>, repair: Repair = nothing): Kind<T> => ({
    allowed,
    schema,
    declared: "string",
    repair: (given) => [given.trim(), given.trim().toLowerCase(), ...repair(given.trim())],
});

/** What the text was probably meant to be; undefined if nothing allowed resembles it. */
export const repaired = ({ repair, schema }: Kind<unknown>, given: string): string | undefined =>
    repair(given).find((text) => text !== undefined && schema.safeParse(text).success);

export function text(allowed: string, pattern: RegExp, repair?: Repair): Kind<string> {
    return kind(allowed, z.string().regex(new RegExp(`^(?:${pattern.source})$`, pattern.flags)), repair);
}

export function oneOf<const T extends string>(...values: readonly T[]): Kind<T> {
    return kind(`one of ${values.join(", ")}`, z.enum(values), (given) => [
        values.find((value) => plain(value) === plain(given)),
        only(values.filter((value) => plain(value).startsWith(plain(given)))),
        only(values.filter((value) => plain(given).includes(plain(value)))),
        nearest(given, values),
    ]);
}

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

/** One of a long list, which `allowed` describes instead of naming them all. */
export const oneOfMany = (
    allowed: string,
    values: readonly string[],
    repair: Repair = nothing,
): Kind<string> =>
    kind(
        allowed,
        z.string().refine((value) => values.includes(value)),
        repair,
    );

export const flag = (): Kind<boolean> =>
    kind(
        "true or false",
        z.enum(["true", "false"]).transform((value) => value === "true"),
        (given) => [
            /^(yes|y|on|1)$/i.test(given) ? "true" : undefined,
            /^(no|n|off|0)$/i.test(given) ? "false" : undefined,
        ],
    );

/** A whole number; `unit` goes into the message. */
export function whole(min: number, max: number, unit: string): Kind<number> {
    const schema = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(min).max(max));
    return kind(`a whole number from ${min} to ${max} (${unit})`, schema, (given) => {
        const number = Math.round(numberIn(given));
        return Number.isNaN(number) ? [] : [String(Math.min(max, Math.max(min, number)))];
    });
}

/** A number out of a fixed list, because AWS takes no other. */
export function numberFrom(values: readonly number[], unit: string): Kind<number> {
    const schema = z
        .string()
        .regex(/^\d+$/)
        .transform(Number)
        .refine((value) => values.includes(value));
    return kind(`one of ${values.join(", ")} (${unit})`, schema, (given) => {
        const next = values.find((value) => value >= numberIn(given));
        return [next === undefined ? undefined : String(next)];
    });
}

/** The number that a text starts with: "1e3", "100 GiB". */
const numberIn = (given: string): number => Number.parseFloat(given);

/** A list of values of one kind. Pulumi hands it over as a JSON array. */
export function listOf<T>(item: Kind<T>, { min = 0, max = 50 } = {}): Kind<readonly T[]> {
    const json = z.string().transform((value, context): unknown => {
        const list = jsonIn(value);
        if (list === undefined) {
            context.addIssue({ code: "custom", message: "not a list" });
            return z.NEVER;
        }
        return list;
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
        repair: (given) => {
            const list = jsonIn(given) ?? given.split(/[,\s]+/).filter((entry) => entry !== "");
            if (!Array.isArray(list)) {
                return [];
            }
            const entries = list.map((entry: unknown) =>
                typeof entry === "string" && !item.schema.safeParse(entry).success
                    ? repaired(item, entry)
                    : entry,
            );
            // What cannot be repaired stays, so that the list is not allowed and no entry is lost.
            return [JSON.stringify([...new Set(entries)])];
        },
    };
}

/**
 * Texts by name, whatever the names are: a conflict names the wrong ones. Pulumi turns numbers, true and false into
 * JSON of their own kind; here they become texts again. No message shows a value, because it might be a secret.
 */
export function mapOf(item: Kind<string>, maxBytes: number): Kind<Readonly<Record<string, string>>> {
    const entriesOf = (text: string): [name: string, value: string | undefined][] | undefined => {
        const map = jsonIn(text);
        if (typeof map !== "object" || map === null || Array.isArray(map)) {
            return undefined;
        }
        return Object.entries(map).map(([name, value]: [string, unknown]) => {
            const isScalar = ["string", "number", "boolean"].includes(typeof value);
            const { data } = item.schema.safeParse(isScalar ? String(value) : undefined);
            return [name, data];
        });
    };
    const wrongEntries = (given: string): string[] | undefined =>
        entriesOf(given)?.flatMap(([name, value]) => (value === undefined ? [name] : []));
    const schema = z
        .string()
        .refine((text) => wrongEntries(text)?.length === 0)
        .transform((text) => Object.fromEntries(entriesOf(text) ?? []) as Record<string, string>)
        .refine((map) => Buffer.byteLength(JSON.stringify(map)) <= maxBytes);
    return {
        allowed: `a map of names and values, at most ${maxBytes} bytes in all, each value ${item.allowed}`,
        schema,
        declared: "object",
        repair: nothing,
        wrongEntries,
    };
}

function jsonIn(value: string): unknown {
    try {
        return JSON.parse(value) as unknown;
    } catch {
        return undefined;
    }
}

const LABEL = /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/.source;

/** The last label of a DNS name: letters, or the Punycode of an international one. */
const TOP_LEVEL = /(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])/.source;

/** A DNS name in lower case with at least two labels (RFC 1035: labels of 63, 253 in all). */
export const hostname = ({ max = 253 } = {}): Kind<string> =>
    kind(
        `a DNS name in lower case, such as "hrms.example.com", without scheme or path${max < 253 ? `, of at most ${max} characters` : ""}`,
        z
            .string()
            .max(max)
            .regex(new RegExp(`^(?:${LABEL}\\.)+${TOP_LEVEL}$`)),
        (given) => [
            given
                .toLowerCase()
                .replace(/^[a-z]+:\/\//, "")
                .replace(/[/:].*$/, "")
                .replace(/^\*\./, "")
                .replace(/\.$/, ""),
        ],
    );

/** A DNS name, or all names below one. */
export const hostnames = (): Kind<string> =>
    kind(
        'a DNS name, such as "api.example.com", or all names below one, such as "*.example.com"',
        z.string().refine((value) => hostname().schema.safeParse(value.replace(/^\*\./, "")).success),
        (given) => hostname().repair(given),
    );

/**
 * A dot-atom and a DNS name, as RFC 5321 has them: 64 characters before the "@", 254 in all. Without "${", which policies
 * of IAM take for a variable.
 */
const EMAIL = new RegExp(
    `^(?=.{1,64}@)(?!.*\\$\\{)[\\w!#$%&'*+/=?^\`{|}~-]+(?:\\.[\\w!#$%&'*+/=?^\`{|}~-]+)*@(?:${LABEL}\\.)+${TOP_LEVEL}$`,
    "i",
);

export const email = (): Kind<string> =>
    kind('an e-mail address, such as "hr@example.com"', z.string().max(254).regex(EMAIL), (given) => [
        /<(.*)>/.exec(given)?.[1],
    ]);

/**
 * Somebody whom SNS can reach by e-mail or SMS. Numbers are in the form of E.164.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-phone-number-as-subscriber.html
 */
export const contact = (): Kind<string> =>
    kind(
        'an e-mail address, such as "hr@example.com", or a telephone number for SMS, such as "+4915112345678"',
        z.union([email().schema, z.string().regex(/^\+[1-9]\d{6,14}$/)]),
        (given) => [...email().repair(given), given.replace(/[\s()/.-]/g, "").replace(/^00/, "+")],
    );

/** An address, or a domain with all of its addresses. */
export const emailOrDomain = (): Kind<string> =>
    kind(
        'an e-mail address, such as "hr@example.com", or the domain of all addresses, such as "example.com"',
        // A "*" before the "@" is allowed in addresses, but here it means a domain.
        z.union([email().schema.refine((value) => !value.includes("*")), hostname().schema]),
        (given) => [...email().repair(given), ...hostname().repair(given.replace(/^\*?@/, ""))],
    );

/** Scheme, host and perhaps port of a page, as browsers write it in `Origin`. RFC 6454 */
export const origin = (): Kind<string> =>
    text(
        'the origin of pages, such as "https://people.example.com", without a path',
        new RegExp(`https://(?:${LABEL}\\.)+${TOP_LEVEL}(?::\\d{1,5})?`),
        (given) => {
            const host = given
                .toLowerCase()
                .replace(/^[a-z]+:\/\//, "")
                .replace(/\/.*$/, "");
            return [`https://${host}`];
        },
    );

/** A protocol and a port. */
export const port = (): Kind<string> =>
    kind(
        'a protocol and a port, such as "tcp/636" or "udp/4370"',
        z
            .string()
            .regex(/^(tcp|udp)\/[1-9]\d{0,4}$/)
            .refine((value) => Number(value.split("/")[1]) <= 65_535),
        (given) => {
            const number = /\d+/.exec(given)?.[0] ?? "";
            return [`${/udp/i.test(given) ? "udp" : "tcp"}/${number}`];
        },
    );

/** An IPv4 network in CIDR form, written with its first address. */
export function ipv4Network(prefix: { min: number; max: number }): Kind<string> {
    const example = prefix.min <= 16 ? "10.20.0.0/16" : `203.0.113.0/${prefix.min}`;
    return kind(
        `an IPv4 network such as "${example}", from /${prefix.min} to /${prefix.max}, written with its first address`,
        z.string().refine((value) => {
            const network = parseNetwork(value);
            return network !== undefined && network.prefix >= prefix.min && network.prefix <= prefix.max;
        }),
        (given) => [ipaddr.IPv4.isValidCIDR(given) ? firstAddress(given) : `${given}/32`],
    );
}

/** The parts of a network that is written with its first address, without needless zeros; undefined for anything else. */
export function parseNetwork(value: string): { address: ipaddr.IPv4; prefix: number } | undefined {
    if (!ipaddr.IPv4.isValidCIDR(value)) {
        return undefined;
    }
    const [, prefix] = ipaddr.IPv4.parseCIDR(value);
    const address = ipaddr.IPv4.networkAddressFromCIDR(value);
    return firstAddress(value) === value ? { address, prefix } : undefined;
}

const firstAddress = (cidr: string): string =>
    `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${ipaddr.IPv4.parseCIDR(cidr)[1]}`;

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

/** 1:00 as 01:00. */
const withTwoDigits = (times: string): string => times.replace(/(?<!\d)\d(?=:\d)/g, "0$&");

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupWindow.html */
export const dailyWindow = (): Kind<string> =>
    kind(
        'a daily window in UTC of 30 minutes to 6 hours, such as "01:00-02:00"',
        z.string().refine((value) => lasts(parseDailyWindow(value), 30, 6 * 60)),
        (given) => [withTwoDigits(given)],
    );

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html */
export const weeklyWindow = (): Kind<string> =>
    kind(
        'a weekly window in UTC of 30 minutes to 6 hours within a day, such as "sun:03:00-sun:04:00"',
        z.string().refine((value) => lasts(parseWeeklyWindow(value), 30, 6 * 60)),
        (given) => [withTwoDigits(given.toLowerCase().replace(/([a-z]{3})[a-z]*/g, "$1"))],
    );

/** The day and the minutes of a weekly window within a day; midnight at its end would be the start of the same day. */
export function parseWeeklyWindow(value: string): { day: string; start: number; end: number } | undefined {
    const match =
        /^(mon|tue|wed|thu|fri|sat|sun):(\d\d:\d\d)-(mon|tue|wed|thu|fri|sat|sun):(\d\d:\d\d)$/.exec(value);
    const window = match?.[1] === match?.[3] ? parseDailyWindow(`${match?.[2]}-${match?.[4]}`) : undefined;
    return window && window.end < 24 * 60 ? { day: match?.[1] ?? "", ...window } : undefined;
}

function lasts(window: { start: number; end: number } | undefined, least: number, most: number): boolean {
    return window !== undefined && window.end - window.start >= least && window.end - window.start <= most;
}

/** An absolute URL path. */
export const urlPath = (): Kind<string> =>
    text('a path such as "/login/"', /\/[A-Za-z0-9._~/-]{0,127}/, (given) => {
        const path = given.replace(/[?#].*$/, "");
        return [path, `/${path}`];
    });

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
