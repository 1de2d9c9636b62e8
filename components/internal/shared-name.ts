import type { Settings } from "../../config";

/**
 * Whether a name is the apex of the hosted zone. What DNS and HSTS say there also applies to the company's website, its mail
 * and its other services, so the stack says it only for names below.
 */
export const isSharedName = (name: string, { hostedZone }: Pick<Settings, "hostedZone">): boolean =>
    name === hostedZone;
