import * as fc from "fast-check";
import * as ipaddr from "ipaddr.js";
import { planSubnets } from "../../../../components/network/subnet-plan";

/** First and last address of a network, as numbers. */
function bounds(cidr: string): [number, number] {
    const [address, prefix] = ipaddr.IPv4.parseCIDR(cidr);
    const first = address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
    return [first, first + 2 ** (32 - prefix) - 1];
}

const vpc = fc
    .record({ second: fc.nat(255), third: fc.nat(255), prefix: fc.integer({ min: 16, max: 20 }) })
    .map(({ second, third, prefix }) => {
        const network = ipaddr.IPv4.networkAddressFromCIDR(`10.${second}.${third}.0/${prefix}`);
        return `${network.toString()}/${prefix}`;
    });
const zones = fc.integer({ min: 1, max: 4 });
const subnets = (cidr: string, count: number): string[] =>
    planSubnets(cidr, count).flatMap((zone) => [zone.public, zone.private, zone.isolated]);

test("a VPC of /16 over three zones", () => {
    expect(planSubnets("10.20.0.0/16", 3)).toEqual([
        { private: "10.20.0.0/19", public: "10.20.32.0/20", isolated: "10.20.48.0/20" },
        { private: "10.20.64.0/19", public: "10.20.96.0/20", isolated: "10.20.112.0/20" },
        { private: "10.20.128.0/19", public: "10.20.160.0/20", isolated: "10.20.176.0/20" },
    ]);
});

test("every subnet is a network inside the VPC, large enough for a load balancer", () => {
    fc.assert(
        fc.property(vpc, zones, (cidr, count) => {
            const [first, last] = bounds(cidr);
            for (const subnet of subnets(cidr, count)) {
                const [from, to] = bounds(subnet);
                expect(from).toBeGreaterThanOrEqual(first);
                expect(to).toBeLessThanOrEqual(last);
                // AWS refuses a CIDR block with host bits set.
                expect(
                    `${ipaddr.IPv4.networkAddressFromCIDR(subnet).toString()}/${subnet.split("/")[1] ?? ""}`,
                ).toBe(subnet);
                expect(to - from + 1).toBeGreaterThanOrEqual(2 ** (32 - 27));
            }
        }),
    );
});

test("no two subnets share an address", () => {
    fc.assert(
        fc.property(vpc, zones, (cidr, count) => {
            const sorted = subnets(cidr, count)
                .map(bounds)
                .sort(([a], [b]) => a - b);
            sorted.slice(1).forEach(([from], index) => {
                expect(from).toBeGreaterThan(sorted[index]?.[1] ?? Infinity);
            });
        }),
    );
});

test("another zone changes no subnet that exists", () => {
    fc.assert(
        fc.property(vpc, fc.integer({ min: 1, max: 3 }), (cidr, count) => {
            expect(planSubnets(cidr, count + 1).slice(0, count)).toEqual(planSubnets(cidr, count));
        }),
    );
});

test.each([
    ["10.0.0.0/21", 2],
    ["10.0.0.0/16", 5],
    ["10.0.0.0/16", 0],
])("%s over %d zones is refused", (cidr, count) => {
    expect(() => planSubnets(cidr, count)).toThrow(`No room for ${count} zones in ${cidr}`);
});
