/**
 * How hosts and the functions inside the VPC reach the AWS services that their roles allow. Without a way out of the VPC, each
 * service needs an endpoint inside.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */

/** Endpoints of a VPC, by their names after `com.amazonaws.<region>.`. */
export const ENDPOINT_SERVICES = [
    "autoscaling",
    "email",
    "email-smtp",
    "logs",
    "monitoring",
    "secretsmanager",
    "ssm",
    "ssmmessages",
] as const;

export type EndpointService = (typeof ENDPOINT_SERVICES)[number];

interface Reached {
    /** What takes the calls: an endpoint of the setting `interfaceEndpoints`, or S3's gateway, which every stack has. */
    readonly by: EndpointService | "gateway";
    readonly source: string;
}

const docs = (page: string): string => `https://docs.aws.amazon.com/${page}`;

/**
 * By the prefix of IAM actions. Actions that only another service can use for a host (`kms:ViaService`) need no endpoint.
 * `ec2messages` is not here: agents since 3.3.40.0 use `ssmmessages` for all, and regions since 2024 have nothing else.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 */
export const REACHED: Readonly<Record<string, Reached>> = {
    autoscaling: {
        by: "autoscaling",
        source: docs("autoscaling/ec2/userguide/ec2-auto-scaling-vpc-endpoints.html"),
    },
    cloudwatch: {
        by: "monitoring",
        source: docs("AmazonCloudWatch/latest/monitoring/cloudwatch-and-interface-VPC.html"),
    },
    logs: { by: "logs", source: docs("AmazonCloudWatch/latest/logs/cloudwatch-logs-and-interface-VPC.html") },
    s3: { by: "gateway", source: docs("vpc/latest/privatelink/vpc-endpoints-s3.html") },
    secretsmanager: {
        by: "secretsmanager",
        source: docs("secretsmanager/latest/userguide/vpc-endpoint-overview.html"),
    },
    // Since December 2025, in every region of SES.
    ses: {
        by: "email",
        source: "https://aws.amazon.com/about-aws/whats-new/2025/12/amazon-ses-vpc-api-endpoints",
    },
    ssm: { by: "ssm", source: docs("systems-manager/latest/userguide/setup-create-vpc.html") },
    ssmmessages: {
        by: "ssmmessages",
        source: docs("systems-manager/latest/userguide/setup-create-vpc.html"),
    },
};

const MAIL: readonly EndpointService[] = ["email", "email-smtp"];

/**
 * The endpoints that a stack without a way out needs. Mail leaves by SES's API, or by its SMTP service if the stack has a mail
 * server's URL (`hasMailServer`): then no role can call the API.
 */
export const endpointsNeeded = (hasMailServer: boolean): EndpointService[] =>
    ENDPOINT_SERVICES.filter(
        (name) => !MAIL.includes(name) || name === (hasMailServer ? "email-smtp" : "email"),
    );
