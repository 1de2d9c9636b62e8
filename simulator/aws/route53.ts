import { DataSource, ResourceType } from "../resource-type";
import { isSet, listAt, numberAt, refuseOther, refuseRange, refuseText, refusal, textAt } from "../checks";
import { asDomainName, inAnyOrder } from "../canonical";
import { fullName, recordRefusals } from "./checks/dns-records";
import { normal } from "./checks/domains";
import { uuid } from "./checks/ids";

const CONFIG = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html";

const PROVIDER =
    "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/route53/record.go";

const NAME = asDomainName("name", PROVIDER);

const record: ResourceType = {
    token: "aws:route53/record:Record",
    canonical: NAME.canonical,
    hidden: [...NAME.hidden, inAnyOrder("records", PROVIDER)],
    required: ["name", "type", "zoneId"],
    // Not listed: `type`, because one batch deletes the old record set and creates the new one.
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/route53/record.go
    replaceOn: ["name", "zoneId"],
    refusals: recordRefusals,
    create: ({ inputs, account }) => {
        const fqdn = fullName(inputs, account) ?? "";
        const parts = ["zoneId", "name", "type", "setIdentifier"].map((property) => textAt(inputs, property));
        return { id: parts.filter((part) => part !== undefined).join("_"), outputs: { fqdn } };
    },
};

const healthCheck: ResourceType = {
    token: "aws:route53/healthCheck:HealthCheck",
    required: ["type"],
    replaceOn: ["measureLatency", "referenceName", "requestInterval", "routingControlArn", "type"],
    defaults: { disabled: false, measureLatency: false },
    refusals: [
        refuseOther("route53-health-check-type", CONFIG, "type", [
            "HTTP",
            "HTTPS",
            "HTTP_STR_MATCH",
            "HTTPS_STR_MATCH",
            "TCP",
            "CALCULATED",
            "CLOUDWATCH_METRIC",
            "RECOVERY_CONTROL",
        ]),
        refusal("route53-health-check-interval", CONFIG, (inputs) => {
            const seconds = numberAt(inputs, "requestInterval");
            return seconds === undefined || seconds === 10 || seconds === 30
                ? undefined
                : {
                      property: "requestInterval",
                      message: `expected request_interval to be one of [10 30], got ${seconds}`,
                  };
        }),
        refuseRange("route53-health-check-threshold", CONFIG, "failureThreshold", { min: 1, max: 10 }),
        refusal("route53-health-check-target", CONFIG, (inputs) =>
            /^(HTTP|TCP)/.test(textAt(inputs, "type") ?? "") &&
            !isSet(inputs, "fqdn") &&
            !isSet(inputs, "ipAddress")
                ? {
                      property: "fqdn",
                      message:
                          "InvalidInput: Invalid parameter : At least one of IP address and Fully Qualified Domain Name must be specified",
                  }
                : undefined,
        ),
        refusal("route53-health-check-search-string", CONFIG, (inputs) =>
            (textAt(inputs, "type") ?? "").endsWith("_STR_MATCH") === isSet(inputs, "searchString") ||
            textAt(inputs, "type") === undefined
                ? undefined
                : {
                      property: "searchString",
                      message:
                          "InvalidInput: Invalid parameter : SearchString is required for HTTP_STR_MATCH and HTTPS_STR_MATCH, and not allowed for other types",
                  },
        ),
        refuseText("route53-health-check-path", CONFIG, "resourcePath", {
            max: 255,
            pattern: /^[\x21-\x7e]*$/,
            message:
                "InvalidInput: Invalid parameter : ResourcePath must have at most 255 printable characters and no spaces",
        }),
        refusal("route53-health-check-alarm", CONFIG, (inputs) =>
            textAt(inputs, "type") === "CLOUDWATCH_METRIC" &&
            !(isSet(inputs, "cloudwatchAlarmName") && isSet(inputs, "cloudwatchAlarmRegion"))
                ? {
                      property: "cloudwatchAlarmName",
                      message:
                          "InvalidInput: Invalid parameter : AlarmIdentifier must be specified for CLOUDWATCH_METRIC health checks",
                  }
                : undefined,
        ),
        refusal("route53-health-check-regions", CONFIG, (inputs) => {
            const regions = listAt(inputs, "regions");
            const known = [
                "us-east-1",
                "us-west-1",
                "us-west-2",
                "eu-west-1",
                "ap-southeast-1",
                "ap-southeast-2",
                "ap-northeast-1",
                "sa-east-1",
            ];
            return regions.length > 0 &&
                (regions.length < 3 || regions.some((region) => !known.includes(String(region))))
                ? {
                      property: "regions",
                      message: `InvalidInput: Invalid parameter : Regions must contain at least three of ${known.join(", ")}`,
                  }
                : undefined;
        }),
    ],
    create: (resource) => {
        const id = uuid(resource);
        return { id, outputs: { arn: `arn:aws:route53:::healthcheck/${id}` } };
    },
};

const getZone: DataSource = {
    token: "aws:route53/getZone:getZone",
    read: (args, account) => {
        const wanted = textAt(args, "zoneId") ?? normal(textAt(args, "name") ?? "");
        const zone = account.find(wanted, "aws:route53/zone:Zone");
        if (zone === undefined) {
            throw new Error(`no matching Route 53 Hosted Zone found: ${wanted}`);
        }
        return {
            callerReference: "",
            comment: "",
            linkedServicePrincipal: "",
            linkedServiceDescription: "",
            privateZone: false,
            resourceRecordSetCount: 2,
            tags: {},
            ...zone.outputs,
            id: zone.id,
            zoneId: zone.id,
            name: zone.inputs.name,
        };
    },
};

export const types: readonly ResourceType[] = [record, healthCheck];
export const dataSources: readonly DataSource[] = [getZone];
