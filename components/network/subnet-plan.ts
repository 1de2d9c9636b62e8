import * as ipaddr from "ipaddr.js";

/** The CIDR blocks of one zone. */
export interface ZonePlan {
    /** For the load balancer and the NAT, if there is one. */
    readonly public: string;
    /** Hosts and functions. */
    readonly private: string;
    /** Database and cache. */
    readonly isolated: string;
}

/**
 * The subnets of the first `zones` zones (1 to 4). Each zone gets a quarter of the VPC, whether it is used or not, so that
 * another zone changes no existing subnet. Half of the quarter is private, a fourth each is public and isolated: in a /16
 * VPC, a private subnet has 8,187 usable addresses; in a /20, 507.
 * Throws if the text is not an IPv4 network, or if the network is smaller than /20: AWS's smallest subnet is /28, and a
 * load balancer needs /27.
 */
export function planSubnets(vpcCidr: string, zones: number): ZonePlan[] {
    const [address, prefix] = ipaddr.IPv4.parseCIDR(vpcCidr);
    if (prefix > 20 || zones < 1 || zones > 4) {
        throw new Error(
            `No room for ${zones} zones in ${vpcCidr}: at most 4 zones fit, in a VPC of /20 or larger`,
        );
    }
    const start = address.toByteArray().reduce((number, byte) => number * 256 + byte, 0);
    const block = (offset: number, length: number): string => `${dotted(start + offset)}/${length}`;
    const sizeOf = (length: number): number => 2 ** (32 - length);

    return Array.from({ length: zones }, (_, zone) => {
        const quarter = zone * sizeOf(prefix + 2);
        return {
            private: block(quarter, prefix + 3),
            public: block(quarter + sizeOf(prefix + 3), prefix + 4),
            isolated: block(quarter + sizeOf(prefix + 3) + sizeOf(prefix + 4), prefix + 4),
        };
    });
}

function dotted(number: number): string {
    return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}
