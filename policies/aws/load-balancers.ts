interface Balancer {
    readonly loadBalancerType?: string;
}

/** Whether a load balancer reads requests; those of the other types pass on what they get. */
export function isApplication({ loadBalancerType = "application" }: Balancer): boolean {
    return loadBalancerType === "application";
}
