/** Where Debian's packages come from. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { CHECKOUT } from "../system/checkout";

interface Sources {
    readonly apt: Readonly<Record<"primary" | "security", readonly [{ readonly uri: string }]>>;
}

/** The Debian mirrors in the hosts' user data. */
const { apt } = parse(readFileSync(join(CHECKOUT, "host/cloud-init.yaml"), "utf8")) as Sources;
export const DEBIAN = { primary: new URL(apt.primary[0].uri), security: new URL(apt.security[0].uri) };

/** The Debian of hosts. */
export const SUITE = "trixie";
export type Suite = typeof SUITE | "sid";

/** Packages are signed, and the outer machine's apt can lack certificate authorities. */
const unencrypted = (url: URL): string => url.href.replace("https:", "http:");

/** Unstable has no updates apart. */
export const SOURCES: Readonly<Record<Suite, readonly string[]>> = {
    [SUITE]: [
        `${unencrypted(DEBIAN.primary)} ${SUITE}`,
        `${unencrypted(DEBIAN.primary)} ${SUITE}-updates`,
        `${unencrypted(DEBIAN.security)} ${SUITE}-security`,
    ],
    sid: [`${unencrypted(DEBIAN.primary)} sid`],
};
