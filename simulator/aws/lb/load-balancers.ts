import { Account, ExistingResource, Refusal, ResourceType, Source } from "../../resource-type";
import {
    blocksAt,
    listAt,
    refusal,
    refuseMissing,
    refuseRange,
    refuseTaken,
    refuseText,
    shown,
    textAt,
} from "../../checks";
import { INTERNET_GATEWAY, SUBNET } from "../ec2/network";
import { refuseMissingGroups } from "../ec2/security-groups";

export const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
export const docs = (call: string): Source =>
    `https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_${call}.html`;

/** The check of names that load balancers and target groups share. */
export function refuseBalancerName(id: string, call: string): Refusal {
    return refuseText(id, docs(call), "name", {
        min: 1,
        max: 32,
        pattern: /^(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
        message:
            "ValidationError: a name must have at most 32 letters, digits and hyphens, no hyphen at either end, and must not begin with internal-",
    });
}

/**
 * Hosted zones of Application Load Balancers, for alias records.
 * https://docs.aws.amazon.com/general/latest/gr/elb.html
 */
const HOSTED_ZONES: Readonly<Record<string, string>> = {
    "us-east-1": "Z35SXDOTRQ7X7K",
    "us-east-2": "Z3AADJGX6KTTL2",
    "us-west-1": "Z368ELLRRE2KJ0",
    "us-west-2": "Z1H1FL5HABSF5",
    "ap-northeast-1": "Z14GRHDCWA56QT",
    "ap-south-1": "ZP97RAFLXTNZK",
    "ap-southeast-1": "Z1LMS91P8CMLE5",
    "ap-southeast-2": "Z1GM3OXH4ZPM65",
    "ca-central-1": "ZQSVJUPU6J1EY",
    "eu-central-1": "Z215JYRZR1TBD5",
    "eu-north-1": "Z23TAZ6LKFMNIO",
    "eu-west-1": "Z32O12XQLNTSW2",
    "eu-west-2": "ZHURV8PSTC4K8",
    "eu-west-3": "Z3Q77PNBQS71R4",
    "sa-east-1": "Z2P70J7HTTTPLU",
};

const subnetsOf = (ids: readonly unknown[], account: Account): ExistingResource[] =>
    ids.flatMap((id) => account.find(shown(id), SUBNET) ?? []);

const loadBalancer: ResourceType = {
    token: LOAD_BALANCER,
    autoName: { property: "name", maxLength: 32 },
    replaceOn: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
    defaults: {
        internal: false,
        loadBalancerType: "application",
        idleTimeout: 60,
        ipAddressType: "ipv4",
        enableDeletionProtection: false,
        enableHttp2: true,
        dropInvalidHeaderFields: false,
        desyncMitigationMode: "defensive",
        xffHeaderProcessingMode: "append",
    },
    refusals: [
        refuseBalancerName("lb-name", "CreateLoadBalancer"),
        refuseTaken("lb-name-taken", docs("CreateLoadBalancer"), "name", {
            code: "DuplicateLoadBalancerName",
            what: "A load balancer with the name",
        }),
        refuseMissing("lb-subnet-missing", docs("CreateLoadBalancer"), "subnets", {
            tokens: [SUBNET],
            code: "SubnetNotFound",
            what: "subnet ID",
        }),
        refuseMissingGroups("lb-group-missing", "securityGroups"),
        refusal("lb-two-zones", docs("CreateLoadBalancer"), (inputs, account) => {
            const ids = listAt(inputs, "subnets");
            const zones = subnetsOf(ids, account).map(({ outputs }) => outputs.availabilityZone);
            const application = (inputs.loadBalancerType ?? "application") === "application";
            if (!application || !Array.isArray(inputs.subnets) || zones.length < ids.length) {
                return undefined;
            }
            if (new Set(zones).size < zones.length) {
                return {
                    property: "subnets",
                    message:
                        "InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone",
                };
            }
            return inputs.subnets.length < 2
                ? {
                      property: "subnets",
                      message:
                          "ValidationError: At least two subnets in two different Availability Zones must be specified",
                  }
                : undefined;
        }),
        refusal("lb-no-internet", docs("CreateLoadBalancer"), (inputs, account) => {
            const [subnet] = subnetsOf(listAt(inputs, "subnets"), account);
            const vpcId = textAt(subnet?.inputs ?? {}, "vpcId");
            const attached = account.all(INTERNET_GATEWAY).some((gateway) => gateway.inputs.vpcId === vpcId);
            return vpcId === undefined || attached || inputs.internal === true
                ? undefined
                : { property: "subnets", message: `InvalidSubnet: VPC ${vpcId} has no internet gateway` };
        }),
        refuseRange("lb-idle-timeout", docs("LoadBalancerAttribute"), "idleTimeout", { min: 1, max: 4_000 }),
        refusal(
            "lb-access-logs-bucket",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
            (inputs, account) => {
                const buckets = ["accessLogs", "connectionLogs"].flatMap((property) =>
                    blocksAt(inputs, property).map((block) => ({
                        property,
                        bucket: textAt(block, "bucket"),
                    })),
                );
                const missing = buckets.find(
                    ({ bucket }) => bucket !== undefined && !hasBucket(bucket, account),
                );
                return (
                    missing && {
                        property: `${missing.property}.bucket`,
                        message: `InvalidConfigurationRequest: Access Denied for bucket: ${missing.bucket ?? ""}. Please check S3bucket permission`,
                    }
                );
            },
        ),
    ],
    create: ({ inputs, hex, arn, region, account }) => {
        const name = textAt(inputs, "name") ?? "";
        const path = `${inputs.loadBalancerType === "network" ? "net" : "app"}/${name}/${hex(16)}`;
        const [subnet] = subnetsOf(listAt(inputs, "subnets"), account);
        const id = arn("elasticloadbalancing", `loadbalancer/${path}`);
        return {
            id,
            outputs: {
                arn: id,
                arnSuffix: path,
                dnsName: `${inputs.internal === true ? "internal-" : ""}${name}-${parseInt(hex(8, "dns"), 16)}.${region}.elb.amazonaws.com`,
                zoneId: HOSTED_ZONES[region] ?? `Z${hex(13, "zone").toUpperCase()}`,
                vpcId: subnet?.inputs.vpcId,
            },
        };
    },
    refuseDelete: {
        when: "deletion protection is on",
        source: docs("DeleteLoadBalancer"),
        find: ({ id, inputs }) =>
            inputs.enableDeletionProtection === true
                ? `OperationNotPermitted: Load balancer '${id}' cannot be deleted because deletion protection is enabled`
                : undefined,
    },
};

const hasBucket = (name: string, account: Account): boolean =>
    account.all("aws:s3/bucket:Bucket").some(({ id, inputs }) => id === name || inputs.bucket === name);

export const types = [loadBalancer];
