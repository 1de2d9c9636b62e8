import * as ipaddr from "ipaddr.js";

/** RFC 1918 and RFC 4193 (unique local IPv6). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/** Whether every address of a CIDR block is private. A malformed block is not. */
export function isPrivate(cidr: string): boolean {
    return isWithin(cidr, PRIVATE);
}

/** Whether every address of a CIDR block is in one of the networks. A malformed block is not. */
export function isWithin(cidr: string, networks: readonly string[]): boolean {
    if (!ipaddr.isValidCIDR(cidr)) return false;
    const [address, bits] = ipaddr.parseCIDR(cidr);
    return networks
        .filter((network) => ipaddr.isValidCIDR(network))
        .map((network) => ipaddr.parseCIDR(network))
        .some(
            ([network, networkBits]) =>
                network.kind() === address.kind() &&
                bits >= networkBits &&
                address.match(network, networkBits),
        );
}

/** Whether a block has at most 2^8 IPv4 or 2^72 IPv6 addresses (/24, /56): the size of one office's network. */
export function isOneSite(cidr: string): boolean {
    if (!ipaddr.isValidCIDR(cidr)) return false;
    const [address, bits] = ipaddr.parseCIDR(cidr);
    return bits >= (address.kind() === "ipv4" ? 24 : 56);
}
