/** Pages of people who are logged in, and what they send. */
import { command } from "../command";
import type { Lab } from "../lab";
import { ADDRESSES, entering } from "../network";
import { SEED_PASSWORD } from "../projects";
import type { Page } from ".";

/** Django compares the cookie with the form's field. Any value of this length does. */
const CSRF = "c".repeat(32);
const CSRF_COOKIE = `csrftoken=${CSRF}`;

/** Someone who logs in anew each time. */
export const loginOf = (username: string): Page => ({
    path: "/login/",
    cookie: CSRF_COOKIE,
    form: { csrfmiddlewaretoken: CSRF, username, password: SEED_PASSWORD },
});

/** A page that somebody with this session looks at. */
export const seenBy = (session: string, path: string): Page => ({ path, cookie: session });

/** A form that somebody with this session sends. A field with bytes is a file. */
export const sentBy = (session: string, path: string, form: NonNullable<Page["form"]>): Page => ({
    path,
    cookie: `${session}; ${CSRF_COOKIE}`,
    form: { csrfmiddlewaretoken: CSRF, ...form },
});

/** Logs in a user of the seed, and returns the session's cookie. */
export function logIn(lab: Lab, username: string): string {
    const { domain } = lab.settings;
    const fields = { csrfmiddlewaretoken: CSRF, username, password: SEED_PASSWORD };
    const headers = command(
        "ip",
        entering(lab.network.client, [
            ...["curl", "--silent", "--insecure", "--dump-header", "-", "--output", "/dev/null"],
            ...["--resolve", `${domain}:443:${ADDRESSES.loadBalancer}`, "--referer", `https://${domain}/`],
            ...["--cookie", CSRF_COOKIE, "--data", "@-", `https://${domain}/login/`],
        ]),
        new URLSearchParams(fields).toString(),
    );
    const cookie = /^set-cookie: (\S*sessionid=\w+)/im.exec(headers)?.[1];
    if (cookie === undefined) {
        throw new Error(`${username} could not log in: ${headers}`);
    }
    return cookie;
}
