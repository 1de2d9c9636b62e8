import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { isSharedName } from "../internal/shared-name";

/**
 * The value of Strict-Transport-Security. It never includes `preload`: browsers ship that list, and leaving it takes months.
 */
export function strictTransportSecurity(
    settings: Pick<Settings, "domain" | "hostedZone" | "hstsMaxAgeSeconds">,
): string {
    const maxAge = `max-age=${settings.hstsMaxAgeSeconds}`;
    // HTTPS-only could break the company's other services.
    return isSharedName(settings.domain, settings) ? maxAge : `${maxAge}; includeSubDomains`;
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
