import { on, stackPolicy } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import { integer, type Values } from "../settings";
import type { Node } from "../stack";
import { knownUserData } from "../aws/user-data";
import { decide, each, faultIf, type Findings, isSet, known } from "../verdict";

/** What scanners and browsers' preload lists ask for; https://hstspreload.org */
const YEAR_SECONDS = 31_536_000;

/** Seconds that a value of the header promises; -1 where there is none. */
function maxAge(header: string | undefined): number {
    return Number(/\bmax-age="?(\d+)/i.exec(header ?? "")?.[1] ?? -1);
}

/** What Nginx adds to its answers, in a template of its configuration. */
const NGINX_HEADER = /add_header\s+["']?Strict-Transport-Security["']?\s+([^\n]*)/gi;

function nginxSends(script: string, seconds: number): boolean {
    return [...script.matchAll(NGINX_HEADER)].some(([, value]) => maxAge(value) >= seconds);
}

/**
 * AWS's own policies with the header, for a year.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
const MANAGED_POLICIES = [
    "67f7725c-6f97-4210-82d7-5512b31e9d03",
    "e61eb60c-9c35-4d20-a928-2b84e02af89c",
    "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
];

type HeadersPolicy = Node<Props<typeof types.responseHeadersPolicy>>;

function policySends({ props }: HeadersPolicy, seconds: number): boolean {
    const header = props.securityHeadersConfig?.strictTransportSecurity;
    return header !== undefined && header.accessControlMaxAgeSec >= seconds;
}

interface Behavior {
    readonly responseHeadersPolicyId?: string;
}

function judgeBehavior(
    place: string,
    behavior: Behavior,
    policies: readonly HeadersPolicy[],
    seconds: number,
): Findings {
    const id = known(() => behavior.responseHeadersPolicyId);
    if (id !== undefined && MANAGED_POLICIES.includes(id) && seconds <= YEAR_SECONDS) return [];
    return faultIf(
        `${place} has no response headers policy with a long max-age`,
        () =>
            !isSet(behavior, "responseHeadersPolicyId") ||
            policies.length === 0 ||
            !policies.every((policy) => policySends(policy, seconds)),
    );
}

const settings = {
    maxAgeSeconds: integer(
        "Seconds that browsers insist on HTTPS at least; fewer only while a new domain is tried out",
        YEAR_SECONDS,
        { minimum: 60, maximum: 63_072_000 },
    ),
};

export const httpsSendsHsts = stackPolicy({
    name: "https-sends-hsts",
    checklist: "security.tls.hsts",
    severity: "medium",
    onUnknown: "deny",
    requires: "Answers over HTTPS tell the browser to never use plain HTTP again.",
    otherwise:
        "On a hotel's network, the first click on an old http link hands the session to whoever runs the network.",
    remedy:
        "Set routingHttpResponseStrictTransportSecurityHeaderValue of the listener to max-age=31536000, and give the " +
        "distribution's behaviors a response headers policy with strictTransportSecurity.",
    equivalents: ["checkov:CKV_AWS_259", "checkov:CKV2_AWS_32"],
    settings,
    rules: [
        on(types.listener, ({ props }, stack, { maxAgeSeconds }: Values<typeof settings>) =>
            // Nginx first: of a listener that leaves the header to it, AWS fills the value in.
            knownUserData(stack).some((script) => nginxSends(script, maxAgeSeconds))
                ? []
                : faultIf(
                      "routingHttpResponseStrictTransportSecurityHeaderValue has no long max-age",
                      () =>
                          props.protocol === "HTTPS" &&
                          maxAge(props.routingHttpResponseStrictTransportSecurityHeaderValue) < maxAgeSeconds,
                  ),
        ),
        on(types.distribution, (distribution, stack, { maxAgeSeconds }: Values<typeof settings>) => {
            const policiesOf = (property: string) =>
                stack.referred(distribution, property, types.responseHeadersPolicy);
            const { props } = distribution;
            return [
                ...decide(() =>
                    judgeBehavior(
                        "defaultCacheBehavior",
                        props.defaultCacheBehavior,
                        policiesOf("defaultCacheBehavior"),
                        maxAgeSeconds,
                    ),
                ),
                ...each(
                    () => props.orderedCacheBehaviors,
                    (behavior, index) =>
                        judgeBehavior(
                            `orderedCacheBehaviors[${index}]`,
                            behavior,
                            policiesOf("orderedCacheBehaviors"),
                            maxAgeSeconds,
                        ),
                ),
            ];
        }),
    ],
});
