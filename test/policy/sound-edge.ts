/** Load balancers and distributions that satisfy every policy, with everything that the pack requires around them. */
import * as types from "../../policies/resource-types";
import { fixture, type Scene } from "./case";
import { type Resource, UNKNOWN } from "./harness";
import { alarmOn, alarmsOn, subscription, topic } from "./sound-alarms";

/** AWS's `SecurityHeadersPolicy`. */
export const MANAGED_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03";
const REDIRECT = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };

type Args = Parameters<ReturnType<typeof fixture>>;

export const balancer = fixture(types.loadBalancer, {
    internal: false,
    dropInvalidHeaderFields: true,
    enableDeletionProtection: true,
    accessLogs: { bucket: "logs", enabled: true },
});
export const httpListener = fixture(types.listener, {
    protocol: "HTTP",
    port: 80,
    defaultActions: [REDIRECT],
});
export const httpsListener = fixture(types.listener, {
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000",
});
export const targetGroup = fixture(types.targetGroup, { protocol: "HTTPS", port: 443 });
export const listenerRule = fixture(types.listenerRule, { priority: 1, actions: [REDIRECT] });
export const association = fixture(types.webAclAssociation);
export const healthCheck = fixture(types.healthCheck, { type: "HTTPS", resourcePath: "/health/live" });

/** A check from outside, and an alarm that reaches a person. */
export function checkedFromOutside(check: Resource = healthCheck()): readonly Resource[] {
    return [check, alarmOn(check, "HealthCheckStatus"), topic(), subscription()];
}

interface BalancerParts {
    readonly http?: "none";
    readonly firewall?: "none";
    /** @defaultValue - a health check with an alarm */
    readonly outside?: readonly Resource[];
}

/** A load balancer and, if it is public, everything that belongs to it. */
export function balancerScene(
    [changes, extra]: Args = [],
    { http, firewall, outside = checkedFromOutside() }: BalancerParts = {},
): Scene {
    const subject = balancer(changes, extra);
    return [
        subject,
        ...(http === "none" ? [] : [httpListener({}, { references: { loadBalancerArn: [subject] } })]),
        ...(firewall === "none" ? [] : [association({}, { references: { resourceArn: [subject] } })]),
        ...alarmsOn(subject),
        ...outside,
    ];
}

export const BEHAVIOR = {
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    responseHeadersPolicyId: MANAGED_HEADERS,
};
export const BUCKET = { originId: "static", originAccessControlId: UNKNOWN };
export const SITE = {
    originId: "site",
    customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
};
const distribution = fixture(types.distribution, {
    viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2021" },
    defaultCacheBehavior: BEHAVIOR,
    orderedCacheBehaviors: [BEHAVIOR],
    origins: [BUCKET, SITE],
    webAclId: UNKNOWN,
    loggingConfig: { bucket: "logs.s3.amazonaws.com" },
});

/** A distribution and everything that belongs to it. */
export function distributionScene([changes, extra]: Args = [], ...others: readonly Resource[]): Scene {
    return [distribution(changes, extra), ...checkedFromOutside(), ...others];
}
