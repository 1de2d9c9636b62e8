import * as aws from "@pulumi/aws";
import { RefusalCase } from "./support/case";

const region = "us-east-1";
const distribution = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE1234";
const bucket = { destinationResourceArn: "arn:aws:s3:::hrms-logs" };

const source = (name: string): aws.cloudwatch.LogDeliverySource =>
    new aws.cloudwatch.LogDeliverySource(`${name}-source`, {
        logType: "ACCESS_LOGS",
        resourceArn: distribution,
        region,
    });

const destination = (name: string): aws.cloudwatch.LogDeliveryDestination =>
    new aws.cloudwatch.LogDeliveryDestination(`${name}-destination`, {
        deliveryDestinationConfiguration: bucket,
        region,
    });

export const cases: readonly RefusalCase[] = [
    {
        id: "logs-delivery-source-name",
        program: (name) =>
            new aws.cloudwatch.LogDeliverySource(name, {
                name: "static files",
                logType: "ACCESS_LOGS",
                resourceArn: distribution,
                region,
            }),
        message: "satisfy regular expression pattern: [\\w-]*",
    },
    {
        id: "logs-delivery-source-region",
        program: (name) =>
            new aws.cloudwatch.LogDeliverySource(name, { logType: "ACCESS_LOGS", resourceArn: distribution }),
        message: "a delivery source for CloudFront must be in us-east-1, got eu-central-1",
    },
    {
        id: "logs-delivery-source-type",
        program: (name) =>
            new aws.cloudwatch.LogDeliverySource(name, {
                logType: "APPLICATION_LOGS",
                resourceArn: distribution,
                region,
            }),
        message: "CloudFront has no log type APPLICATION_LOGS",
    },
    {
        id: "logs-delivery-destination-name",
        program: (name) =>
            new aws.cloudwatch.LogDeliveryDestination(name, {
                name: "d".repeat(61),
                deliveryDestinationConfiguration: bucket,
            }),
        message: "Member must have length less than or equal to 60",
    },
    {
        id: "logs-delivery-destination-format",
        program: (name) =>
            new aws.cloudwatch.LogDeliveryDestination(name, {
                outputFormat: "csv",
                deliveryDestinationConfiguration: bucket,
            }),
        message: "expected outputFormat to be one of [json, plain, w3c, raw, parquet], got csv",
    },
    {
        id: "logs-delivery-source-missing",
        program: (name) =>
            new aws.cloudwatch.LogDelivery(name, {
                deliverySourceName: "nothing",
                deliveryDestinationArn: destination(name).arn,
                region,
            }),
        message: "ResourceNotFoundException: The delivery source 'nothing' does not exist in us-east-1",
    },
    {
        id: "logs-delivery-destination-missing",
        program: (name) =>
            new aws.cloudwatch.LogDelivery(name, {
                deliverySourceName: source(name).name,
                deliveryDestinationArn: "arn:aws:logs:us-east-1:123456789012:delivery-destination:nothing",
                region,
            }),
        message: "ResourceNotFoundException: The delivery destination 'arn:aws:logs:",
    },
    {
        id: "logs-delivery-field-length",
        program: (name) =>
            new aws.cloudwatch.LogDelivery(name, {
                deliverySourceName: source(name).name,
                deliveryDestinationArn: destination(name).arn,
                recordFields: ["date", "f".repeat(65)],
                region,
            }),
        message: "a record field must have 1 to 64 characters",
    },
];
