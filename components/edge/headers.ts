import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";

/**
 * Whether HSTS may speak for every name below the domain. A domain inside a zone has its subdomains to itself. One
 * that is the zone's apex shares them with whatever else the company runs there, which HTTPS-only would break.
 */
export function ownsSubdomains({ domain, hostedZone }: Pick<Settings, "domain" | "hostedZone">): boolean {
    return domain !== hostedZone;
}

/**
 * Value of Strict-Transport-Security. Never with `preload`: browsers ship that list, and leaving it takes months.
 */
export function strictTransportSecurity(
    settings: Pick<Settings, "domain" | "hostedZone" | "hstsMaxAgeSeconds">,
): string {
    const maxAge = `max-age=${settings.hstsMaxAgeSeconds}`;
    return ownsSubdomains(settings) ? `${maxAge}; includeSubDomains` : maxAge;
}

/**
 * Value of Content-Security-Policy: what holds for any Django project without knowing its pages. Where scripts and
 * styles may come from is left to the application, which alone knows.
 * @param mediaHost - host of the media bucket, from which pages embed documents
 */
export function contentSecurityPolicy(mediaHost: pulumi.Input<string>): pulumi.Output<string> {
    return pulumi.interpolate`${[
        "frame-ancestors 'self'",
        "base-uri 'self'",
        // A login through an identity provider posts here and is redirected there, which browsers hold against 'self'.
        "form-action 'self' https:",
    ].join("; ")}; object-src 'self' https://${mediaHost}`;
}
