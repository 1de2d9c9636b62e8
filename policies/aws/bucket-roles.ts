/** What a bucket is for, as the resources around it tell. */
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { surely } from "../verdict";

/** Whether S3 or a load balancer writes access logs into it. */
export function isLogTarget(bucket: Resource, stack: Stack): boolean {
    return (
        stack.referring(types.bucketLogging, "targetBucket", bucket).length > 0 ||
        stack.referring(types.loadBalancer, "accessLogs", bucket).length > 0
    );
}

/** Whether CloudFront serves it to everyone: without signed URLs, its content is public anyway. */
export function isServedToEveryone(bucket: Resource, stack: Stack): boolean {
    return stack
        .referring(types.distribution, "origins", bucket)
        .some(
            ({ props }) =>
                !surely(() =>
                    [props.defaultCacheBehavior, ...(props.orderedCacheBehaviors ?? [])].some(
                        ({ trustedKeyGroups = [], trustedSigners = [] }) =>
                            trustedKeyGroups.length > 0 || trustedSigners.length > 0,
                    ),
                ),
        );
}
