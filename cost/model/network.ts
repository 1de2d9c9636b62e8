/** The network, the load balancer, the firewall and CloudFront. */
import { assumed, hourly, list, monthly, type PriceOf } from "./context";

/** CloudFront charges nothing for this much in a month, always. https://aws.amazon.com/cloudfront/pricing/ */
const FREE_STATIC_GB = 1000;
const FREE_STATIC_MILLION = 10;

/** AWS charges nothing for this much that an account sends to the Internet in a month. https://aws.amazon.com/ec2/pricing/on-demand/ */
const FREE_OUT_GB = 100;

const above = (quantity: number, free: number): number => Math.max(0, quantity - free);

export const NETWORK = {
    "aws:ec2/vpc:Vpc": (_, { zones, usage }) => [
        assumed("between zones, both directions", "transfer/zone", zones > 1 ? 2 * usage.zoneGb : 0),
    ],
    "aws:ec2/eip:Eip": () => [hourly("a public address", "ipv4/address")],
    // A regional gateway is charged, and has an address, in each zone that it spreads to: those in which hosts run.
    // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
    "aws:ec2/natGateway:NatGateway": ({ inputs }, { zones, usage }) => {
        const isRegional = inputs.availabilityMode === "regional";
        return [
            hourly("gateways", "nat/hour", isRegional ? zones : 1),
            hourly("public addresses", "ipv4/address", isRegional ? zones : 0),
            assumed("data through it", "nat/data", usage.natGb),
        ];
    },
    "aws:ec2/vpcEndpoint:VpcEndpoint": ({ inputs }, { usage }) =>
        inputs.vpcEndpointType === "Interface"
            ? [
                  hourly("endpoint, in each zone", "endpoint/hour", list(inputs.subnetIds).length),
                  assumed("data through it", "endpoint/data", usage.natGb / 10),
              ]
            : [],
    "aws:lb/loadBalancer:LoadBalancer": ({ inputs }, { usage }) => [
        hourly("load balancer", "load-balancer/hour"),
        hourly("public addresses, one in each zone", "ipv4/address", list(inputs.subnets).length),
        assumed("capacity units", "load-balancer/capacity", usage.capacityUnits * 730),
        assumed("sent to browsers", "transfer/out", above(usage.pagesGb, FREE_OUT_GB)),
    ],
    "aws:wafv2/webAcl:WebAcl": ({ inputs }, { usage }) => [
        monthly("web ACL", "firewall/acl"),
        monthly("rules", "firewall/rule", list(inputs.rules).length),
        assumed(
            "requests",
            "firewall/requests",
            inputs.scope === "CLOUDFRONT" ? usage.staticRequests : usage.requests,
        ),
    ],
    "aws:cloudfront/distribution:Distribution": (_, { usage }) => [
        assumed("static files", "cdn/data", above(usage.staticGb, FREE_STATIC_GB)),
        assumed("requests", "cdn/requests", above(usage.staticRequests, FREE_STATIC_MILLION) * 100),
    ],
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": (
        _,
        { usage },
    ) => [assumed("lookups", "dns-firewall/queries", usage.lookups)],
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": ({ inputs }) => [
        monthly("names", "dns-firewall/domain", list(inputs.domains).length),
    ],
} as const satisfies Record<string, PriceOf>;
