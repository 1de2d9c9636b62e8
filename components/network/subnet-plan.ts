import * as ipaddr from "ipaddr.js";

/** The CIDR blocks of one zone. */
export interface ZonePlan {
    /** Load balancer and, where there is one, the NAT. */
    readonly public: string;
    /** Hosts and functions. */
    readonly private: string;
    /** Database and cache. */
    readonly isolated: string;
}

/**
 * The subnets of the first `zones` zones (1 to 4). Each zone has a quarter of the VPC whether it is used or not, so
 * that another zone changes no subnet that exists. Half of the quarter is for hosts, a fourth each for what is public
 * and what is isolated: a VPC of /16 has private subnets of 8,187 usable addresses, one of /20 has 507.
 * Throws for what is not an IPv4 network, and for one smaller than /20: AWS's smallest subnet is /28, and a load
 * balancer wants /27.
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
