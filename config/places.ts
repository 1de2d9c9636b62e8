/** What settings accept as a place: regions, time zones, accounts, and the addresses of other services. */
import { mapOf, oneOfMany, text } from "./kinds";
import { nearest, plain } from "./nearest";
import { REGIONS } from "./regions";
import { TIME_ZONES } from "./time-zones";

export const region = oneOfMany(
    "an AWS region such as eu-central-1, of the commercial partition",
    Object.keys(REGIONS),
    (given) => [
        given.replace(/[a-f]$/, ""),
        Object.keys(REGIONS).find((name) => plain(REGIONS[name] ?? "") === plain(given)),
    ],
);

export const timeZone = oneOfMany(
    'a time zone of the IANA database such as "Europe/Berlin", under its current name',
    TIME_ZONES,
    (given) => [
        // Not GMT+1: Etc/GMT+1 is what most people call UTC-1.
        ...(/^GMT/i.test(given)
            ? []
            : [
                  TIME_ZONES.find((name) => plain(name).endsWith(`/${plain(given)}`)),
                  nearest(given, TIME_ZONES),
              ]),
    ],
);

/** Percent-encoded, as RFC 3986 wants it; the host takes it apart (host/root/opt/hrms/bin/fetch-environment). */
const URL_WORD = /[A-Za-z0-9._~!$&'()*+,;=%-]/.source;
const HOST_AND_PORT =
    /[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5]))?/
        .source;
export const MAIL_URL = new RegExp(
    `smtp\\+(?:tls|ssl):\\/\\/(?:${URL_WORD}{1,200}(?::${URL_WORD}{1,300})?@)?${HOST_AND_PORT}\\/?`,
);

/** What sentry_sdk.utils.Dsn takes: a key, a host and the number of a project. */
export const SENTRY_DSN = new RegExp(
    `https:\\/\\/[A-Za-z0-9-]{1,64}@${HOST_AND_PORT}(?:\\/[\\w-]{1,64}){0,3}\\/\\d{1,19}`,
);

/** Addresses that SNS sends to, by name. */
export const WEBHOOKS = mapOf(
    text(
        'an https address, such as "https://events.pagerduty.com/integration/KEY/enqueue"',
        new RegExp(`https:\\/\\/${HOST_AND_PORT}(?:[/?]\\S*)?`),
    ),
    4096,
);

/**
 * The account that was meant by a number that lost its leading zeros: YAML reads 0123… without quotes as a number, in
 * base 8 if no digit is 8 or 9.
 */
export function accountIds(given: string): string[] {
    const digits = given.replace(/[\s-]/g, "");
    if (!/^\d{1,12}$/.test(digits)) {
        return [];
    }
    const octal = Number(digits).toString(8);
    return [...(octal.length === 11 && digits.length < 11 ? [`0${octal}`] : []), digits.padStart(12, "0")];
}
