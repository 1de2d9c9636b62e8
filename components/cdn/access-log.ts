import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Storage } from "../storage";

/** CloudFront delivers its logs from this region, whatever region the bucket is in. */
const CDN_REGION = "us-east-1";

/** The logged fields of a request: those that show errors and load, but no cookie, query or referrer. */
const LOGGED_FIELDS = [
    "date",
    "time",
    "x-edge-location",
    "x-edge-request-id",
    "c-ip",
    "cs-method",
    "x-host-header",
    "cs-uri-stem",
    "cs(User-Agent)",
    "cs-protocol",
    "cs-protocol-version",
    "ssl-protocol",
    "ssl-cipher",
    "sc-status",
    "sc-bytes",
    "sc-content-type",
    "time-taken",
    "time-to-first-byte",
    "x-edge-result-type",
    "x-edge-detailed-result-type",
];

/**
 * The distribution's access log, in the logs bucket under `AWSLogs/<account>/CloudFront/`. It uses standard logging
 * version 2, because the older version writes with ACLs, which the bucket rejects.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function deliverAccessLog(
    name: string,
    distribution: aws.cloudfront.Distribution,
    storage: Storage,
    opts: pulumi.CustomResourceOptions,
): void {
    const region = CDN_REGION;
    const source = new aws.cloudwatch.LogDeliverySource(
        `${name}-log-source`,
        { logType: "ACCESS_LOGS", resourceArn: distribution.arn, region },
        opts,
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
        `${name}-log-destination`,
        {
            deliveryDestinationConfiguration: { destinationResourceArn: storage.logs.arn },
            outputFormat: "json",
            region,
        },
        opts,
    );
    new aws.cloudwatch.LogDelivery(
        `${name}-log-delivery`,
        {
            deliverySourceName: source.name,
            deliveryDestinationArn: destination.arn,
            recordFields: LOGGED_FIELDS,
            s3DeliveryConfigurations: [{ suffixPath: "/{yyyy}/{MM}/{dd}", enableHiveCompatiblePath: false }],
            region,
        },
        // AWS checks the bucket's policy when the delivery starts.
        { ...opts, dependsOn: [storage] },
    );
}
