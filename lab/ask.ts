/** Requests from the internet, one by one: what a browser would hide, such as redirects, is in the answer. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "./command";
import type { Lab } from "./lab";
import { ADDRESSES, entering } from "./network";

export interface Question {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Fields of a form. A value of `@` and a path sends that file. */
    readonly form?: Readonly<Record<string, string>>;
}

export interface Answer {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: Buffer;
}

/** A header of the answer, or undefined. */
export const headerOf = ({ headers }: Answer, name: string): string | undefined =>
    headers.find(([one]) => one === name)?.[1];

/** Sends one request to the site through the load balancer. Throws if there is no answer. */
export function ask(
    lab: Lab,
    path: string,
    { method = "GET", headers = {}, form = {} }: Question = {},
): Answer {
    const { domain } = lab.settings;
    const lines = [
        ...Object.entries(headers).map(([name, value]) => `header = "${name}: ${value}"`),
        ...Object.entries(form).map(([name, value]) =>
            value.startsWith("@") ? `form = "${name}=${value}"` : `form-string = "${name}=${value}"`,
        ),
    ];
    const body = join(lab.folder, "answer");
    const told = command(
        "ip",
        entering(lab.network.client, [
            ...["curl", "--silent", "--show-error", "--insecure", "--request", method, "--config", "-"],
            ...["--resolve", `${domain}:443:${ADDRESSES.loadBalancer}`],
            ...["--dump-header", "-", "--output", body, `https://${domain}${path}`],
        ]),
        lines.join("\n"),
    );
    // Only the last answer counts: "100 Continue" can come before it.
    const [first = "", ...rest] = (told.trim().split("\r\n\r\n").at(-1) ?? "").split("\r\n");
    return {
        status: Number(first.split(" ")[1]),
        headers: rest.map((line) => {
            const [name = "", ...value] = line.split(": ");
            return [name.toLowerCase(), value.join(": ")] as const;
        }),
        body: readFileSync(body),
    };
}
