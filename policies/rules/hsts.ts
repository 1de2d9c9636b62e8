import { type HeadersPolicy, maxAge, secondsPromised, secondsWritten, YEAR_SECONDS } from "../aws/hsts";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { choice, integer, type Values } from "../settings";
import type { Resource, Stack } from "../stack";
import { decide, each, faultIf, type Findings, isSet, notInThisStack, unseen } from "../verdict";

const settings = {
    maxAgeSeconds: integer(
        "Fewest seconds for which browsers insist on HTTPS. Use a small number only to try out a new domain",
        YEAR_SECONDS,
        { minimum: 60, maximum: 63_072_000 },
    ),
    sentBy: choice(
        "Who sends the header: the load balancer and CloudFront (edge), or Django or its web server (application), " +
            "which no policy can see",
        "unknown",
        ["unknown", "edge", "application"],
    ),
};
type Wanted = Values<typeof settings>;

/** Nothing in the stack sends the header. This is a fault only if nothing outside the stack can send it. */
function absent(fault: string, sentBy: Wanted["sentBy"]): Findings {
    if (sentBy === "application") return [];
    return sentBy === "edge"
        ? [{ outcome: "failed", fault }]
        : unseen(`${fault}. Whether the application sends the header`);
}

interface Behavior {
    readonly responseHeadersPolicyId?: string;
    readonly targetOriginId?: string;
}

function judgeBehavior(
    place: string,
    behavior: Behavior,
    { policies, isOfFiles, wanted }: Circumstances,
): Findings {
    if (!isSet(behavior, "responseHeadersPolicyId")) {
        return absent(
            `${place} has no response headers policy`,
            isOfFiles(behavior) ? "edge" : wanted.sentBy,
        );
    }
    const promised = secondsPromised(behavior, policies);
    if (promised.length === 0) return notInThisStack(`${place}.responseHeadersPolicyId`);
    if (promised.some((seconds) => seconds !== undefined && seconds < wanted.maxAgeSeconds)) {
        return [{ outcome: "failed", fault: `${place} has a response headers policy with a short max-age` }];
    }
    return promised.includes(undefined)
        ? absent(
              `${place} has a response headers policy without strictTransportSecurity`,
              isOfFiles(behavior) ? "edge" : wanted.sentBy,
          )
        : [];
}

interface Circumstances {
    readonly policies: readonly HeadersPolicy[];
    /** Whether a behavior serves files of a bucket. A bucket never sends this header. */
    readonly isOfFiles: (behavior: Behavior) => boolean;
    readonly wanted: Wanted;
}

export const httpsSendsHsts = stackPolicy({
    name: "https-sends-hsts",
    checklist: "security.tls.hsts",
    severity: "medium",
    onUnknown: "deny",
    requires: "Responses over HTTPS tell the browser never to use plain HTTP again.",
    otherwise:
        "On a hotel's network, the first click on an old http link hands the session to whoever runs the network.",
    remedy:
        "Set routingHttpResponseStrictTransportSecurityHeaderValue of the listener to max-age=31536000, and give the " +
        "distribution's behaviors a response headers policy with strictTransportSecurity. If Django or its web server " +
        "sends the header, set this policy's setting sentBy to application.",
    equivalents: ["checkov:CKV_AWS_259"],
    settings,
    rules: [
        on(types.listener, (listener, stack, wanted: Wanted) => judgeListener(listener, stack, wanted)),
        on(types.distribution, (distribution, stack, wanted: Wanted) => {
            const { props } = distribution;
            const of = (property: string): Circumstances => ({
                policies: stack.referred(distribution, property, types.responseHeadersPolicy),
                isOfFiles: ({ targetOriginId }) =>
                    props.origins.some(
                        (origin) =>
                            origin.originId === targetOriginId && isSet(origin, "originAccessControlId"),
                    ),
                wanted,
            });
            return [
                ...decide(() =>
                    judgeBehavior(
                        "defaultCacheBehavior",
                        props.defaultCacheBehavior,
                        of("defaultCacheBehavior"),
                    ),
                ),
                ...each(
                    () => props.orderedCacheBehaviors,
                    (behavior, index) =>
                        judgeBehavior(
                            `orderedCacheBehaviors[${index}]`,
                            behavior,
                            of("orderedCacheBehaviors"),
                        ),
                ),
            ];
        }),
    ],
});

const HEADER = "routingHttpResponseStrictTransportSecurityHeaderValue";

function judgeListener(
    listener: Resource & { readonly props: { protocol?: string; [HEADER]?: string } },
    stack: Stack,
    { maxAgeSeconds, sentBy }: Wanted,
): Findings {
    const { props } = listener;
    return decide(() => {
        if (props.protocol !== "HTTPS") return [];
        // The hosts come first, because AWS fills in the value for a listener that leaves the header to them.
        const written = secondsWritten(stack);
        if (written.some((seconds) => seconds >= maxAgeSeconds)) return [];
        if (stack.gives(listener, HEADER)) {
            return faultIf(
                `${HEADER} has a short max-age or none`,
                () => maxAge(props[HEADER]) < maxAgeSeconds,
            );
        }
        return written.length > 0
            ? [{ outcome: "failed", fault: "The header in user data has a short max-age or none" }]
            : absent(`${HEADER} is left out`, sentBy);
    });
}
