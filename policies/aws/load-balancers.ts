/** Finds out what traffic load balancers and their listeners accept. */
import type { Resource, Stack } from "../stack";

interface Balancer {
    readonly loadBalancerType?: string;
}

/** Whether a load balancer reads requests. The other types only forward traffic. */
export function isApplication({ loadBalancerType = "application" }: Balancer): boolean {
    return loadBalancerType === "application";
}

/** Whether it is open to the internet. That is AWS's default, which is unknown during a preview. */
export function isPublic(
    balancer: Resource & { readonly props: { readonly internal?: boolean } },
    stack: Stack,
): boolean {
    return !(stack.gives(balancer, "internal") && balancer.props.internal === true);
}

interface Protocol {
    readonly protocol?: string;
    readonly port?: number;
}

/**
 * The protocol of a listener from its inputs, in capitals. Without a protocol, a listener of an application load
 * balancer speaks HTTP on every port, even 443. A listener of a gateway load balancer has no protocol and no port.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener#protocol
 */
export function listenerProtocol({ protocol, port }: Protocol): string | undefined {
    return (protocol ?? (port === undefined ? undefined : "HTTP"))?.toUpperCase();
}

/** The same from outputs. An omitted protocol is unknown there during a preview. */
export function protocolIn(
    listener: Resource & { readonly props: Protocol },
    stack: Stack,
): string | undefined {
    const given = (property: "port" | "protocol") => stack.gives(listener, property);
    return listenerProtocol({
        protocol: given("protocol") ? listener.props.protocol : undefined,
        port: given("port") ? listener.props.port : undefined,
    });
}

/**
 * TLS 1.2 and 1.3 with forward secrecy. The Ext policies are not included, because they add older ciphers.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const MODERN_TLS = /^ELBSecurityPolicy-TLS13-1-(2|2-Res|3)(-FIPS)?(-PQ)?-\d{4}-\d{2}$/;
