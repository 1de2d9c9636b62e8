import * as ipaddr from "ipaddr.js";

/** A block of IPv4 addresses, including both ends. */
export interface Cidr {
    readonly text: string;
    readonly prefix: number;
    readonly first: number;
    readonly last: number;
}

const numberOf = (address: ipaddr.IPv4): number =>
    address.octets.reduce((sum, octet) => sum * 256 + octet, 0);

/** Parses a block. Undefined if it is malformed or if its address is not the first one of the block. */
export function parseCidr(text: string): Cidr | undefined {
    if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) {
        return undefined;
    }
    const [address, prefix] = ipaddr.IPv4.parseCIDR(text);
    const first = numberOf(address);
    const size = 2 ** (32 - prefix);
    return first % size === 0 ? { text, prefix, first, last: first + size - 1 } : undefined;
}

export const contains = (outer: Cidr, inner: Cidr): boolean =>
    outer.first <= inner.first && inner.last <= outer.last;

export const overlap = (a: Cidr, b: Cidr): boolean => a.first <= b.last && b.first <= a.last;

/** The `at`-th address of a block, as text. */
export function addressIn({ first, last }: Cidr, at: number): string {
    const address = first + (at % (last - first + 1));
    return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** Whether AWS and the provider accept the text as an IPv4 or IPv6 block. Its host bits must be zero. */
export function isCidr(text: string): boolean {
    if (text.includes(":")) {
        return (
            ipaddr.IPv6.isValidCIDR(text) &&
            ipaddr.IPv6.networkAddressFromCIDR(text).toString() === ipaddr.IPv6.parseCIDR(text)[0].toString()
        );
    }
    return parseCidr(text) !== undefined;
}
