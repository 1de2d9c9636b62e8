import { PlannedResource, Refusal, ResourceType } from "../resource-type";
import { listAt, refuseMissing, refuseOther, refuseText, refusal, textAt } from "../checks";
import { mixedToken } from "./checks/ids";

const API = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference";
const CLOUDFRONT_LOGGING =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html";
const SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
const DESTINATION = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";

const arnOf = (resource: PlannedResource, kind: string, id: unknown): string =>
    resource.arn("logs", `${kind}:${String(id)}`);

/** The check of names that delivery sources and destinations share. */
const refuseName = (id: string, page: string): Refusal =>
    refuseText(id, `${API}/${page}.html`, "name", {
        min: 1,
        max: 60,
        pattern: /^[\w-]*$/,
        message:
            "ValidationException: Value at 'name' failed to satisfy constraint: Member must have length less than or equal to 60 and satisfy regular expression pattern: [\\w-]*",
    });

/** `cloudfront` in `arn:aws:cloudfront::123456789012:distribution/E…`. */
const serviceOf = (arn: string): string => arn.split(":")[2] ?? "";

const source: ResourceType = {
    token: SOURCE,
    required: ["logType", "resourceArn"],
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/logs/delivery_source.go
    replaceOn: ["logType", "name", "resourceArn", "region"],
    autoName: { property: "name", maxLength: 60 },
    refusals: [
        refuseName("logs-delivery-source-name", "API_PutDeliverySource"),
        refusal("logs-delivery-source-region", CLOUDFRONT_LOGGING, (inputs, _, { region }) =>
            serviceOf(textAt(inputs, "resourceArn") ?? "") === "cloudfront" && region !== "us-east-1"
                ? {
                      property: "region",
                      message: `ValidationException: a delivery source for CloudFront must be in us-east-1, got ${region}`,
                  }
                : undefined,
        ),
        refusal("logs-delivery-source-type", `${API}/API_PutDeliverySource.html`, (inputs) => {
            const logType = textAt(inputs, "logType");
            const isCloudFront = serviceOf(textAt(inputs, "resourceArn") ?? "") === "cloudfront";
            return isCloudFront && logType !== undefined && logType !== "ACCESS_LOGS"
                ? {
                      property: "logType",
                      message: `ValidationException: CloudFront has no log type ${logType}, expected ACCESS_LOGS`,
                  }
                : undefined;
        }),
    ],
    create: (resource) => ({
        id: String(resource.inputs.name),
        outputs: {
            arn: arnOf(resource, "delivery-source", resource.inputs.name),
            service: serviceOf(String(resource.inputs.resourceArn)),
        },
    }),
};

const destination: ResourceType = {
    token: DESTINATION,
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/logs/delivery_destination.go
    replaceOn: ["name", "outputFormat", "region"],
    autoName: { property: "name", maxLength: 60 },
    refusals: [
        refuseName("logs-delivery-destination-name", "API_PutDeliveryDestination"),
        refuseOther(
            "logs-delivery-destination-format",
            `${API}/API_PutDeliveryDestination.html`,
            "outputFormat",
            ["json", "plain", "w3c", "raw", "parquet"],
        ),
    ],
    create: (resource) => ({
        id: String(resource.inputs.name),
        outputs: {
            arn: arnOf(resource, "delivery-destination", resource.inputs.name),
            deliveryDestinationType: "S3",
        },
    }),
};

const delivery: ResourceType = {
    token: "aws:cloudwatch/logDelivery:LogDelivery",
    required: ["deliveryDestinationArn", "deliverySourceName"],
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/logs/delivery.go
    replaceOn: ["deliveryDestinationArn", "deliverySourceName", "region"],
    refusals: [
        refuseMissing(
            "logs-delivery-source-missing",
            `${API}/API_CreateDelivery.html`,
            "deliverySourceName",
            {
                tokens: [SOURCE],
                code: "ResourceNotFoundException",
                what: "delivery source",
            },
        ),
        refuseMissing(
            "logs-delivery-destination-missing",
            `${API}/API_CreateDelivery.html`,
            "deliveryDestinationArn",
            { tokens: [DESTINATION], code: "ResourceNotFoundException", what: "delivery destination" },
        ),
        refusal("logs-delivery-field-length", `${API}/API_CreateDelivery.html`, (inputs) => {
            const fields = listAt(inputs, "recordFields").filter((field) => typeof field === "string");
            const wrong = fields.find((field) => field.length < 1 || field.length > 64);
            return wrong === undefined
                ? undefined
                : {
                      property: "recordFields",
                      message: `ValidationException: a record field must have 1 to 64 characters: "${wrong}"`,
                  };
        }),
    ],
    create: (resource) => {
        const id = mixedToken(resource, 16, "delivery");
        return { id, outputs: { arn: arnOf(resource, "delivery", id) } };
    },
};

export const types: readonly ResourceType[] = [source, destination, delivery];
