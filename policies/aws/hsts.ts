/** Finds the max-age of the header Strict-Transport-Security in every place where a program can set it. */
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import type { Node, Stack } from "../stack";
import { known } from "../verdict";
import { knownUserData } from "./user-data";

/** The value that scanners and browsers' preload lists require. https://hstspreload.org */
export const YEAR_SECONDS = 31_536_000;

/** The header's max-age in seconds, or -1 if it has none. */
export function maxAge(header: string | undefined): number {
    return Number(/\bmax-age="?(\d+)/i.exec(header ?? "")?.[1] ?? -1);
}

/** The forms in user data: a configuration of Nginx or Caddy, or Django's own setting. */
const WRITTEN = [
    /Strict-Transport-Security["']?:?\s+([^\n]*)/gi,
    /\bSECURE_HSTS_SECONDS["']?\s*[:=]\s*["']?(\d+)/g,
];

/** Seconds in the hosts' scripts, as far as the scripts are known. */
export function secondsWritten(stack: Stack): number[] {
    const values = knownUserData(stack).flatMap((script) =>
        WRITTEN.flatMap((pattern) => [...script.matchAll(pattern)].map(([, value = ""]) => value)),
    );
    return values
        .map((value) => (/^\d+$/.test(value) ? Number(value) : maxAge(value)))
        .filter((seconds) => seconds >= 0);
}

/**
 * AWS's own policies, and the seconds of their header: a year, or no header.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
const MANAGED_POLICIES: Readonly<Record<string, number | undefined>> = {
    "67f7725c-6f97-4210-82d7-5512b31e9d03": YEAR_SECONDS,
    "e61eb60c-9c35-4d20-a928-2b84e02af89c": YEAR_SECONDS,
    "eaab4381-ed33-4a86-88ca-d9558dc6cd63": YEAR_SECONDS,
    "60669652-455b-4ae9-85a4-c4c02393f86c": undefined,
    "5cc3b908-e619-4b99-88e5-2cf7f45965bd": undefined,
};

export type HeadersPolicy = Node<Props<typeof types.responseHeadersPolicy>>;

/** Seconds of the header that a policy adds, or undefined if it adds none. */
const secondsOf = ({ props }: HeadersPolicy): number | undefined =>
    props.securityHeadersConfig?.strictTransportSecurity?.accessControlMaxAgeSec;

/** The seconds that the headers policy of a behavior sets. Throws if they are unknown. */
export function secondsPromised(
    behavior: { readonly responseHeadersPolicyId?: string },
    policies: readonly HeadersPolicy[],
): (number | undefined)[] {
    const id = known(() => behavior.responseHeadersPolicyId);
    return id !== undefined && id in MANAGED_POLICIES ? [MANAGED_POLICIES[id]] : policies.map(secondsOf);
}
