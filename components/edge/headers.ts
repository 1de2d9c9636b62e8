import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";

/**
 * Whether HSTS can include the subdomains. A domain inside a zone owns its subdomains. A domain that is the zone's apex
 * shares them with the company's other services, which HTTPS-only could break.
 */
export function ownsSubdomains({ domain, hostedZone }: Pick<Settings, "domain" | "hostedZone">): boolean {
    return domain !== hostedZone;
}

/**
 * The value of Strict-Transport-Security. It never includes `preload`: browsers ship that list, and leaving it takes months.
 */
export function strictTransportSecurity(
    settings: Pick<Settings, "domain" | "hostedZone" | "hstsMaxAgeSeconds">,
): string {
    const maxAge = `max-age=${settings.hstsMaxAgeSeconds}`;
    return ownsSubdomains(settings) ? `${maxAge}; includeSubDomains` : maxAge;
}

/**
 * The value of Content-Security-Policy: the part that fits any Django project. Only the application knows where its scripts
 * and styles come from, so it sets those directives itself.
 * @param mediaHost - host of the media bucket, from which pages embed documents
 */
export function contentSecurityPolicy(mediaHost: pulumi.Input<string>): pulumi.Output<string> {
    return pulumi.interpolate`${[
        "frame-ancestors 'self'",
        "base-uri 'self'",
        // A login through an identity provider posts to us and is redirected to the provider, which browsers reject with 'self'.
        "form-action 'self' https:",
    ].join("; ")}; object-src 'self' https://${mediaHost}`;
}
