import * as ipaddr from "ipaddr.js";

/** RFC 1918 and RFC 4193 (unique local IPv6). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].map((range) =>
    ipaddr.parseCIDR(range),
);

/** Whether every address of a CIDR block is a private one; a block that can't be read is not. */
export function isPrivate(cidr: string): boolean {
    if (!ipaddr.isValidCIDR(cidr)) return false;
    const [address, bits] = ipaddr.parseCIDR(cidr);
    return PRIVATE.some(
        ([network, rangeBits]) =>
            network.kind() === address.kind() && bits >= rangeBits && address.match(network, rangeBits),
    );
}

/** Whether a block has at most 2^8 IPv4 or 2^72 IPv6 addresses (/24, /56): the size of one office's network. */
export function isOneSite(cidr: string): boolean {
    if (!ipaddr.isValidCIDR(cidr)) return false;
    const [address, bits] = ipaddr.parseCIDR(cidr);
    return bits >= (address.kind() === "ipv4" ? 24 : 56);
}
