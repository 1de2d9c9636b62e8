import type { Settings } from "../../config";

/** Names of the processor architectures in EC2 and in Debian. https://wiki.debian.org/Cloud/AmazonEC2Image */
const DEBIAN_ARCHITECTURE = { arm64: "arm64", x86_64: "amd64" } as const;

/** The public parameter with the id of Debian's newest image: https://wiki.debian.org/Cloud/AmazonEC2Image/Trixie */
export const newestDebian = (architecture: Settings["architecture"]): string =>
    `/aws/service/debian/release/13/latest/${DEBIAN_ARCHITECTURE[architecture]}`;
